import RESP
import RedisTransport
import Testing

@testable import TypedRedis

/// What is taken for the confirmation of a command.
@Suite struct SubscriptionCallTests {
  /// What becomes of a call that the connection gives these confirmations.
  private func outcome(_ names: [String], begins: Bool = false, confirmed: [String], _ word: String = "sunsubscribe") -> RedisError? {
    let call = SubscriptionCall(kind: .shardChannel, isBeginning: begins, topics: names.map { .shardChannel($0) })
    var outcome: RedisError?? = .none
    let pending = PendingCall.subscription(call, timeout: .max) { outcome = .some($0) }
    let frames = confirmed.map { ">3\r\n$\(word.utf8.count)\r\n\(word)\r\n$\($0.utf8.count)\r\n\($0)\r\n:0\r\n" }
    Array("*\(frames.count)\r\n\(frames.joined())".utf8).withUnsafeBytes { bytes in
      var reader = RESPReader(bytes)
      pending.deliver(&reader)
    }
    return outcome ?? RedisError(.timedOut, "nothing")
  }

  @Test func whatItNamesConfirmsIt() {
    #expect(outcome(["a"], confirmed: ["a"]) == nil)
    #expect(outcome(["a", "b"], confirmed: ["b", "a"]) == nil)
    #expect(outcome(["a", "b"], begins: true, confirmed: ["a", "b"], "ssubscribe") == nil)
  }

  /// A slot that moves ends subscriptions in the same words.
  @Test func theEndOfAnotherOneDoesNot() {
    #expect(outcome(["a"], confirmed: ["b"])?.code == .protocolViolation)
    #expect(outcome(["a", "b"], confirmed: ["b", "b"])?.code == .protocolViolation)
    #expect(outcome(["a", "b"], confirmed: ["a", "c"])?.code == .protocolViolation)
  }
}
