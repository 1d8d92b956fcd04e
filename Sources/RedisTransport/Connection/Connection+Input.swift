import RESP

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the server sends: frames, and which of them is whose reply.
extension Connection {
  func receive() {
    var rounds = 0
    while phase != .closed {
      rounds += 1
      let known = scanner.minimumLength &- input.count
      let room = input.room(atLeast: max(32 * 1024, min(known, 4 << 20)))
      switch read(into: room, isReceiving: rounds <= 8) {
      case .bytes(let count):
        input.filled(count)
        counted.bytesReceived &+= count
        lastReceived = loop.now
        handleFrames()
        // What was decrypted already the socket does not announce another time.
        if count < room.count || rounds >= 8, tls?.hasBufferedInput != true { return }
        if isPaused { return }
      case .wouldBlock: return
      case .closed: return closedByPeer(RedisError(.connectionClosed, "the server closed the connection"))
      case .failed(let number):
        return closedByPeer(
          RedisError(.connectionClosed, "cannot read: \(RedisTransport.describe(errno: number))"))
      case .refused(let error): return closedByPeer(error)
      }
    }
  }

  @inline(__always)
  private func read(into room: UnsafeMutableRawBufferPointer, isReceiving: Bool) -> Socket.Transfer {
    guard let tls else { return Socket.read(descriptor, into: room) }
    return tls.read(descriptor, into: room, isReceiving: isReceiving)
  }

  /// Takes what is left to read of a connection that cannot be written to any more.
  func receiveLast(_ error: RedisError) {
    isRetiring = false
    // A frame whose handling wrote is still in the buffer, and would be read a second time, as somebody's reply.
    if !isHandlingFrames { receive() }
    if phase != .closed { close(error) }
  }

  func handleFrames() {
    isHandlingFrames = true
    defer { isHandlingFrames = false }
    while phase != .closed, input.count > 0, !isPaused {
      let length: Int?
      do {
        length = try scanner.scan(input.bytes)
      } catch {
        if error.code == .limitExceeded { refuseReply(error) }
        return close(error)
      }
      guard let length else { break }
      let frame = UnsafeRawBufferPointer(rebasing: input.bytes[..<length])
      if scanner.containsInnerPush {
        // Redis 7.0 puts messages between the replies of a transaction, of which as many then follow as replies of their own.
        return close(RedisError(.protocolViolation, "a push is inside another reply"))
      }
      if scanner.containsStreamed {
        handleStreamed(frame)
      } else {
        handle(frame)
      }
      if phase == .closed { return }
      input.consume(length)
    }
    guard phase != .closed else { return }
    input.shrinkIfIdle()
    if !queued.isEmpty, !isWatchingForWrites { markDirty() }
    if isRetiring { closeIfDone() }
  }

  /// A reply that is too large would be so again: its command is not sent another time.
  private func refuseReply(_ error: RedisError) {
    guard input.bytes.first != UInt8(ascii: ">"), let call = inFlight.popFirst() else { return }
    call.heldBack = []
    call.reject(call.isRetrySafe ? error : error.markingMayHaveBeenApplied())
  }

  /// Replies of unknown length are rare: they are written again with their lengths.
  private func handleStreamed(_ frame: UnsafeRawBufferPointer) {
    var definite: [UInt8] = []
    do {
      try RESPValue.parse(frame, limits: options.limits).write(into: &definite)
    } catch {
      return close(error)
    }
    definite.withUnsafeBytes { handle($0) }
  }

  private func handle(_ frame: UnsafeRawBufferPointer) {
    if isPush(frame) { return handlePush(frame) }
    if phase == .handshaking { return continueHandshake(frame) }
    if isStreaming {
      if let streamReceiver { streamReceiver(.frame(frame)) } else { owner?.connection(self, received: frame) }
      return
    }
    guard let call = inFlight.popFirst() else {
      return close(
        RedisError(.protocolViolation, "a reply came that no command had asked for"))
    }
    if call.delivery == .replies {
      if handleBatch(call, frame), pushCalls > 0 { nextIsAtHead(after: call) }
      return
    }
    hasReply(call)
    if frame[0] == UInt8(ascii: "-"), isTakenBack(call, because: frame) {
      if pushCalls > 0 { nextIsAtHead(after: call) }
      return
    }
    if call.state == .finished { counted.repliesDiscarded &+= 1 }
    var reader = RESPReader(frame, limits: options.limits)
    switch call.delivery {
    case .stream:
      isStreaming = frame[0] != UInt8(ascii: "-")
      if !isStreaming { refusal = nil }
    case .reset where frame[0] != UInt8(ascii: "-"):
      subscriptions.forgetSubscriptions()
      protocolVersion = 2
    case .push where frame[0] == UInt8(ascii: "+"): return refuseQueued(call)
    case .push where confirmations.count > 0: return refuseMixed(call)
    default: break
    }
    call.deliver(&reader)
    if pushCalls > 0 { nextIsAtHead(after: call) }
  }

