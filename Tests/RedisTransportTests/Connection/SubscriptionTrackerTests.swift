import Testing

@testable import RedisTransport

@Suite struct SubscriptionTrackerTests {
  private func notice(_ frame: String) -> SubscriptionTracker.Notice? {
    Array(frame.utf8).withUnsafeBytes { SubscriptionTracker.Notice($0) }
  }

  @Test func readsConfirmationsOfBothProtocols() {
    let array = notice("*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n")
    let push = notice(">3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n")
    #expect(array == push)
    #expect(push?.kind == "subscribe")
    #expect(push?.channel == [97])
    #expect(push?.isConfirmation == true)
    #expect(notice(">3\r\n$7\r\nmessage\r\n$1\r\na\r\n$1\r\nb\r\n")?.isConfirmation == false)
  }

  @Test func readsConfirmationsWithoutChannel() {
    let none = notice("*3\r\n$11\r\nunsubscribe\r\n$-1\r\n:0\r\n")
    #expect(none?.kind == "unsubscribe")
    #expect(none != nil && none?.channel == nil)
  }

  @Test(arguments: [
    "*2\r\n$4\r\npong\r\n$0\r\n\r\n", "*0\r\n", "*1\r\n$9\r\nsubscribe\r\n", "+OK\r\n",
    ">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\na\r\n", "*3\r\n:1\r\n:2\r\n:3\r\n",
  ]) func leavesOtherFramesAlone(_ frame: String) {
    #expect(notice(frame) == nil)
  }

  @Test func countsWhatAnEmptyUnsubscribeWillBeToldOf() throws {
    var tracker = SubscriptionTracker()
    #expect(tracker.confirmations(for: "unsubscribe", naming: 0) == 1)
    for (kind, channel) in [
      ("subscribe", "a"), ("subscribe", "b"), ("subscribe", "a"), ("psubscribe", "p*"),
      ("ssubscribe", "s"),
    ] {
      tracker.note(
        try #require(
          notice(">3\r\n$\(kind.count)\r\n\(kind)\r\n$\(channel.count)\r\n\(channel)\r\n:1\r\n")))
    }
    #expect(tracker.confirmations(for: "unsubscribe", naming: 0) == 2)
    #expect(tracker.confirmations(for: "punsubscribe", naming: 0) == 1)
    #expect(tracker.confirmations(for: "sunsubscribe", naming: 0) == 1)
    #expect(tracker.confirmations(for: "unsubscribe", naming: 3) == 3)
    tracker.note(try #require(notice(">3\r\n$11\r\nunsubscribe\r\n$1\r\nb\r\n:1\r\n")))
    #expect(tracker.confirmations(for: "unsubscribe", naming: 0) == 1)
    #expect(!tracker.isEmpty)
  }
}
