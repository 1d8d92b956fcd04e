import RESP

extension TLSContext {
  func addTrust() throws(RedisError) {
    guard !options.trust.isEmpty else {
      throw invalid("trust", "is empty, so that no certificate can be right; to check none, set verification to none")
    }
    for trust in options.trust {
      switch trust {
      case .system:
        guard openssl.SSL_CTX_set_default_verify_paths(handle) == 1 else {
          throw invalid("trust", "the system's authorities cannot be read: \(openssl.reason())")
        }
      case .file(let path): try addAuthorities(in: PEMText(.file(path), for: "trust", openssl))
      case .data(let bytes): try addAuthorities(in: PEMText(.data(bytes), for: "trust", openssl))
      case .directory(let path): try addDirectory(path)
      }
    }
  }

  private func addAuthorities(in text: PEMText) throws(RedisError) {
    let store = openssl.SSL_CTX_get_cert_store(handle)
    try text.forEachCertificate { certificate, _ throws(RedisError) in
      guard openssl.X509_STORE_add_cert(store, certificate) == 1 else { throw text.error(openssl.reason()) }
    }
  }

  /// OpenSSL looks into the folder only when it needs a certificate, and then ignores what it cannot read.
  private func addDirectory(_ path: String) throws(RedisError) {
    let names: [String]
    do {
      names = try FileAccess.names(in: path)
    } catch {
      throw invalid("trust", "cannot read the folder \"\(path)\": \(describe(errno: error.number))")
    }
    guard names.contains(where: Self.isHashed) else {
      throw invalid(
        "trust", "no file in the folder \"\(path)\" has the name of a certificate's hash: run openssl rehash on it")
    }
    guard !path.utf8.contains(0), openssl.SSL_CTX_load_verify_locations(handle, nil, path) == 1 else {
      throw invalid("trust", "cannot use the folder \"\(path)\": \(openssl.reason())")
    }
  }

  /// Eight hexadecimal digits, a point, a number.
  private static func isHashed(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 8 else { return false }
    return parts[0].allSatisfy(\.isHexDigit) && UInt(parts[1]) != nil
  }
}
