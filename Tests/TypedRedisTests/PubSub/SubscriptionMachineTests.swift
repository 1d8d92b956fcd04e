import Testing

@testable import TypedRedis

/// What the machine decides, said in short words.
@Suite struct SubscriptionMachineTests {
  private let a = RedisTopic.channel("a")
  private let b = RedisTopic.channel("b")
  private let p = RedisTopic.pattern("p*")
  private let s = RedisTopic.shardChannel("s")
  private let lost = RedisError(.connectionClosed, "lost")
  private let forbidden = RedisError(server: ServerError(line: "NOPERM no"))

  private func call(_ topics: [RedisTopic], begins: Bool = true) -> SubscriptionCall {
    SubscriptionCall(kind: topics.first?.kind ?? .channel, isBeginning: begins, topics: topics)
  }

  /// Those actions that are not only news.
  private func orders(_ actions: [SubscriptionMachine.Action]) -> [SubscriptionMachine.Action] {
    actions.filter {
      switch $0 {
      case .tell, .announce: false
      default: true
      }
    }
  }

  private func news(_ actions: [SubscriptionMachine.Action], for id: UInt64) -> [RedisSubscriptionEvent] {
    actions.compactMap { if case .tell(id, let event) = $0 { event } else { nil } }
  }

  /// One who is connected and has subscriber 1 on a, confirmed.
  private func subscribed() -> SubscriptionMachine {
    var machine = SubscriptionMachine()
    _ = machine.handle(.subscribe(1, [a]))
    _ = machine.handle(.connected())
    _ = machine.handle(.confirmed(1))
    return machine
  }

  @Test func connectsForTheFirstAndConfirms() {
    var machine = SubscriptionMachine()
    #expect(machine.handle(.subscribe(1, [a, b, p, s])) == [.keepConnected(true)])
    let sent = machine.handle(.connected())
    #expect(sent.contains(.send(2, call([p]))) && sent.contains(.send(3, call([s]))))
    #expect(sent.count == 3)
    #expect(orders(machine.handle(.confirmed(1))).isEmpty)
    #expect(orders(machine.handle(.confirmed(2))).isEmpty)
    let last = machine.handle(.confirmed(3))
    #expect(orders(last) == [.confirm(1)])
    #expect(news(last, for: 1) == [.subscribed([s])])
    #expect(last.contains(.announce(.subscribed([s]))))
  }

  @Test func theSecondSendsNothingAndTheLastEndsIt() {
    var machine = subscribed()
    #expect(orders(machine.handle(.subscribe(2, [a]))) == [.confirm(2)])
    #expect(orders(machine.handle(.unsubscribe(1))).isEmpty)
    #expect(machine.handle(.unsubscribe(2)) == [.send(2, call([a], begins: false)), .keepConnected(false)])
    #expect(machine.handle(.confirmed(2)) == [.announce(.unsubscribed([a]))])
    #expect(machine.calls.isEmpty && machine.topics.isEmpty)
  }

  @Test func aSecondWhoComesBeforeTheConfirmationWaitsForIt() {
    var machine = SubscriptionMachine()
    _ = machine.handle(.subscribe(1, [a]))
    _ = machine.handle(.connected())
    #expect(orders(machine.handle(.subscribe(2, [a]))).isEmpty)
    #expect(orders(machine.handle(.confirmed(1))) == [.confirm(1), .confirm(2)])
  }

  /// Never two commands for one topic at a time: what changed meanwhile comes after.
  @Test func whoeverComesWhileItEndsWaitsForANewBeginning() {
    var machine = subscribed()
    #expect(orders(machine.handle(.unsubscribe(1))) == [.send(2, call([a], begins: false)), .keepConnected(false)])
    #expect(orders(machine.handle(.subscribe(2, [a]))) == [.keepConnected(true)])
    #expect(orders(machine.handle(.confirmed(2))) == [.send(3, call([a]))])
    #expect(orders(machine.handle(.confirmed(3))) == [.confirm(2)])
  }

