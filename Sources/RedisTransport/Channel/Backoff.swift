/// How long to wait between attempts: longer each time, never all at once.
package struct Backoff: Sendable {
  private let initial: UInt64
  private let maximum: UInt64
  /// Failures since the last success.
  package private(set) var attempt = 0

  package init(initial: Duration = .milliseconds(5), maximum: Duration = .seconds(2)) {
    self.initial = max(1, initial.saturatedNanoseconds)
    self.maximum = max(1, maximum.saturatedNanoseconds)
  }

  /// The wait before the next attempt, in nanoseconds: between half of the exponential step and
  /// all of it, so that many clients do not come back together.
  ///
  /// - Parameter most: a bound below `maximum`, where somebody cannot wait.
  package mutating func next(
    atMost most: UInt64 = .max, using generator: inout some RandomNumberGenerator
  ) -> UInt64 {
    let most = max(1, min(maximum, most))
    let step = min(most, initial.doubled(attempt))
    attempt = min(attempt + 1, 62)
    return UInt64.random(in: (step / 2)...step, using: &generator)
  }

  package mutating func reset() { attempt = 0 }
}

extension UInt64 {
  /// Saturates.
  fileprivate func doubled(_ times: Int) -> UInt64 {
    times < leadingZeroBitCount ? self << times : .max
  }
}
