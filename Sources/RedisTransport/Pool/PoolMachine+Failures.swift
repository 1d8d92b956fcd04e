import RESP

/// Connections that do not come about. The attempts go on, further apart each time, and one at a time until one
/// succeeds: those who wait do so until their own deadlines.
extension PoolMachine {
  func mayOpen(_ now: MonotonicTime) -> Bool {
    guard let retryAt else { return true }
    return opening == 0 && retryAt <= now
  }

  mutating func noteSuccess(_ now: MonotonicTime) {
    retryAt = nil
    lastFailure = nil
    lastOpened = now
  }

  mutating func openingFailed(
    _ error: RedisError, _ now: MonotonicTime, using generator: inout some RandomNumberGenerator
  ) {
    lastFailure = error
    backOff(now, using: &generator)
    guard error.isFinal else { return }
    if total > 0 {
      // A connection that there is may still do for the others.
      if let waiter = nextWaiter() { act(.fail(waiter, error)) }
    } else {
      failAll(error)
    }
  }

  /// One that breaks as soon as it stands is not replaced at once time and again.
  mutating func idleBroke(
    _ member: Member, _ error: RedisError, _ now: MonotonicTime, using generator: inout some RandomNumberGenerator
  ) {
    guard now.nanoseconds(since: member.ready) < PoolMachine.settled else { return }
    lastFailure = error
    backOff(now, using: &generator)
  }

  /// Somebody has come who cannot wait as long as nobody could.
  mutating func retrySoon(_ now: MonotonicTime) {
    guard let retryAt else { return }
    self.retryAt = min(retryAt, now.advanced(by: delays.whileWaiting))
  }

  /// What has stood for so long counts as a success.
  private static var settled: UInt64 { 1_000_000_000 }

  private mutating func backOff(_ now: MonotonicTime, using generator: inout some RandomNumberGenerator) {
    // Attempts that were begun together fail together: that counts once.
    if let retryAt, now < retryAt { return }
    if let lastOpened, now.nanoseconds(since: lastOpened) >= PoolMachine.settled { backoff.reset() }
    lastOpened = nil
    let most = waiting > 0 ? delays.whileWaiting.saturatedNanoseconds : .max
    retryAt = now.advanced(byNanoseconds: backoff.next(atMost: most, using: &generator))
  }
}
