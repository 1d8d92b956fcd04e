import RESP

/// How waiting commands are checked for cancellation and deadlines: rarely, so that a command
/// that is answered soon is never looked at.
enum CallSweep {
  /// No command younger than this is looked at.
  private static let youngest: UInt64 = 1_000_000

  /// What came of it.
  struct Findings {
    /// For how long the oldest command has waited.
    var oldest: UInt64 = 0
    fileprivate var rejections = Rejections()

    /// To be called when nobody holds on to the queue: whoever is told may close the connection, which empties it.
    func tell() { rejections.tell() }
  }

  /// Checks the commands of one queue, oldest first, and ends those that are overdue. Their callers are yet to be told.
  ///
  /// - Parameters:
  ///   - stalledSince: the loop's. What was accepted since then had no chance yet.
  ///   - ended: is set to how many of those in line have their outcome.
  static func sweep(
    _ calls: borrowing RingBuffer<PendingCall>, now: MonotonicTime,
    stalledSince: MonotonicTime? = nil, because reason: RedisError? = nil,
    counters: inout ConnectionCounters, ended: inout Int
  ) -> Findings {
    ended = 0
    guard let first = calls.first else { return Findings() }
    var findings = Findings(oldest: now.nanoseconds(since: first.started))
    var finished = 0
    var (timedOut, cancelled) = (0, 0)
    calls.forEach { call in
      guard now.nanoseconds(since: call.started) >= youngest else { return false }
      if let stalledSince, call.started >= stalledSince { call.extend(from: now) }
      switch call.endIfOverdue(now, because: reason) {
      case .none: break
      case .timedOut(let rejection):
        timedOut += 1
        findings.rejections.append(rejection)
      case .cancelled(let rejection):
        cancelled += 1
        findings.rejections.append(rejection)
      }
      if call.state == .finished { finished += 1 }
      return true
    }
    ended = finished
    counters.timedOut += timedOut
    counters.cancelled += cancelled
    return findings
  }

  /// The next check comes after a quarter of the time already waited: between 4 and 20 ms.
  static func delay(afterWaiting waited: UInt64) -> UInt64 {
    min(max(waited / 4, 4_000_000), 20_000_000)
  }
}
