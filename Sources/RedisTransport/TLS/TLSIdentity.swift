/// A client's certificate with its private key, for servers that want to know who connects.
public struct TLSIdentity: Sendable, Hashable {
  /// Something in PEM format.
  public enum PEM: Sendable, Hashable {
    /// The path of a file.
    case file(String)
    /// What such a file contains.
    case data([UInt8])
  }

  /// The certificate, followed by those that lead to an authority which the server trusts, if there are any between.
  public var certificate: PEM

  /// The private key; nil if it stands beside the certificate.
  public var key: PEM?

  /// What the private key is encrypted with; nil if it is not. Never shown.
  public var keyPassword: String? {
    get { password?.text }
    set { password = newValue.map(Secret.init) }
  }

  private var password: Secret?

  /// - Parameters:
  ///   - certificate: the certificate, and those that lead to an authority which the server trusts.
  ///   - key: the private key; nil if it stands beside the certificate.
  ///   - keyPassword: what the private key is encrypted with; nil if it is not.
  public init(certificate: PEM, key: PEM? = nil, keyPassword: String? = nil) {
    self.certificate = certificate
    self.key = key
    self.keyPassword = keyPassword
  }

  /// Keeps a text out of descriptions and dumps.
  private struct Secret: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    let text: String
    init(_ text: String) { self.text = text }
    var description: String { "***" }
    var customMirror: Mirror { Mirror(self, children: []) }
  }
}

// Bytes given as data may contain a private key.
extension TLSIdentity.PEM: CustomStringConvertible, CustomReflectable {
  public var description: String {
    switch self {
    case .file(let path): "\"\(path)\""
    case .data(let bytes): "\(bytes.count) bytes"
    }
  }

  public var customMirror: Mirror { Mirror(self, children: []) }
}
