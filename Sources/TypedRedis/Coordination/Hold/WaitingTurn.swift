import RedisTransport

/// How somebody waits for what others hold: asking now and then, less often with time, and never all at once. Pure.
struct WaitingTurn: Sendable {
  typealias Instant = ContinuousClock.Instant

  private let end: Instant
  private var backoff = Backoff(initial: .milliseconds(4), maximum: .milliseconds(250))

  init(from start: Instant, atMost limit: Duration) { end = start + limit.bounded }

  func isOver(at now: Instant) -> Bool { now >= end }

  /// When to ask again; nil if the time is over. The last time to ask is the end.
  ///
  /// - Parameter hint: how long it may be held for, if nobody extends it.
  mutating func next(
    at now: Instant, hint: Duration?, using generator: inout some RandomNumberGenerator
  ) -> Instant? {
    guard now < end else { return nil }
    var delay = Duration.nanoseconds(Int64(clamping: backoff.next(using: &generator)))
    // A millisecond later, since servers count in those.
    if let hint { delay = min(delay, hint + .milliseconds(1)) }
    return min(end, now + delay)
  }
}
