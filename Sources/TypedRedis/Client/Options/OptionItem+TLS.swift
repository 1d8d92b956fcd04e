import RedisTransport

extension RedisOptions {
  /// What a URL can say of TLS.
  static let tlsItems: [OptionItem] = [
    OptionItem("tls.verification", "tls_verify", \.secured.verification),
    OptionItem("tls.trust file", "tls_ca_file", \.secured.trustedFile, none: nil, .filled),
    OptionItem("tls.trust directory", "tls_ca_directory", \.secured.trustedDirectory, none: nil, .filled),
    OptionItem("tls.identity.certificate", "tls_cert_file", \.secured.certificateFile, none: nil, .filled),
    OptionItem("tls.identity.key", "tls_key_file", \.secured.keyFile, none: nil, .filled),
    secret(OptionItem("tls.identity.keyPassword", "tls_key_password", \.secured.keyPassword, none: nil, .any)),
    OptionItem("tls.serverName", "tls_server_name", \.secured.serverName, none: nil, .filled),
    OptionItem("tls.minimumVersion", "tls_min_version", \.secured.minimumVersion),
    OptionItem("tls.ciphers", "tls_ciphers", \.secured.ciphers, none: nil, .filled),
    OptionItem("tls.cipherSuites", "tls_cipher_suites", \.secured.cipherSuites, none: nil, .filled),
  ]

  private static func secret(_ item: OptionItem) -> OptionItem {
    var item = item
    item.isSecret = true
    return item
  }
}

extension RedisOptions {
  /// The defaults where nothing is secured; what is set then is lost.
  fileprivate var secured: TLSOptions {
    get { tls ?? TLSOptions() }
    set { if tls != nil { tls = newValue } }
  }
}

extension TLSOptions.Verification: OptionValue {}
extension TLSOptions.Version: OptionValue {}

extension TLSOptions {
  /// Authorities from a URL take the place of the system's.
  fileprivate var trustedFile: String? {
    get { trust.lazy.compactMap { if case .file(let path) = $0 { path } else { nil } }.first }
    set { newValue.map { trustInstead(.file($0)) } }
  }

  fileprivate var trustedDirectory: String? {
    get { trust.lazy.compactMap { if case .directory(let path) = $0 { path } else { nil } }.first }
    set { newValue.map { trustInstead(.directory($0)) } }
  }

  private mutating func trustInstead(_ other: Trust) {
    trust.removeAll { $0 == .system }
    trust.append(other)
  }

  fileprivate var certificateFile: String? {
    get { identity?.certificate.path }
    set { identity = newValue.map { TLSIdentity(certificate: .file($0), key: identity?.key) } }
  }

  fileprivate var keyFile: String? {
    get { identity?.key?.path }
    set { identity?.key = newValue.map { .file($0) } }
  }

  fileprivate var keyPassword: String? {
    get { identity?.keyPassword }
    set { identity?.keyPassword = newValue }
  }
}

extension TLSIdentity.PEM {
  fileprivate var path: String? { if case .file(let path) = self { path } else { nil } }
}
