import TestSupport
import Testing

@testable import TypedRedis

/// When subscriptions are tried again.
@Suite struct SubscriptionRetriesTests {
  @Test func refusalsAreTriedAgainSoon() {
    var retries = SubscriptionRetries()
    var generator = SplitMix(seed: 1)
    let delays = (0..<20).map { _ in retries.delay(using: &generator) }
    #expect(delays.allSatisfy { $0 == SubscriptionRetries.short })
  }

  @Test func aClusterThatDoesNotKnowIsAskedMoreAndMoreSeldom() {
    var retries = SubscriptionRetries()
    var generator = SplitMix(seed: 1)
    var delays: [UInt64] = []
    for _ in 0..<10 {
      retries.nobodyKnown()
      delays.append(retries.delay(using: &generator))
    }
    #expect(delays.allSatisfy { (25_000_000...500_000_000).contains($0) } && delays.suffix(3).allSatisfy { $0 >= 250_000_000 })
    // Only for that.
    let other = retries.delay(using: &generator)
    #expect(other == SubscriptionRetries.short)
    retries.confirmed()
    retries.nobodyKnown()
    let first = retries.delay(using: &generator)
    #expect(first <= 50_000_000)
  }

  @Test func serversThatNameEachOtherAreNotFollowedForever() {
    var retries = SubscriptionRetries()
    for _ in 0..<SubscriptionRetries.followed {
      let isFollowed = retries.follows()
      #expect(isFollowed)
    }
    for _ in 0..<5 {
      let isFollowed = retries.follows()
      #expect(!isFollowed)
    }
    retries.confirmed()
    let isFollowedAgain = retries.follows()
    #expect(isFollowedAgain)
  }
}
