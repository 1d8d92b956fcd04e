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
    call.answeredBefore = call.answered
    call.heldBack = []
    call.hasNotBegun = false
    output.beginBatch()
    call.encode(into: &output)
    guard output.endBatch() else {
      // It would get fewer replies than it has commands, and the next command's reply would be taken for its own.
      call.reject(RedisError(.invalidArgument, "one of the commands has no words"))
      return false
    }
    guard call.expected > 0 else {
      call.reject(RedisError(.invalidArgument, "there are no commands"))
      return false
    }
    batched &+= Int(call.expected) &- 1
    updateLimit()
    return true
  }

  /// Takes the next reply. Whether it was the last one.
  func handleBatch(_ call: PendingCall, _ frame: UnsafeRawBufferPointer) -> Bool {
    call.answered &+= 1
    let isLast = call.expected == 0
    if isLast {
      updateLimit()
    } else {
      batched &-= 1
      inFlight.prepend(call)
    }
    if frame[0] == UInt8(ascii: "-"), handleError(frame, of: call, isLast: isLast) { return isLast }
    if !call.heldBack.isEmpty, !call.isAtomic { releaseHeldBack(call, isLast: false) }
    if call.state == .finished {
      counted.repliesDiscarded &+= 1
      return isLast
    }
    var reader = RESPReader(frame, limits: options.limits)
    deliver(&reader, to: call, isLast: isLast)
    return isLast
  }

  /// Whether an error reply is not to be delivered, or not yet.
  @inline(never)
  private func handleError(_ frame: UnsafeRawBufferPointer, of call: PendingCall, isLast: Bool) -> Bool {
    counted.errorReplies &+= 1
    let refusal = Refusal(errorReply: frame)
    if call.state != .finished {
      if call.isAtomic {
        if isTakenBackAsOne(call, refusal, isLast: isLast) { return true }
      } else if let refusal, holdBack(frame, refusal, of: call) {
        if isLast { endHeldBack(call) }
        return true
      }
    }
    if let refusal { owner?.connection(self, isWrongBecauseOf: refusal) }
    return false
  }

  @inline(__always)
  private func deliver(_ reader: inout RESPReader, to call: PendingCall, isLast: Bool) {
    if isLast { call.deliver(&reader) } else { call.deliverPart(&reader) }
  }

  /// Whether a reply is one of those that together mean that nothing of the batch was executed: only if all of them are so may
  /// it be sent again.
  private func holdBack(_ frame: UnsafeRawBufferPointer, _ refusal: Refusal, of call: PendingCall) -> Bool {
    guard options.retriesRefusals, !call.runsScripts, !call.isFollowed, call.keeper == nil, !refusal.isRedirection,
      call.heldBack.count &+ 1 == Int(call.answered &- call.answeredBefore)
    else { return false }
    call.heldBack.append(HeldBackReply(frame: Array(frame), refusal: refusal))
    return true
  }

  /// Whether a transaction, of which the server could not take a command yet, ends here and is sent again. Its end is an error
  /// then, and nothing of it was executed.
  private func isTakenBackAsOne(_ call: PendingCall, _ refusal: Refusal?, isLast: Bool) -> Bool {
    if call.answered == call.preparations + 1 { call.hasNotBegun = true }
    guard options.retriesRefusals || refusal?.isRedirection == true || call.heldBack.first?.refusal.isRedirection == true, !call.hasNotBegun else { return false }
    if isLast {
      // The end itself is refused if the keys have left since the commands were queued.
      guard let refusal = call.heldBack.first?.refusal ?? refusal, let owner else { return false }
      return owner.connection(self, takesBack: call, after: refusal)
    }
    if call.heldBack.isEmpty, let refusal { call.heldBack.append(HeldBackReply(frame: [], refusal: refusal)) }
    return false
  }

  /// Every command of a batch was refused.
  private func endHeldBack(_ call: PendingCall) {
    guard let refusal = call.heldBack.first?.refusal, let owner else { return releaseHeldBack(call, isLast: true) }
    if owner.connection(self, takesBack: call, after: refusal) { return }
    owner.connection(self, isWrongBecauseOf: refusal)
    releaseHeldBack(call, isLast: true)
  }

  private func releaseHeldBack(_ call: PendingCall, isLast: Bool) {
    let replies = call.heldBack
    call.heldBack = []
    if !isLast, let refusal = replies.first?.refusal { owner?.connection(self, isWrongBecauseOf: refusal) }
    for (index, reply) in replies.enumerated() {
      reply.frame.withUnsafeBytes { bytes in
        var reader = RESPReader(bytes, limits: options.limits)
        deliver(&reader, to: call, isLast: isLast && index == replies.count - 1)
      }
    }
  }
}
