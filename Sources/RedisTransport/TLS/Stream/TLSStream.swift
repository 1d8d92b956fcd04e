import RESP

/// The secure layer of one connection. Belongs to the thread of its loop.
///
/// OpenSSL never sees the socket: it reads and writes memory, and what is in there is received and sent here. So nothing
/// raises SIGPIPE, and nothing blocks.
final class TLSStream {
  let context: TLSContext
  let openssl: OpenSSL
  let connection: OpaquePointer
  /// As the caller names it.
  let host: String
  let check: CertificateCheck

  @exclusivity(unchecked) private(set) var isSecure = false
  /// Whether the first bytes that came looked like TLS.
  @exclusivity(unchecked) var hasRecord = false
  /// Whether the other side sent anything that is meant for the caller.
  @exclusivity(unchecked) var hasReceived = false
  /// Whether OpenSSL may have more for us without the socket giving more.
  @exclusivity(unchecked) var mayHaveInput = false
  /// What ended the input; reading does not go beyond.
  @exclusivity(unchecked) var inputEnd: Socket.Transfer?

  /// Owned by `connection`.
  let incoming: OpaquePointer
  private let outgoing: OpaquePointer
  /// What was received last, on its way to OpenSSL.
  let received: UnsafeMutableRawBufferPointer
  /// What comes from OpenSSL, on its way to the socket.
  private let sending: UnsafeMutableRawBufferPointer
  @exclusivity(unchecked) private var sendingStart = 0
  @exclusivity(unchecked) private var sendingEnd = 0
  /// How many bytes of the caller's are in a record that the socket has not taken whole.
  @exclusivity(unchecked) var sealed = 0

  static let receivedSize = 32 * 1024
  /// The most that fits into one record.
  static let recordLimit = 16 * 1024
  /// A record with what TLS adds to it.
  private static let sendingSize = recordLimit + 1024

  /// - Parameter host: what is connected to: its name, or its IP address. Empty for a Unix socket.
  /// - Throws: ``RedisError`` with `invalidConfiguration` if no certificate can be for that name.
  init(_ context: TLSContext, host: String) throws(RedisError) {
    let openssl = context.openssl
    let options = context.options
    let name = options.serverName ?? host
    // Where the name is not checked it does not matter that there is none.
    let peer = options.verification == .full ? try TLSPeerName(name) : try? TLSPeerName(name)
    openssl.ERR_clear_error()
    guard let connection = openssl.SSL_new(context.handle) else {
      throw RedisError(.connectFailed, "OpenSSL cannot make a connection: \(openssl.reason())")
    }
    guard let incoming = openssl.BIO_new(openssl.BIO_s_mem()) else {
      openssl.SSL_free(connection)
      throw RedisError(.connectFailed, "OpenSSL cannot make a buffer: \(openssl.reason())")
    }
    guard let outgoing = openssl.BIO_new(openssl.BIO_s_mem()) else {
      _ = openssl.BIO_free(incoming)
      openssl.SSL_free(connection)
      throw RedisError(.connectFailed, "OpenSSL cannot make a buffer: \(openssl.reason())")
    }
    openssl.SSL_set_bio(connection, incoming, outgoing)
    openssl.SSL_set_connect_state(connection)

    self.context = context
    self.openssl = openssl
    self.connection = connection
    self.host = host.isEmpty ? name : host
    self.incoming = incoming
    self.outgoing = outgoing
    check = CertificateCheck(openssl, peer: options.verification == .full ? peer : nil)
    received = .allocate(byteCount: Self.receivedSize, alignment: 16)
    sending = .allocate(byteCount: Self.sendingSize, alignment: 16)

    check.attach(to: connection, verification: options.verification)
    if let peer { try expect(peer, isChecked: options.verification == .full) }
  }

  deinit {
    openssl.SSL_free(connection)
    received.deallocate()
    sending.deallocate()
  }

  private func expect(_ peer: TLSPeerName, isChecked: Bool) throws(RedisError) {
    let parameters = openssl.SSL_get0_param(connection)
    var isSet = true
    switch peer {
    case .host(let name):
      isSet = name.withCString {
        openssl.SSL_ctrl(connection, OpenSSL.Control.serverName, 0, UnsafeMutableRawPointer(mutating: $0)) == 1
      }
      if isChecked {
        openssl.X509_VERIFY_PARAM_set_hostflags(
          parameters, OpenSSL.HostFlag.noPartialWildcards | OpenSSL.HostFlag.neverCheckSubject)
        isSet = openssl.X509_VERIFY_PARAM_set1_host(parameters, name, 0) == 1 && isSet
      }
    case .address(let text):
      if isChecked { isSet = openssl.X509_VERIFY_PARAM_set1_ip_asc(parameters, text) == 1 }
    }
    guard isSet else {
      throw RedisError(.invalidConfiguration, "TLS option serverName: \(peer) cannot be used: \(openssl.reason())")
    }
  }

  // MARK: Handshake

  /// Goes on with the handshake as far as the socket lets it. To be called again until it is done.
  func handshake(_ descriptor: Int32) -> TLSStep {
    while true {
      openssl.ERR_clear_error()
      let status = openssl.SSL_do_handshake(connection)
      if status == 1 {
        isSecure = true
        // What followed the handshake may be in OpenSSL's memory already.
        mayHaveInput = true
      } else if openssl.SSL_get_error(connection, status) != OpenSSL.Status.wantRead {
        let error = failure()
        // The server is told why, if that can be.
        _ = flush(descriptor)
        return .failed(error)
      }
      let sent = flush(descriptor)
      switch sent {
      case .bytes: if isSecure { return .done }
      case .wouldBlock:
        // The other side may be waiting for this before it sends anything.
        return .wouldBlock(wantsWrite: true)
      case .closed, .failed, .refused:
        // The server may have said why before it closed the connection.
        return .failed(reasonToClose(descriptor) ?? interrupted(sent))
      }
      let transfer = receive(descriptor)
      switch transfer {
      case .bytes: continue
      case .wouldBlock: return .wouldBlock(wantsWrite: false)
      case .closed, .failed, .refused: return .failed(interrupted(transfer))
      }
    }
  }

  // MARK: Output

  /// Whether something waits for the socket to take it.
  var hasPendingOutput: Bool { sendingStart < sendingEnd || openssl.BIO_ctrl_pending(outgoing) > 0 }

  /// Sends what waits: `.bytes(0)` if nothing is left.
  @discardableResult
  func flush(_ descriptor: Int32) -> Socket.Transfer {
    while true {
      if sendingStart == sendingEnd {
        sendingStart = 0
        sendingEnd = max(0, Int(openssl.BIO_read(outgoing, sending.baseAddress, CInt(Self.sendingSize))))
        if sendingEnd == 0 { return .bytes(0) }
      }
      let transfer = Socket.write(descriptor, UnsafeRawBufferPointer(rebasing: sending[sendingStart..<sendingEnd]))
      guard case .bytes(let count) = transfer else { return transfer }
      sendingStart &+= count
    }
  }

  /// Says farewell, if that can be done at once, so that the server does not take the end for a cut line.
  ///
  /// Not while a record waits to be sent whole: its commands count as not sent, so they must not be sent now.
  func close(_ descriptor: Int32) {
    guard isSecure, !hasPendingOutput else { return }
    openssl.ERR_clear_error()
    _ = openssl.SSL_shutdown(connection)
    flush(descriptor)
    openssl.ERR_clear_error()
  }
}
