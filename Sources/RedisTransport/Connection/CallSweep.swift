import RESP

/// How waiting commands are checked for cancellation and deadlines: rarely, so that a command
/// that is answered soon is never looked at.
enum CallSweep {
  /// No command younger than this is looked at.
  private static let youngest: UInt64 = 1_000_000

  /// Checks the commands of one queue, oldest first. Returns for how long the oldest has waited.
  ///
  /// - Parameters:
  ///   - stalledSince: the loop's. What was accepted since then had no chance yet.
  ///   - ended: is set to how many of those in line have their outcome.
  ///   - endings: gets what is left to do for those that end now.
  static func sweep(
    _ calls: borrowing RingBuffer<PendingCall>, now: MonotonicTime,
    stalledSince: MonotonicTime? = nil, because reason: RedisError? = nil,
    counters: inout ConnectionCounters, ended: inout Int, endings: inout [CallEnding]
  ) -> UInt64 {
    ended = 0
    guard let first = calls.first else { return 0 }
    let oldest = now.nanoseconds(since: first.started)
    var finished = 0
    var (timedOut, cancelled) = (0, 0)
    calls.forEach { call in
      guard now.nanoseconds(since: call.started) >= youngest else { return false }
      if let stalledSince, call.started >= stalledSince { call.extend(from: now) }
      switch call.endIfOverdue(now, because: reason, &endings) {
      case .none: break
      case .timedOut: timedOut += 1
      case .cancelled: cancelled += 1
      }
      if call.state == .finished { finished += 1 }
      return true
    }
    ended = finished
    counters.timedOut += timedOut
    counters.cancelled += cancelled
    return oldest
  }

  /// The next check comes after a quarter of the time already waited: between 4 and 20 ms.
  static func delay(afterWaiting waited: UInt64) -> UInt64 {
    min(max(waited / 4, 4_000_000), 20_000_000)
  }
}
