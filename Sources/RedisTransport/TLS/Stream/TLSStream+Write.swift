import RESP

extension TLSStream {
  /// Encrypts and sends, record by record.
  ///
  /// `.bytes` counts what is in records that the socket has taken whole: the rest cannot have been decrypted, and so not
  /// carried out, by anyone. Until bytes are counted, the next call's bytes have to begin with the same.
  func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Socket.Transfer {
    var sent = 0
    while true {
      let transfer = flush(descriptor)
      switch transfer {
      case .bytes:
        sent &+= sealed
        sealed = 0
        if sent >= bytes.count { return .bytes(bytes.count) }
      case .wouldBlock: return sent > 0 ? .bytes(sent) : .wouldBlock
      case .closed, .failed, .refused:
        if sent > 0 { return .bytes(sent) }
        return reasonToClose(descriptor).map { .refused($0) } ?? transfer
      }
      let rest = UnsafeRawBufferPointer(rebasing: bytes[sent...])
      openssl.ERR_clear_error()
      let count = openssl.SSL_write(connection, rest.baseAddress, CInt(min(rest.count, Self.recordLimit)))
      guard count > 0 else { return sent > 0 ? .bytes(sent) : .refused(failure()) }
      sealed = Int(count)
    }
  }
}
