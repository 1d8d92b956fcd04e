extension OpenSSL {
  /// One entry of the thread's error queue.
  struct Failure {
    /// Which part of OpenSSL complains.
    var library: UInt
    var reason: UInt
    var text: String

    func `is`(_ reason: UInt, of library: UInt) -> Bool { self.reason == reason && self.library == library }
  }

  /// Empties the thread's error queue, oldest entry first.
  func takeErrors() -> [Failure] {
    var failures: [Failure] = []
    while failures.count < 16 {
      let code = ERR_get_error()
      guard code != 0 else { break }
      let library = (code >> (isVersion3 ? 23 : 24)) & 0xff
      let text = ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code)"
      failures.append(Failure(library: library, reason: code & 0xfff, text: text))
    }
    ERR_clear_error()
    return failures
  }

  /// Why the last call failed, in OpenSSL's words.
  func reason() -> String {
    var texts: [String] = []
    for failure in takeErrors() where !texts.contains(failure.text) { texts.append(failure.text) }
    return texts.isEmpty ? "OpenSSL does not say why" : texts.joined(separator: ", ")
  }

  /// What `print` writes into memory that it is given.
  func text(_ print: (Object) -> Void) -> String? {
    guard let memory = BIO_new(BIO_s_mem()) else { return nil }
    defer { _ = BIO_free(memory) }
    print(memory)
    // Enough for an error message, whatever is in the certificate.
    let bytes = [UInt8](unsafeUninitializedCapacity: 512) { room, count in
      count = max(0, Int(BIO_read(memory, room.baseAddress, CInt(room.count))))
    }
    // It goes into messages: what somebody put into a certificate must not end their lines.
    let printable = bytes.map { $0 < 0x20 || $0 == 0x7f ? UInt8(ascii: " ") : $0 }
    return printable.isEmpty ? nil : String(decoding: printable, as: UTF8.self)
  }
}
