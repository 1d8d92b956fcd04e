import RESP

extension TLSStream {
  /// Whether ``read(_:into:)`` may give something, or the end, that the socket will not announce: to be read before
  /// waiting for the socket.
  var hasBufferedInput: Bool { mayHaveInput || inputEnd != nil }

  /// Receives and decrypts until `room` is full or the socket has no more.
  ///
  /// The connection's end is `.closed`, whether the server said farewell or not: RESP says itself where replies end.
  ///
  /// - Parameter isReceiving: false to take only what is here already, when it is time for other connections.
  func read(
    _ descriptor: Int32, into room: UnsafeMutableRawBufferPointer, isReceiving: Bool = true
  ) -> Socket.Transfer {
    var filled = 0
    // Less than asked for: there will hardly be more by now, and the loop tells us when there is.
    var isSocketEmpty = !isReceiving
    while filled < room.count {
      if mayHaveInput {
        let count = decrypt(into: UnsafeMutableRawBufferPointer(rebasing: room[filled...]))
        filled &+= count
        if count > 0 { continue }
      }
      if let inputEnd { return filled > 0 ? .bytes(filled) : inputEnd }
      if isSocketEmpty { break }
      let transfer = receive(descriptor)
      switch transfer {
      case .bytes(let count): isSocketEmpty = count < Self.receivedSize
      case .wouldBlock: isSocketEmpty = true
      case .closed, .failed, .refused: inputEnd = transfer
      }
    }
    return filled > 0 ? .bytes(filled) : .wouldBlock
  }

  /// How many bytes OpenSSL had. It also takes in what is none of the caller's business: tickets, new keys.
  private func decrypt(into room: UnsafeMutableRawBufferPointer) -> Int {
    openssl.ERR_clear_error()
    let count = openssl.SSL_read(connection, room.baseAddress, CInt(clamping: room.count))
    if count > 0 {
      hasReceived = true
      return Int(count)
    }
    mayHaveInput = false
    switch openssl.SSL_get_error(connection, count) {
    case OpenSSL.Status.wantRead, OpenSSL.Status.wantWrite: break
    case OpenSSL.Status.zeroReturn: inputEnd = .closed
    default: inputEnd = .refused(failure())
    }
    return 0
  }

  /// Moves what the socket has to OpenSSL.
  func receive(_ descriptor: Int32) -> Socket.Transfer {
    let transfer = Socket.read(descriptor, into: received)
    guard case .bytes(let count) = transfer else { return transfer }
    if !isSecure, !hasRecord {
      // An error in the clear begins with none of the bytes that a handshake's answer can begin with.
      guard let first = received.first, first == 0x16 || first == 0x15 else { return .refused(isNotTLS) }
      hasRecord = true
    }
    openssl.ERR_clear_error()
    guard openssl.BIO_write(incoming, received.baseAddress, CInt(count)) == CInt(count) else {
      return .refused(failure())
    }
    mayHaveInput = true
    return transfer
  }

  /// What the server said before it closed the connection, found out when writing fails.
  func reasonToClose(_ descriptor: Int32) -> RedisError? {
    guard !hasReceived else { return nil }
    // A few rounds are enough for an alert.
    for _ in 0..<8 {
      guard case .bytes = receive(descriptor) else { break }
    }
    guard mayHaveInput else { return nil }
    var byte: UInt8 = 0
    openssl.ERR_clear_error()
    let status = openssl.SSL_peek(connection, &byte, 1)
    guard status <= 0 else { return nil }
    switch openssl.SSL_get_error(connection, status) {
    case OpenSSL.Status.wantRead, OpenSSL.Status.wantWrite, OpenSSL.Status.zeroReturn: return nil
    default: return failure()
    }
  }
}
