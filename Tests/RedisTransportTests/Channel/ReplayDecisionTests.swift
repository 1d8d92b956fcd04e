import Testing

@testable import RedisTransport

@Suite struct ReplayDecisionTests {
  @Test func whatWasNotSentIsSentAgain() {
    #expect(ReplayDecision.decide(wasSent: false, isRetrySafe: false, attempts: 1) == .sendAgain)
    #expect(ReplayDecision.decide(wasSent: false, isRetrySafe: true, attempts: 1) == .sendAgain)
  }

  @Test func whatWasSentIsSentAgainOnlyIfThatIsSafe() {
    #expect(ReplayDecision.decide(wasSent: true, isRetrySafe: true, attempts: 1) == .sendAgain)
    #expect(
      ReplayDecision.decide(wasSent: true, isRetrySafe: false, attempts: 1)
        == .fail(mayHaveBeenApplied: true))
  }

  @Test func givesUpAfterSomeAttempts() {
    let last = ReplayDecision.maximumAttempts
    #expect(
      ReplayDecision.decide(wasSent: false, isRetrySafe: false, attempts: last)
        == .fail(mayHaveBeenApplied: false))
    #expect(
      ReplayDecision.decide(wasSent: true, isRetrySafe: true, attempts: last)
        == .fail(mayHaveBeenApplied: false))
  }
}
