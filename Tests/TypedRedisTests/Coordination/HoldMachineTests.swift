import TestSupport
import Testing

@testable import TypedRedis

/// When a lock is extended, and from when on it counts as lost.
@Suite struct HoldMachineTests {
  private let start = ContinuousClock.now
  private func at(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }
  private func machine(ttl: Double = 9) -> HoldMachine { HoldMachine(ttl: .seconds(ttl), sentAt: start) }

  @Test func extendsAfterAThird() {
    var machine = machine()
    #expect(machine.next(at: at(0)) == .wait(until: at(3)))
    #expect(machine.next(at: at(2.9)) == .wait(until: at(3)))
    #expect(machine.next(at: at(3)) == .extend(within: .seconds(3)))
    machine.extended(sentAt: at(3))
    #expect(machine.next(at: at(3.5)) == .wait(until: at(6)))
    #expect(machine.end == at(12))
  }

  /// The server counts from when it got the command: the time until the answer came is not the holder's.
  @Test func countsFromWhenItWasSent() {
    var machine = machine()
    machine.extended(sentAt: at(3))
    #expect(machine.loss(at: at(11.999)) == nil)
    #expect(machine.loss(at: at(12)) == .expired(nil))
    #expect(machine.next(at: at(12)) == .lost(.expired(nil)))
    // An answer that comes too late does not bring it back.
    machine.extended(sentAt: at(11))
    #expect(machine.next(at: at(12)) == .lost(.expired(nil)))
  }

  @Test func anOlderAnswerTakesNothingAway() {
    var machine = machine()
    machine.extended(sentAt: at(4))
    machine.extended(sentAt: at(3))
    #expect(machine.end == at(13))
  }

  @Test func triesAgainUntilTheEnd() {
    var machine = machine()
    let error = RedisError(.timedOut, "no reply within 3.0 seconds")
    machine.failed(error, at: at(6))
    #expect(machine.next(at: at(6)) == .wait(until: at(6) + .milliseconds(300)))
    #expect(machine.next(at: at(6) + .milliseconds(300)) == .extend(within: .milliseconds(2700)))
    machine.failed(error, at: at(8.9))
    #expect(machine.next(at: at(9)) == .lost(.expired(error)))
  }

  /// Who was told that it is over is not told otherwise by an answer that comes late.
  @Test func onceLostAlwaysLost() {
    var machine = machine()
    #expect(machine.loss(at: at(9)) == .expired(nil))
    machine.extended(sentAt: at(3))
    #expect(machine.end == at(9))
    #expect(machine.loss(at: at(9)) == .expired(nil))
  }

  /// The holder was done in time. Afterwards it may end.
  @Test func notKnownWhenReleased() {
    let machine = machine()
    #expect(machine.lossWhenReleased(at: at(8.9)) == .gone)
    #expect(machine.lossWhenReleased(at: at(9)) == nil)
  }

  @Test func refusedIsLostAtOnce() {
    var machine = machine()
    machine.refused()
    #expect(machine.loss(at: at(0)) == .gone)
    machine.extended(sentAt: at(1))
    #expect(machine.next(at: at(1)) == .lost(.gone))
  }

  @Test func aClosedClientDoesNotComeBack() {
    var machine = machine()
    let error = RedisError(.clientClosed, "the client was closed")
    machine.failed(error, at: at(3))
    #expect(machine.next(at: at(3)) == .lost(.expired(error)))
  }

  /// Whatever happens in whatever order, it never believes to hold it for longer than the server does.
  @Test(arguments: 0..<200) func randomLives(_ seed: UInt64) {
    var random = SplitMix(seed: seed)
    var machine = machine(ttl: 1)
    let losses = Double.random(in: 0...1, using: &random)
    var serverEnd = at(1 + Double.random(in: 0...0.1, using: &random))
    var now = start
    for _ in 0..<200 {
      switch machine.next(at: now) {
      case .wait(let until): now = until
      case .lost: return
      case .extend(let limit):
        #expect(limit > .zero && now + limit <= machine.end)
        let sent = now
        let arrival = sent + .seconds(Double.random(in: 0...0.2, using: &random))
        let isKnown = arrival < serverEnd
        let isLost = Double.random(in: 0..<1, using: &random) < losses
        // Of what is lost, the question or the answer.
        if isKnown, !isLost || Bool.random(using: &random) { serverEnd = arrival + .seconds(1) }
        now = arrival + .seconds(Double.random(in: 0...0.5, using: &random))
        if isLost || now - sent > limit {
          now = sent + limit
          machine.failed(RedisError(.timedOut, ""), at: now)
        } else if isKnown {
          machine.extended(sentAt: sent)
        } else {
          machine.refused()
        }
      }
      if machine.loss(at: now) == nil { #expect(now < serverEnd) }
    }
  }
}