  @Test func whoeverLeavesWhileItBeginsEndsItAfterwards() {
    var machine = SubscriptionMachine()
    _ = machine.handle(.subscribe(1, [a]))
    _ = machine.handle(.connected())
    #expect(orders(machine.handle(.unsubscribe(1))) == [.keepConnected(false)])
    #expect(orders(machine.handle(.confirmed(1))) == [.send(2, call([a], begins: false))])
    _ = machine.handle(.confirmed(2))
    #expect(machine.calls.isEmpty && machine.topics.isEmpty)
  }

  // MARK: Breaks

  @Test func afterABreakEverythingIsSubscribedToAgainAndSaysSo() {
    var machine = subscribed()
    let broken = machine.handle(.disconnected(lost))
    #expect(orders(broken).isEmpty)
    #expect(news(broken, for: 1) == [.interrupted(lost)])
    // Further attempts are no further breaks.
    #expect(machine.handle(.disconnected(lost)).isEmpty)
    #expect(machine.handle(.connected()) == [.send(2, call([a]))])
    let restored = machine.handle(.confirmed(2))
    #expect(orders(restored).isEmpty)
    #expect(news(restored, for: 1) == [.mayHaveMissed([a]), .restored])
    #expect(restored.contains(.announce(.mayHaveMissed([a]))))
    #expect(restored.last == .announce(.restored))
  }

  @Test func whatIsHeardOfAnOldConnectionIsIgnored() {
    var machine = SubscriptionMachine()
    _ = machine.handle(.subscribe(1, [a]))
    _ = machine.handle(.connected())
    _ = machine.handle(.disconnected(lost))
    #expect(machine.handle(.confirmed(1)).isEmpty)
    #expect(machine.handle(.unanswered(1, lost)).isEmpty)
    #expect(machine.handle(.refused(1, forbidden)).isEmpty)
    _ = machine.handle(.connected())
    #expect(orders(machine.handle(.confirmed(2))) == [.confirm(1)])
  }

  /// A newcomer during the break is subscribed, not restored.
  @Test func whoeverComesDuringABreakHasMissedNothing() {
    var machine = subscribed()
    _ = machine.handle(.disconnected(lost))
    _ = machine.handle(.subscribe(2, [a]))
    _ = machine.handle(.connected())
    let confirmed = machine.handle(.confirmed(2))
    #expect(news(confirmed, for: 1) == [.mayHaveMissed([a]), .restored])
    #expect(news(confirmed, for: 2) == [.subscribed([a])])
  }

  @Test func nobodyIsLeftAfterABreak() {
    var machine = subscribed()
    _ = machine.handle(.disconnected(lost))
    #expect(machine.handle(.unsubscribe(1)) == [.keepConnected(false)])
    #expect(machine.handle(.connected()).isEmpty)
    #expect(machine.topics.isEmpty)
  }

  @Test func nothingIsRestoredForSomebodyElse() {
    var machine = subscribed()
    _ = machine.handle(.disconnected(lost))
    _ = machine.handle(.unsubscribe(1))
    _ = machine.handle(.subscribe(2, [b]))
    _ = machine.handle(.connected())
    #expect(machine.handle(.confirmed(2)) == [.announce(.subscribed([b])), .tell(2, .subscribed([b])), .confirm(2)])
  }

  @Test func aWrongPasswordEndsWhoeverWasNeverConfirmed() {
    var machine = subscribed()
    _ = machine.handle(.disconnected(lost))
    _ = machine.handle(.subscribe(2, [b]))
    let wrong = RedisError(.handshakeFailed, "no")
    #expect(orders(machine.handle(.disconnected(wrong))) == [.fail(2, wrong)])
    #expect(machine.subscribers.keys.sorted() == [1])
  }

  @Test func noAnswerMeansANewConnection() {
    var machine = SubscriptionMachine()
    _ = machine.handle(.subscribe(1, [a]))
    _ = machine.handle(.connected())
    #expect(machine.handle(.unanswered(1, lost)) == [.dropConnection(lost)])
  }

