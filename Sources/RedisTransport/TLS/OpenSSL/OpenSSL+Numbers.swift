/// The numbers behind OpenSSL's macros, which only its headers know. Part of its binary interface: the same in all
/// versions from 1.1 on.
extension OpenSSL {
  enum Control {
    static let mode: CInt = 33
    static let serverName: CInt = 55
    static let chainCertificate: CInt = 89
    static let minimumVersion: CInt = 123
  }

  enum Mode {
    static let partialWrite: CLong = 1
    static let movingWriteBuffer: CLong = 2
    static let autoRetry: CLong = 4
  }

  enum Option {
    static let noRenegotiation: UInt = 1 << 30
  }

  enum Verify {
    static let none: CInt = 0
    static let peer: CInt = 1
  }

  enum HostFlag {
    static let noPartialWildcards: CUnsignedInt = 4
    static let neverCheckSubject: CUnsignedInt = 0x20
  }

  /// What `SSL_get_error` gives.
  enum Status {
    static let wantRead: CInt = 2
    static let wantWrite: CInt = 3
    static let zeroReturn: CInt = 6
  }

  enum Version {
    static let tls12: CLong = 0x0303
    static let tls13: CLong = 0x0304
  }

  enum Library {
    static let pem: UInt = 9
    static let ssl: UInt = 20
  }

  enum Reason {
    static let noStartLine: UInt = 108
    static let noCiphersAvailable: UInt = 181
    static let noProtocolsAvailable: UInt = 191
    static let httpRequest: UInt = 156
    static let packetLengthTooLong: UInt = 198
    static let unsupportedProtocol: UInt = 258
    static let wrongVersionNumber: UInt = 267
    static let certificateVerifyFailed: UInt = 134
    /// An alert from the other side is this and the alert's own number.
    static let alerts: Range<UInt> = 1000..<1256
  }

  static let subjectAlternativeName: CInt = 85
  /// Names on one line, as RFC 2253 writes them, characters beyond ASCII as they are.
  static let oneLine: UInt = 0x0111_0317 & ~4
}
