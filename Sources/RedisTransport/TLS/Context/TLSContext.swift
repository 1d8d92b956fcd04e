import RESP

/// What ``TLSOptions`` say, read, checked and in OpenSSL's form. Made once for a client, and shared by its connections,
/// on whichever threads they are.
package final class TLSContext: @unchecked Sendable {
  let openssl: OpenSSL
  let handle: OpaquePointer
  let options: TLSOptions

  /// Reads files, so it takes its time.
  ///
  /// - Throws: ``RedisError`` with `unsupported` if there is no OpenSSL, else with `invalidConfiguration`.
  package init(_ options: TLSOptions) throws(RedisError) {
    let openssl = try OpenSSL.shared()
    openssl.ERR_clear_error()
    guard let handle = openssl.SSL_CTX_new(openssl.TLS_client_method()) else {
      throw RedisError(.unsupported, "OpenSSL cannot be used: \(openssl.reason())")
    }
    // From here on the handle is let go of with this object, also if something below throws.
    self.openssl = openssl
    self.handle = handle
    self.options = options

    let mode = OpenSSL.Mode.partialWrite | OpenSSL.Mode.movingWriteBuffer | OpenSSL.Mode.autoRetry
    _ = openssl.SSL_CTX_ctrl(handle, OpenSSL.Control.mode, mode, nil)
    // A write would have to wait for a read, for a feature that TLS 1.3 abolished.
    _ = openssl.SSL_CTX_set_options(handle, OpenSSL.Option.noRenegotiation)
    try setMinimumVersion()
    try setCiphers()
    if options.verification != .none { try addTrust() }
    if let identity = options.identity { try show(identity) }
  }

  deinit { openssl.SSL_CTX_free(handle) }

  private func setMinimumVersion() throws(RedisError) {
    let version =
      switch options.minimumVersion {
      case .tls12: OpenSSL.Version.tls12
      case .tls13: OpenSSL.Version.tls13
      }
    guard openssl.SSL_CTX_ctrl(handle, OpenSSL.Control.minimumVersion, version, nil) == 1 else {
      throw RedisError(
        .unsupported, "minimumVersion: OpenSSL cannot do TLS \(options.minimumVersion.rawValue): \(openssl.reason())")
    }
  }

  private func setCiphers() throws(RedisError) {
    if let list = options.ciphers, openssl.SSL_CTX_set_cipher_list(handle, list) != 1 {
      throw invalid("ciphers", "\"\(list)\" selects no cipher: \(openssl.reason())")
    }
    if let list = options.cipherSuites, openssl.SSL_CTX_set_ciphersuites(handle, list) != 1 {
      throw invalid("cipherSuites", "\"\(list)\" is no list of cipher suites: \(openssl.reason())")
    }
  }

  func invalid(_ option: String, _ problem: String) -> RedisError {
    RedisError(.invalidConfiguration, "TLS option \(option): \(problem)")
  }
}
