import RESP

/// How waiting commands are checked for cancellation and deadlines: rarely, so that a command
/// that is answered soon is never looked at.
enum CallSweep {
  /// No command younger than this is looked at.
  private static let youngest: UInt64 = 1_000_000

  /// Checks the commands of one queue, oldest first. Returns for how long the oldest has waited.
  ///
  /// - Parameter stalledSince: the loop's. What was accepted since then had no chance yet.
  static func sweep(
    _ calls: borrowing RingBuffer<PendingCall>, now: MonotonicTime,
    stalledSince: MonotonicTime? = nil, because reason: RedisError? = nil
  ) -> UInt64 {
    guard let first = calls.first else { return 0 }
    let oldest = now.nanoseconds(since: first.started)
    calls.forEach { call in
      guard now.nanoseconds(since: call.started) >= youngest else { return false }
      if let stalledSince, call.started >= stalledSince { call.extend(from: now) }
      call.rejectIfOverdue(now, because: reason)
      return true
    }
    return oldest
  }

  /// The next check comes after a quarter of the time already waited: between 4 and 20 ms.
  static func delay(afterWaiting waited: UInt64) -> UInt64 {
    min(max(waited / 4, 4_000_000), 20_000_000)
  }
}
