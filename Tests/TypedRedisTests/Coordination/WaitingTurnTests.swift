import TestSupport
import Testing

@testable import TypedRedis

/// How long who waits for a lock waits between two questions.
@Suite struct WaitingTurnTests {
  private let start = ContinuousClock.now
  private var random = SplitMix(seed: 1)

  @Test func asksLessOftenWithTimeAndOnceMoreAtTheEnd() throws {
    var random = random
    var turn = WaitingTurn(from: start, atMost: .seconds(2))
    var now = start
    var delays: [Duration] = []
    while let next = turn.next(at: now, hint: nil, using: &random) {
      delays.append(next - now)
      now = next
    }
    #expect(now == start + .seconds(2))
    #expect(delays.first.map { $0 <= .milliseconds(4) } == true)
    #expect(delays.allSatisfy { $0 <= .milliseconds(250) })
    #expect((8...30).contains(delays.count))
    #expect(Set(delays).count > 5)
  }

  @Test func noLongerThanItMayBeHeld() throws {
    var random = random
    var turn = WaitingTurn(from: start, atMost: .seconds(10))
    for _ in 0..<20 { _ = turn.next(at: start, hint: nil, using: &random) }
    let next = try #require(turn.next(at: start, hint: .milliseconds(3), using: &random))
    #expect(next <= start + .milliseconds(4))
  }

  @Test func withoutTimeOnlyOnce() {
    var random = random
    var turn = WaitingTurn(from: start, atMost: .zero)
    #expect(turn.next(at: start, hint: nil, using: &random) == nil)
    var never = WaitingTurn(from: start, atMost: .seconds(-1))
    #expect(never.isOver(at: start))
    #expect(never.next(at: start, hint: nil, using: &random) == nil)
  }

  @Test func limitsWithoutEnd() {
    var random = random
    var turn = WaitingTurn(from: start, atMost: .seconds(Int64.max) * 10)
    #expect(turn.next(at: start, hint: nil, using: &random) != nil)
  }
}
