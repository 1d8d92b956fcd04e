/// How long to wait between attempts to connect: longer each time, never all at once.
package struct Backoff: Sendable {
  package var initial: Duration
  package var maximum: Duration
  private var attempt = 0

  package init(initial: Duration = .milliseconds(10), maximum: Duration = .seconds(2)) {
    self.initial = initial
    self.maximum = maximum
  }

  /// The wait before the next attempt, in nanoseconds: between half of the exponential step and
  /// all of it, so that many clients do not come back together.
  package mutating func next(using generator: inout some RandomNumberGenerator) -> UInt64 {
    let most = max(1, maximum.saturatedNanoseconds)
    var step = max(1, initial.saturatedNanoseconds)
    for _ in 0..<attempt where step < most { step = min(most, step &* 2) }
    step = min(step, most)
    attempt = min(attempt + 1, 62)
    return UInt64.random(in: (step / 2)...step, using: &generator)
  }

  package mutating func reset() { attempt = 0 }
}