  /// A transaction answers a subscription with a confirmation per channel, but announces one: the replies after them would be
  /// taken for those of other commands. It is not carried out when its connection closes.
  private func refuseQueued(_ call: PendingCall) {
    let error = RedisError(.unsupported, "a subscription cannot be part of a transaction, whose connection is closed")
    call.reject(error)
    close(error)
  }

  /// Servers confirm all that a command names or none: some of what seemed to confirm it was the end of other subscriptions.
  private func refuseMixed(_ call: PendingCall) {
    let error = RedisError(.protocolViolation, "a subscription was confirmed in part, and answered with something else")
    call.reject(error)
    close(error)
  }

  @inline(never)
  private func isTakenBack(_ call: PendingCall, because frame: UnsafeRawBufferPointer) -> Bool {
    counted.errorReplies &+= 1
    guard call.state != .finished, call.delivery == .reply, let owner,
      let refusal = Refusal(errorReply: frame, expectsReadOnly: options.expectsReadOnly)
    else { return false }
    return owner.connection(self, takesBack: call, after: refusal)
  }

  // MARK: Out-of-band frames

  /// Whether `frame` is no reply: RESP3 says so, in RESP2 it looks like an array. Which of the two
  /// the server speaks by now is seen from how it confirms subscriptions.
  private func isPush(_ frame: UnsafeRawBufferPointer) -> Bool {
    switch frame[0] {
    case UInt8(ascii: ">"): return true
    case UInt8(ascii: "|"):
      var reader = RESPReader(frame)
      return (try? reader.peekKind()) == .push
    case UInt8(ascii: "*"):
      let mayBe =
        pushCalls > 0 && inFlight.first?.delivery == .push
        || protocolVersion == 2 && !subscriptions.isEmpty
      return mayBe && (SubscriptionTracker.isMessage(frame) || subscriptions.notice(in: frame) != nil)
    default: return false
    }
  }

  private func handlePush(_ frame: UnsafeRawBufferPointer) {
    counted.pushes &+= 1
    guard !SubscriptionTracker.isMessage(frame), let notice = subscriptions.notice(in: frame) else {
      owner?.connection(self, received: frame)
      return
    }
    guard notice.isConfirmation, let call = inFlight.first, call.delivery == .push,
      call.confirms(notice)
    else {
      subscriptions.noteEnd(notice)
      owner?.connection(self, received: frame)
      return
    }
    subscriptions.note(notice)
    protocolVersion = frame[0] == UInt8(ascii: "*") ? 2 : 3
    confirmations.bytes.append(contentsOf: frame)
    confirmations.count += 1
    guard confirmations.count >= confirmations.expected else { return }
    _ = inFlight.popFirst()
    let all = Array("*\(confirmations.count)\r\n".utf8) + confirmations.bytes
    confirmations = ([], 0, 0)
    all.withUnsafeBytes { bytes in
      var reader = RESPReader(bytes)
      call.deliver(&reader)
    }
    nextIsAtHead(after: call)
  }

  private func nextIsAtHead(after call: PendingCall) {
    if call.delivery == .push { pushCalls &-= 1 }
    guard let call = inFlight.first, call.delivery == .push else { return }
    expectConfirmations(of: call, words: call.confirmationWords)
  }

  func expectConfirmations(of call: PendingCall, words: Int) {
    confirmations = ([], 0, subscriptions.confirmations(of: call.name, naming: words - 1))
  }
}

extension PendingCall {
  fileprivate func confirms(_ notice: SubscriptionTracker.Notice) -> Bool {
    SubscriptionTracker.kind(of: name) == notice.kind
  }
}
