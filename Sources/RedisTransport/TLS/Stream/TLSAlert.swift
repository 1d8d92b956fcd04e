/// What the other side of a connection says before it gives up: the number of RFC 8446, section 6.
struct TLSAlert: Hashable {
  var number: UInt

  /// Whether the server did not like whom we showed it, or that we showed nobody.
  var isAboutClientCertificate: Bool {
    switch number {
    case 41...46, 48, 49, 51, 116: true
    default: false
    }
  }

  var description: String {
    switch number {
    case 20: "bad record"
    case 22: "record overflow"
    case 40: "handshake failure"
    case 41, 116: "it requires one"
    case 42: "bad certificate"
    case 43: "unsupported certificate"
    case 44: "certificate revoked"
    case 45: "certificate expired"
    case 46: "certificate unknown"
    case 47: "illegal parameter"
    case 48: "unknown authority"
    case 49: "access denied"
    case 50: "decode error"
    case 51: "decrypt error"
    case 70: "protocol version"
    case 71: "insufficient security"
    case 80: "internal error"
    case 90: "user canceled"
    case 109: "missing extension"
    case 110: "unsupported extension"
    case 112: "unrecognized name"
    case 120: "no application protocol"
    default: "alert \(number)"
    }
  }
}