  // MARK: Refusals

  @Test func aRefusalIsForThoseWhoWantedIt() {
    var machine = SubscriptionMachine()
    _ = machine.handle(.subscribe(1, [a]))
    _ = machine.handle(.subscribe(2, [b]))
    _ = machine.handle(.connected())
    // Servers take all or none: asked one by one, they tell which.
    let split = orders(machine.handle(.refused(1, forbidden)))
    #expect(Set(split.count == 2 ? [2, 3] : []) == [2, 3])
    guard let bad = machine.calls.first(where: { $0.value.call.topics == [a] })?.key,
      let good = machine.calls.first(where: { $0.value.call.topics == [b] })?.key
    else {
      Issue.record("\(machine.calls)")
      return
    }
    #expect(orders(machine.handle(.refused(bad, forbidden))) == [.fail(1, forbidden)])
    #expect(orders(machine.handle(.confirmed(good))) == [.confirm(2)])
    #expect(machine.topics.keys.sorted { $0.description < $1.description } == [b])
  }

  @Test func whoeverIsRefusedOneThingGetsNothing() {
    var machine = SubscriptionMachine()
    _ = machine.handle(.subscribe(1, [a, p]))
    _ = machine.handle(.connected())
    _ = machine.handle(.confirmed(1))
    #expect(
      orders(machine.handle(.refused(2, forbidden)))
        == [.send(3, call([a], begins: false)), .fail(1, forbidden), .keepConnected(false)])
  }

  @Test func aRefusalAfterABreakEndsTheSubscription() {
    var machine = subscribed()
    _ = machine.handle(.disconnected(lost))
    _ = machine.handle(.connected())
    let refused = machine.handle(.refused(2, forbidden))
    #expect(orders(refused) == [.fail(1, forbidden), .keepConnected(false)])
    #expect(news(refused, for: 1) == [.refused([a], forbidden)])
  }

  @Test func aBusyServerIsAskedAgain() {
    var machine = SubscriptionMachine()
    _ = machine.handle(.subscribe(1, [a]))
    _ = machine.handle(.connected())
    #expect(machine.handle(.refused(1, RedisError(server: ServerError(line: "BUSY script")))) == [.retryLater])
    #expect(machine.handle(.retry) == [.send(2, call([a]))])
    #expect(machine.handle(.retry).isEmpty)
    #expect(orders(machine.handle(.confirmed(2))) == [.confirm(1)])
  }

  @Test func anEndThatIsRefusedIsLeftAlone() {
    var machine = subscribed()
    _ = machine.handle(.unsubscribe(1))
    #expect(orders(machine.handle(.refused(2, forbidden))).isEmpty)
    // It stands already for the next one.
    #expect(orders(machine.handle(.subscribe(2, [a]))) == [.confirm(2), .keepConnected(true)])
  }

  /// As when they are in several slots.
  @Test func endsThatAreRefusedTogetherAreAskedForOneByOne() {
    let t = RedisTopic.shardChannel("t")
    var machine = SubscriptionMachine()
    _ = machine.handle(.connected())
    _ = machine.handle(.subscribe(1, [s, t]))
    _ = machine.handle(.confirmed(1))
    _ = machine.handle(.unsubscribe(1))
    let refused = machine.handle(.refused(2, RedisError(server: ServerError(line: "CROSSSLOT no"))))
    #expect(refused.count == 2 && machine.calls.values.allSatisfy { !$0.call.isBeginning })
    #expect(Set(machine.calls.values.map(\.call.topics)) == [[s], [t]])
    _ = machine.handle(.confirmed(3))
    _ = machine.handle(.confirmed(4))
    #expect(machine.calls.isEmpty && machine.topics.isEmpty)
  }

  @Test func whoeverComesWhileAnEndIsRefusedHasIt() {
    var machine = subscribed()
    _ = machine.handle(.unsubscribe(1))
    #expect(orders(machine.handle(.subscribe(2, [a]))) == [.keepConnected(true)])
    let refused = machine.handle(.refused(2, forbidden))
    #expect(refused == [.tell(2, .subscribed([a])), .confirm(2)])
    // As of several, of which only some are wanted.
    _ = machine.handle(.subscribe(3, [b, p]))
    _ = machine.handle(.confirmed(3))
    _ = machine.handle(.confirmed(4))
    _ = machine.handle(.unsubscribe(2))
    _ = machine.handle(.subscribe(4, [a, b]))
    #expect(orders(machine.handle(.refused(5, forbidden))) == [.confirm(4)])
  }

  @Test func afterAnEndThatIsRefusedTheRestIsRestored() {
    var machine = subscribed()
    _ = machine.handle(.subscribe(2, [b]))
    _ = machine.handle(.confirmed(2))
    _ = machine.handle(.disconnected(lost))
    _ = machine.handle(.connected())
    _ = machine.handle(.unsubscribe(1))
    #expect(orders(machine.handle(.confirmed(3))) == [.send(4, call([a], begins: false))])
    #expect(machine.handle(.refused(4, forbidden)).last == .announce(.restored))
  }

  @Test func anEndThatABusyServerRefusesIsAskedForAgain() {
    var machine = subscribed()
    _ = machine.handle(.unsubscribe(1))
    #expect(machine.handle(.refused(2, RedisError(server: ServerError(line: "BUSY script")))) == [.retryLater])
    #expect(machine.handle(.retry) == [.send(3, call([a], begins: false))])
  }

  @Test func whatDidNotFitIsSentLaterAndTheConnectionStays() {
    var machine = SubscriptionMachine()
    _ = machine.handle(.connected())
    _ = machine.handle(.subscribe(1, [a, p, s]))
    #expect(machine.handle(.postponed(2)) == [.retryLater])
    // Once is enough.
    #expect(machine.handle(.postponed(3)).isEmpty)
    _ = machine.handle(.confirmed(1))
    #expect(Set(machine.handle(.retry).map { if case .send(_, let call, _) = $0 { call.topics } else { [] } }) == [[p], [s]])
    _ = machine.handle(.unsubscribe(1))
    #expect(machine.handle(.postponed(4)) == [.retryLater])
  }

  // MARK: What servers do by themselves

  @Test func whatTheServerEndsIsSubscribedToAgain() {
    var machine = SubscriptionMachine()
    _ = machine.handle(.subscribe(1, [s]))
    _ = machine.handle(.connected())
    _ = machine.handle(.confirmed(1))
    let ended = machine.handle(.ended(s))
    #expect(orders(ended) == [.send(2, call([s]))])
    #expect(news(ended, for: 1) == [.unsubscribed([s])])
    #expect(news(machine.handle(.confirmed(2)), for: 1) == [.mayHaveMissed([s]), .restored])
    #expect(machine.handle(.ended(a)).isEmpty)
  }

  @Test func manyNamesGoInSeveralCommands() {
    var machine = SubscriptionMachine()
    let names = (0..<1300).map { RedisTopic.channel("c\($0)") }
    _ = machine.handle(.subscribe(1, names))
    let sizes = machine.handle(.connected()).map { if case .send(_, let call, _) = $0 { call.topics.count } else { 0 } }
    #expect(sizes == [512, 512, 276])
    #expect(orders(machine.handle(.confirmed(1)) + machine.handle(.confirmed(2))).isEmpty)
    #expect(orders(machine.handle(.confirmed(3))) == [.confirm(1)])
  }

  @Test func aNameThatIsGivenTwiceCountsOnce() {
    var machine = SubscriptionMachine()
    _ = machine.handle(.connected())
    #expect(orders(machine.handle(.subscribe(1, [a, b, a]))) == [.send(1, call([a, b])), .keepConnected(true)])
    #expect(orders(machine.handle(.confirmed(1))) == [.confirm(1)])
  }
}
