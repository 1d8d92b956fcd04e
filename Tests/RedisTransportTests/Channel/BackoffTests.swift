import TestSupport
import Testing

@testable import RedisTransport

@Suite struct BackoffTests {
  @Test func doublesUpToTheMaximumWithJitter() {
    var backoff = Backoff(initial: .milliseconds(10), maximum: .seconds(1))
    var generator = SplitMix(seed: 1)
    var step: UInt64 = 10_000_000
    for _ in 0..<200 {
      let wait = backoff.next(using: &generator)
      #expect((step / 2...step).contains(wait))
      step = min(step * 2, 1_000_000_000)
    }
    backoff.reset()
    #expect(backoff.next(using: &generator) <= 10_000_000)
  }

  @Test func survivesExtremeSettings() {
    var generator = SplitMix(seed: 2)
    var none = Backoff(initial: .zero, maximum: .zero)
    #expect(none.next(using: &generator) <= 1)
    var endless = Backoff(initial: .seconds(Int64.max), maximum: .seconds(Int64.max))
    for _ in 0..<3 { #expect(endless.next(using: &generator) > 0) }
  }
}
