import RESP

/// An error reply of which it is not decided yet whether its caller sees it.
struct HeldBackReply {
  /// Empty if it was delivered already.
  let frame: [UInt8]
  let refusal: Refusal
}

/// Batches: several commands that are written together, and get a reply each. Their call stays at the head of the line until
/// the last one has come.
extension Connection {
  /// Writes what has no reply yet. False if there is nothing that could be written.
  func encodeBatch(_ call: PendingCall) -> Bool {
    // Nothing was executed of what was only refused, and of a transaction without its end.
    call.answered = call.isAtomic ? 0 : call.answered &- UInt32(call.heldBack.count)
    call.heldBack = []
    output.beginBatch()
    call.encode(into: &output)
    guard output.endBatch() else {
      // It would get fewer replies than it has commands, and the next command's reply would be taken for its own.
      call.reject(RedisError(.invalidArgument, "one of the commands has no words"))
      return false
    }
    call.expected = call.commands &- call.answered
    guard call.expected > 0 else {
      call.reject(RedisError(.invalidArgument, "there are no commands"))
      return false
    }
    batched &+= Int(call.expected) &- 1
    updateLimit()
    return true
  }

  func handleBatch(_ call: PendingCall, _ frame: UnsafeRawBufferPointer) {
    call.expected &-= 1
    call.answered &+= 1
    let isLast = call.expected == 0
    if isLast {
      updateLimit()
    } else {
      batched &-= 1
      inFlight.prepend(call)
    }
    if frame[0] == UInt8(ascii: "-") {
      counted.errorReplies &+= 1
      if call.isAtomic {
        if isTakenBackAsOne(call, frame, isLast: isLast) { return }
      } else if holdBack(frame, of: call) {
        if isLast { endHeldBack(call) }
        return
      }
    }
    if !call.heldBack.isEmpty, !call.isAtomic { releaseHeldBack(call, isLast: false) }
    if call.state == .finished {
      counted.repliesDiscarded &+= 1
      return
    }
    var reader = RESPReader(frame, limits: options.limits)
    deliver(&reader, to: call, isLast: isLast)
  }

  @inline(__always)
  private func deliver(_ reader: inout RESPReader, to call: PendingCall, isLast: Bool) {
    if isLast { call.deliver(&reader) } else { call.deliverPart(&reader) }
  }

  /// Whether a reply is one of those that together mean that nothing of the batch was executed: only if all of them are so may
  /// it be sent again.
  private func holdBack(_ frame: UnsafeRawBufferPointer, of call: PendingCall) -> Bool {
    guard call.state != .finished, options.retriesRefusals, !call.runsScripts,
      call.heldBack.count &+ 1 == Int(call.answered), let refusal = Refusal(errorReply: frame)
    else { return false }
    call.heldBack.append(HeldBackReply(frame: Array(frame), refusal: refusal))
    return true
  }

  /// Whether a transaction, of which the server could not take a command yet, ends here and is sent again. Its end is an error
  /// then, and nothing of it was executed.
  private func isTakenBackAsOne(_ call: PendingCall, _ frame: UnsafeRawBufferPointer, isLast: Bool) -> Bool {
    guard call.state != .finished, options.retriesRefusals else { return false }
    if isLast {
      guard let refusal = call.heldBack.first?.refusal, let owner else { return false }
      return owner.connection(self, takesBack: call, after: refusal)
    }
    if call.heldBack.isEmpty, let refusal = Refusal(errorReply: frame) {
      call.heldBack.append(HeldBackReply(frame: [], refusal: refusal))
    }
    return false
  }

  /// Every command of a batch was refused.
  private func endHeldBack(_ call: PendingCall) {
    guard let refusal = call.heldBack.first?.refusal, let owner else { return releaseHeldBack(call, isLast: true) }
    if owner.connection(self, takesBack: call, after: refusal) { return }
    releaseHeldBack(call, isLast: true)
  }

  private func releaseHeldBack(_ call: PendingCall, isLast: Bool) {
    let replies = call.heldBack
    call.heldBack = []
    for (index, reply) in replies.enumerated() {
      reply.frame.withUnsafeBytes { bytes in
        var reader = RESPReader(bytes, limits: options.limits)
        deliver(&reader, to: call, isLast: isLast && index == replies.count - 1)
      }
    }
  }
}
