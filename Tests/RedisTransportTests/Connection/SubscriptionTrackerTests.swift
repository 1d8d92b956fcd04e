import Testing

@testable import RedisTransport

@Suite struct SubscriptionTrackerTests {
  private func tracker(
    expecting commands: [StaticString] = [
      "SUBSCRIBE", "UNSUBSCRIBE", "PSUBSCRIBE", "PUNSUBSCRIBE", "SSUBSCRIBE", "SUNSUBSCRIBE",
    ]
  ) -> SubscriptionTracker {
    var tracker = SubscriptionTracker()
    for command in commands { tracker.expectConfirmations(of: command) }
    return tracker
  }

  private func notice(_ frame: String, of tracker: SubscriptionTracker? = nil) -> SubscriptionTracker.Notice? {
    Array(frame.utf8).withUnsafeBytes { (tracker ?? self.tracker()).notice(in: $0) }
  }

  private func confirmation(_ kind: String, of channel: String) throws -> SubscriptionTracker.Notice {
    try #require(notice(">3\r\n$\(kind.count)\r\n\(kind)\r\n$\(channel.count)\r\n\(channel)\r\n:1\r\n"))
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

  @Test func takesOnlyWhatWasAskedForAsConfirmed() {
    let ended = "*3\r\n$12\r\nsunsubscribe\r\n$1\r\na\r\n:0\r\n"
    #expect(notice(ended, of: tracker(expecting: ["SUBSCRIBE", "UNSUBSCRIBE"])) == nil)
    // Servers end it by themselves when a slot moves.
    #expect(notice(ended, of: tracker(expecting: ["SSUBSCRIBE"]))?.isConfirmation == true)
    #expect(notice(ended, of: tracker(expecting: ["SUNSUBSCRIBE"]))?.isConfirmation == true)
  }

  @Test func countsWhatAnEmptyUnsubscribeWillBeToldOf() throws {
    var tracker = tracker()
    #expect(tracker.confirmations(of: "UNSUBSCRIBE", naming: 0) == 1)
    for (kind, channel) in [
      ("subscribe", "a"), ("subscribe", "b"), ("subscribe", "a"), ("psubscribe", "p*"),
      ("ssubscribe", "s"),
    ] {
      tracker.note(try confirmation(kind, of: channel))
    }
    #expect(tracker.confirmations(of: "UNSUBSCRIBE", naming: 0) == 2)
    #expect(tracker.confirmations(of: "PUNSUBSCRIBE", naming: 0) == 1)
    #expect(tracker.confirmations(of: "SUNSUBSCRIBE", naming: 0) == 1)
    #expect(tracker.confirmations(of: "UNSUBSCRIBE", naming: 3) == 3)
    tracker.note(try confirmation("unsubscribe", of: "b"))
    #expect(tracker.confirmations(of: "UNSUBSCRIBE", naming: 0) == 1)
    #expect(!tracker.isEmpty)
  }

  @Test func knowsWhatToExpectAfterItsSubscriptionsAreGone() throws {
    var tracker = tracker()
    tracker.note(try confirmation("ssubscribe", of: "s"))
    #expect(!tracker.isEmpty)
    tracker.forgetSubscriptions()
    #expect(tracker.isEmpty)
    #expect(notice("*3\r\n$10\r\nssubscribe\r\n$1\r\ns\r\n:1\r\n", of: tracker)?.isConfirmation == true)
  }

  /// However many it claims to have begun.
  @Test func whatNobodyAskedForTakesNoMemory() throws {
    var tracker = tracker()
    for number in 0..<100 { tracker.noteEnd(try confirmation("subscribe", of: "\(number)")) }
    #expect(tracker.isEmpty)
    tracker.note(try confirmation("subscribe", of: "a"))
    tracker.note(try confirmation("subscribe", of: "a"))
    tracker.noteEnd(try confirmation("unsubscribe", of: "b"))
    #expect(!tracker.isEmpty)
    tracker.noteEnd(try confirmation("unsubscribe", of: "a"))
    #expect(tracker.isEmpty)
    tracker.noteEnd(try confirmation("unsubscribe", of: "a"))
    #expect(tracker.isEmpty)
  }

  @Test func knowsMessagesByTheirBeginning() {
    func isMessage(_ frame: String) -> Bool { Array(frame.utf8).withUnsafeBytes { SubscriptionTracker.isMessage($0) } }
    for frame in [
      ">3\r\n$7\r\nmessage\r\n$1\r\na\r\n$0\r\n\r\n", "*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$1\r\nb\r\n",
      "*4\r\n$8\r\npmessage\r\n$1\r\n*\r\n$1\r\na\r\n$1\r\nb\r\n", ">3\r\n$8\r\nsmessage\r\n$1\r\na\r\n$1\r\nb\r\n",
    ] { #expect(isMessage(frame), "\(frame.debugDescription)") }
    for frame in [
      "*2\r\n$4\r\npong\r\n$0\r\n\r\n", ">3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n", ">2\r\n+message\r\n+a\r\n", ">0\r\n", "",
    ] { #expect(!isMessage(frame), "\(frame.debugDescription)") }
  }
}
