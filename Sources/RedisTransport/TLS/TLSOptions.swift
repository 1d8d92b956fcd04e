/// How a connection is secured: whom to trust, how much to check, and who we are.
///
/// The files are read once for each client, when it first connects: one that cannot be read, or that does not say what it should,
/// is an error of code ``RedisError/Code/invalidConfiguration`` then, which names the option and the file.
///
/// TLS needs OpenSSL 3 or 1.1 on the machine. It is loaded when TLS is first asked for; the environment variable
/// `REDIS_LIBSSL` may name the file.
public struct TLSOptions: Sendable, Hashable {
  /// What of the server's certificate is checked.
  public enum Verification: String, Sendable, Hashable, CaseIterable {
    /// That somebody trusted issued it, that it is valid now, and that it is for the server's name or IP address.
    case full
    /// All of that but the name: anyone with a certificate from the same authority can pose as the server.
    case certificate
    /// Nothing: the connection is encrypted, and anyone can be at its other end.
    case none
  }

  /// Where the certificates of trusted authorities come from.
  public enum Trust: Sendable, Hashable {
    /// What OpenSSL was built to trust: usually the system's authorities. The environment variables `SSL_CERT_FILE` and
    /// `SSL_CERT_DIR` change it.
    case system
    /// A file of certificates in PEM format.
    case file(String)
    /// A folder of PEM files that are named as `openssl rehash` names them. Read as the need arises.
    case directory(String)
    /// What such a file contains.
    case data([UInt8])
  }

  /// The oldest version of the protocol that is spoken.
  public enum Version: String, Sendable, Hashable, CaseIterable {
    case tls12 = "1.2"
    case tls13 = "1.3"
  }

  /// What is checked. Everything, unless told otherwise.
  public var verification = Verification.full

  /// Whom to trust: all of these together. Must not be empty where certificates are checked.
  public var trust: [Trust] = [.system]

  /// The certificate that this client shows if the server asks for one.
  public var identity: TLSIdentity?

  /// Under which name the server is asked for and checked; nil for the host that is connected to.
  ///
  /// An IP address is looked for among the IP addresses of the certificate, and not sent to the server beforehand, for
  /// which the protocol has no room. A connection to a Unix socket has no host and needs this.
  public var serverName: String?

  /// The oldest version of the protocol that is accepted.
  public var minimumVersion = Version.tls12

  /// The ciphers for TLS 1.2, as OpenSSL lists them: `"ECDHE+AESGCM:!aRSA"`. Nil for OpenSSL's choice.
  public var ciphers: String?

  /// The cipher suites for TLS 1.3, as OpenSSL lists them: `"TLS_AES_128_GCM_SHA256"`. Nil for OpenSSL's choice.
  public var cipherSuites: String?

  /// Everything checked against the system's authorities.
  public init() {}
}
