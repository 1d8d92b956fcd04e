import RESP

/// Commands that wait to be sent, within limits.
struct CallQueue: ~Copyable {
  private var calls = RingBuffer<PendingCall>()
  /// Of the calls, as far as they were measured.
  private var bytes = 0
  /// How many commands wait in addition to one per call.
  private var batched = 0
  /// Calls that ended while they waited, and are still in line.
  private var ended = 0
  private let limits: QueueLimits
  private var scratch = CommandEncoder(minimumCapacity: 64)

  init(limits: QueueLimits) { self.limits = limits }

  var isEmpty: Bool { count == 0 }
  /// Whether the next call may only be sent when nothing is under way.
  var nextIsAlone: Bool { calls.first?.isAlone ?? false }
  var count: Int { calls.count &- ended }

  /// Puts a call in line, or says why there is no room. `besides` others are under way already.
  mutating func add(_ call: PendingCall, besides others: Int) -> RedisError? {
    call.queuedBytes = limits.bytes < .max ? measure(call) : 0
    if limits.whenFull == .fail {
      let earlier = count &+ batched &+ others
      if earlier > 0, earlier &+ Int(call.commands) > limits.commands {
        return RedisError(.limitExceeded, "\(limits.commands) commands are waiting, which is the limit").markingUnsent()
      }
      if bytes > 0, bytes &+ call.queuedBytes > limits.bytes {
        return RedisError(
          .limitExceeded, "commands of \(bytes) bytes are waiting, which leaves no room below the limit of \(limits.bytes)"
        ).markingUnsent()
      }
    }
    append(call)
    return nil
  }

  private mutating func measure(_ call: PendingCall) -> Int {
    if call.delivery == .replies {
      call.encode(into: &scratch)
    } else {
      scratch.command(call.encode)
    }
    defer { scratch.removeAll(keepingCapacity: scratch.count <= 64 * 1024) }
    return scratch.count
  }

  private mutating func append(_ call: PendingCall) {
    bytes &+= call.queuedBytes
    batched &+= Int(call.commands) &- 1
    calls.append(call)
  }

  /// Puts calls that were in line before in front of the others. Limits do not apply to them a second time.
  mutating func putBack(_ earlier: [PendingCall]) {
    for call in earlier.reversed() {
      bytes &+= call.queuedBytes
      batched &+= Int(call.commands) &- 1
      calls.prepend(call)
    }
  }

  mutating func popFirst() -> PendingCall? {
    while let call = calls.popFirst() {
      bytes &-= call.queuedBytes
      batched &-= Int(call.commands) &- 1
      if call.state != .finished { return call }
      ended = max(0, ended &- 1)
    }
    return nil
  }

  /// Empties the queue.
  mutating func removeAll() -> [PendingCall] {
    var all: [PendingCall] = []
    all.reserveCapacity(count)
    while let call = popFirst() { all.append(call) }
    return all
  }

  /// As ``CallSweep``; what ended leaves the queue once that is worth the work.
  mutating func sweep(
    now: MonotonicTime, stalledSince: MonotonicTime? = nil, because reason: RedisError? = nil,
    counters: inout ConnectionCounters
  ) -> CallSweep.Findings {
    let findings = CallSweep.sweep(
      calls, now: now, stalledSince: stalledSince, because: reason, counters: &counters, ended: &ended)
    if ended == calls.count || ended > 16 && ended > calls.count / 2 {
      let living = removeAll()
      ended = 0
      for call in living { append(call) }
    }
    return findings
  }
}
