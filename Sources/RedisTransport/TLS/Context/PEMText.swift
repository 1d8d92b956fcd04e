import RESP

/// Certificates and a key in PEM format, and where they are from.
struct PEMText {
  let source: TLSIdentity.PEM
  /// The option that this is the value of.
  private let option: String
  private let bytes: [UInt8]
  private let openssl: OpenSSL

  init(_ source: TLSIdentity.PEM, for option: String, _ openssl: OpenSSL) throws(RedisError) {
    self.source = source
    self.option = option
    self.openssl = openssl
    switch source {
    case .data(let bytes): self.bytes = bytes
    case .file(let path):
      do {
        bytes = try FileAccess.contents(of: path)
      } catch {
        throw RedisError(
          .invalidConfiguration, "TLS option \(option): cannot read \"\(path)\": \(describe(errno: error.number))")
      }
    }
  }

  func error(_ problem: String) -> RedisError {
    RedisError(.invalidConfiguration, "TLS option \(option): \(source): \(problem)")
  }

  /// Gives every certificate in turn; there is at least one.
  func forEachCertificate(_ body: (OpaquePointer, Int) throws(RedisError) -> Void) throws(RedisError) {
    openssl.ERR_clear_error()
    var count = 0
    try withMemory { memory throws(RedisError) in
      while let certificate = openssl.PEM_read_bio_X509(memory, nil, PasswordBox.callback, nil) {
        defer { openssl.X509_free(certificate) }
        try body(certificate, count)
        count += 1
        openssl.ERR_clear_error()
      }
    }
    // Each search ends with an error; there being no more is not one.
    let failures = openssl.takeErrors()
    let isAtEnd = failures.last?.is(OpenSSL.Reason.noStartLine, of: OpenSSL.Library.pem) ?? true
    guard isAtEnd else {
      let reason = failures.last?.text ?? ""
      throw error("certificate \(count + 1) in it cannot be read: \(reason)")
    }
    guard count > 0 else { throw error("there is no certificate in PEM format in it") }
  }

  /// The key, to be freed.
  func privateKey(password: String?) throws(RedisError) -> OpaquePointer {
    openssl.ERR_clear_error()
    var box = PasswordBox(password)
    defer { box.free() }
    var key: OpaquePointer?
    try withMemory { memory throws(RedisError) in
      key = withUnsafeMutablePointer(to: &box) {
        openssl.PEM_read_bio_PrivateKey(memory, nil, PasswordBox.callback, UnsafeMutableRawPointer($0))
      }
    }
    if let key {
      openssl.ERR_clear_error()
      return key
    }
    let failures = openssl.takeErrors()
    let reason = failures.first?.text ?? "unknown error"
    if box.wasAsked {
      throw error(
        password == nil
          ? "the key is encrypted, and identity.keyPassword is not set"
          : "identity.keyPassword does not decrypt the key: \(reason)")
    }
    // OpenSSL 3 calls that "unsupported", as it does much else.
    if !String(decoding: bytes, as: UTF8.self).contains("PRIVATE KEY-----") {
      throw error("there is no private key in PEM format in it")
    }
    throw error("the private key cannot be read: \(reason)")
  }

  private func withMemory(_ body: (OpaquePointer) throws(RedisError) -> Void) throws(RedisError) {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
    defer { room.deallocate() }
    room.copyBytes(from: bytes)
    guard let memory = openssl.BIO_new_mem_buf(room.baseAddress, CInt(clamping: bytes.count)) else {
      throw error(openssl.reason())
    }
    defer { _ = openssl.BIO_free(memory) }
    try body(memory)
  }
}

/// A key's password, where OpenSSL can ask for it. Without this it would ask on the terminal.
private struct PasswordBox {
  private let password: UnsafeMutableBufferPointer<UInt8>?
  private(set) var wasAsked = false

  init(_ password: String?) {
    self.password = password.map { text in
      let bytes = Array(text.utf8)
      let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
      _ = room.initialize(from: bytes)
      return room
    }
  }

  func free() { password?.deallocate() }

  static let callback: OpenSSL.PasswordCallback = { room, size, _, context in
    guard let room, let box = context?.assumingMemoryBound(to: PasswordBox.self) else { return -1 }
    box.pointee.wasAsked = true
    guard let password = box.pointee.password, password.count <= Int(size) else { return -1 }
    UnsafeMutableRawBufferPointer(start: room, count: Int(size)).copyBytes(from: password)
    return CInt(password.count)
  }
}
