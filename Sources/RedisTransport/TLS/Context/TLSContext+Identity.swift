import RESP

extension TLSContext {
  /// Has the certificate shown to servers that ask for one.
  func show(_ identity: TLSIdentity) throws(RedisError) {
    let certificate = try PEMText(identity.certificate, for: "identity.certificate", openssl)
    try certificate.forEachCertificate { found, index throws(RedisError) in
      let isTaken =
        index == 0
        ? openssl.SSL_CTX_use_certificate(handle, found) == 1
        : openssl.SSL_CTX_ctrl(handle, OpenSSL.Control.chainCertificate, 1, UnsafeMutableRawPointer(found)) == 1
      guard isTaken else { throw certificate.error(openssl.reason()) }
    }

    let text =
      if let key = identity.key { try PEMText(key, for: "identity.key", openssl) } else { certificate }
    let key = try text.privateKey(password: identity.keyPassword)
    defer { openssl.EVP_PKEY_free(key) }
    openssl.ERR_clear_error()
    guard openssl.SSL_CTX_use_PrivateKey(handle, key) == 1, openssl.SSL_CTX_check_private_key(handle) == 1 else {
      throw text.error("the key does not match the certificate \(certificate.source): \(openssl.reason())")
    }
  }
}
