import RedisTransport
import Testing

@testable import TypedRedis

/// What the machine decides where there are several servers.
@Suite struct SubscriptionPlacesTests {
  typealias Machine = SubscriptionMachine

  private let a = SubscriptionPlace.node("a")
  private let b = SubscriptionPlace.node("b")
  private let c = SubscriptionPlace.node("c")
  private let s = RedisTopic.shardChannel("s")
  private let t = RedisTopic.shardChannel("t")
  private let news = RedisTopic.channel("news")
  private let lost = RedisError(.connectionClosed, "lost")

  private func places() -> FakePlaces {
    FakePlaces(FakePlaces.Map(all: [a, b, c], owners: ["s": a, "t": b], primaries: [a, b]))
  }

  private func call(_ topics: [RedisTopic], begins: Bool = true) -> SubscriptionCall {
    SubscriptionCall(kind: topics.first?.kind ?? .channel, isBeginning: begins, topics: topics)
  }

  private func orders(_ actions: [Machine.Action]) -> [Machine.Action] {
    actions.filter {
      switch $0 {
      case .tell, .announce, .moved: false
      default: true
      }
    }
  }

  private func told(_ actions: [Machine.Action]) -> [RedisSubscriptionEvent] {
    actions.compactMap { if case .tell(1, let event) = $0 { event } else { nil } }
  }

  /// Subscriber 1 has `topics`, all confirmed, each of whose places is connected.
  private func subscribed(_ topics: [RedisTopic], _ places: FakePlaces) -> Machine {
    var machine = Machine(places: places)
    for action in machine.handle(.subscribe(1, topics)) {
      if case .keepConnected(true, let place) = action { _ = machine.handle(.connected(place)) }
    }
    for id in machine.calls.keys.sorted() { _ = machine.handle(.confirmed(id)) }
    return machine
  }

  @Test func eachTopicGoesWhereItBelongs() {
    var machine = Machine(places: places())
    #expect(Set(kept(machine.handle(.subscribe(1, [s, t, news])))) == [a, b])
    // Any node has channels: one that is needed anyway.
    #expect(orders(machine.handle(.connected(b))) == [.send(1, call([t]), b)])
    let sent = orders(machine.handle(.connected(a)))
    #expect(sent == [.send(2, call([news]), a), .send(3, call([s]), a)])
    #expect(orders(machine.handle(.confirmed(1))).isEmpty)
    #expect(orders(machine.handle(.confirmed(2))).isEmpty)
    let last = machine.handle(.confirmed(3))
    #expect(orders(last) == [.confirm(1)] && told(last) == [.subscribed([s])])
    #expect(Set(kept(machine.handle(.unsubscribe(1)), false)) == [a, b])
    for id in machine.calls.keys.sorted() { _ = machine.handle(.confirmed(id)) }
    #expect(machine.topics.isEmpty && machine.calls.isEmpty && !machine.needs(a) && !machine.needs(b))
  }

  private func kept(_ actions: [Machine.Action], _ isKept: Bool = true) -> [SubscriptionPlace] {
    actions.compactMap { if case .keepConnected(isKept, let place) = $0 { place } else { nil } }
  }

  @Test func slotsGoInCommandsOfTheirOwn() {
    let places = places()
    places.change { $0.owners = ["s": $0.all[0], "t": $0.all[0]] }
    var machine = Machine(places: places)
    _ = machine.handle(.subscribe(1, [s, t]))
    let sent = machine.handle(.connected(a))
    #expect(sent.count == 2 && (sent.contains(.send(1, call([s]), a)) || sent.contains(.send(1, call([t]), a))))
  }

  // MARK: Slots that move

  /// The server that loses a slot ends its subscriptions, and says who has it when it is asked again.
  @Test func aSlotIsFollowed() {
    let places = places()
    var machine = subscribed([s, t], places)
    let ended = machine.handle(.ended(s, a))
    #expect(told(ended) == [.unsubscribed([s])])
    #expect(orders(ended) == [.send(3, call([s]), a)])
    places.change { $0.owners["s"] = .node("b") }
    // The map is patched before the machine hears of the answer.
    let moved = machine.handle(.placesChanged)
    #expect(orders(moved) == [.send(4, call([s]), b), .keepConnected(false, a)] && moved.contains(.moved(s)))
    #expect(orders(machine.handle(.redirected(3))).isEmpty)
    let confirmed = machine.handle(.confirmed(4))
    #expect(told(confirmed) == [.mayHaveMissed([s]), .restored])
    #expect(confirmed.contains(.announce(.mayHaveMissed([s]))))
  }

  @Test func aMapThatChangesFirstMovesWhatStands() {
    let places = places()
    var machine = subscribed([s], places)
    places.change { $0.owners["s"] = .node("c") }
    let moved = machine.handle(.placesChanged)
    // The old server ends it by itself.
    #expect(kept(moved) == [c] && kept(moved, false) == [a] && orders(moved).count == 2)
    #expect(told(moved) == [.unsubscribed([s])])
    #expect(machine.handle(.ended(s, a)).isEmpty)
    #expect(orders(machine.handle(.connected(c))) == [.send(2, call([s]), c)])
    #expect(told(machine.handle(.confirmed(2))) == [.mayHaveMissed([s]), .restored])
  }

  @Test func whereNobodyNotesAnotherPlaceItIsTriedLater() {
    var machine = subscribed([s], places())
    _ = machine.handle(.ended(s, a))
    #expect(orders(machine.handle(.redirected(2))) == [.retryLater])
    #expect(orders(machine.handle(.retry)) == [.send(3, call([s]), a)])
    #expect(told(machine.handle(.confirmed(3))) == [.mayHaveMissed([s]), .restored])
  }

  /// As a server answers that has lost the slot by then.
  @Test func anEndThatIsRedirectedIsDone() {
    var machine = subscribed([s], places())
    #expect(orders(machine.handle(.unsubscribe(1))) == [.send(2, call([s], begins: false), a), .keepConnected(false, a)])
    _ = machine.handle(.redirected(2))
    #expect(machine.topics.isEmpty && machine.calls.isEmpty)
  }

  @Test func aSlotThatNobodyHasIsWaitedFor() {
    let places = places()
    places.change { $0.owners = [:] }
    var machine = Machine(places: places)
    #expect(machine.handle(.subscribe(1, [s])) == [.askForPlaces, .retryLater])
    #expect(machine.handle(.retry) == [.askForPlaces, .retryLater])
    places.change { $0.owners = ["s": .node("b")] }
    #expect(orders(machine.handle(.placesChanged)) == [.keepConnected(true, b)])
    _ = machine.handle(.connected(b))
    #expect(orders(machine.handle(.confirmed(1))) == [.confirm(1)])
  }

  @Test func whatIsRefusedWhereItDoesNotBelongIsNobodysFault() {
    let places = places()
    var machine = Machine(places: places)
    _ = machine.handle(.subscribe(1, [s]))
    _ = machine.handle(.connected(a))
    places.change { $0.owners["s"] = .node("b") }
    _ = machine.handle(.placesChanged)
    #expect(orders(machine.handle(.refused(1, RedisError(server: ServerError(line: "NOPERM no"))))).isEmpty)
    #expect(machine.subscribers.count == 1)
  }

  // MARK: Nodes that are lost

  @Test func channelsMoveToAnotherNodeAtOnce() {
    var machine = subscribed([news], places())
    let broken = machine.handle(.disconnected(lost, a))
    #expect(told(broken) == [.interrupted(lost)])
    #expect(kept(broken) == [b] && kept(broken, false) == [a])
    _ = machine.handle(.connected(b))
    let restored = machine.handle(.confirmed(2))
    #expect(told(restored) == [.mayHaveMissed([news]), .restored] && restored.last == .announce(.restored))
  }

  @Test func whereNobodyIsToBeReachedEachIsTriedInTurn() {
    var machine = subscribed([news], places())
    _ = machine.handle(.disconnected(lost, a))
    #expect(kept(machine.handle(.disconnected(lost, b))) == [c])
    // All have been tried: the last one goes on trying, and after a while it is another one's turn.
    #expect(orders(machine.handle(.disconnected(lost, c))) == [.retryLater])
    #expect(kept(machine.handle(.retry)) == [a])
    #expect(kept(machine.handle(.disconnected(lost, a))) == [b])
    #expect(orders(machine.handle(.disconnected(lost, b))) == [.retryLater])
    // It has come back meanwhile.
    _ = machine.handle(.connected(b))
    #expect(kept(machine.handle(.retry)).isEmpty)
    #expect(told(machine.handle(.confirmed(machine.nextCall))) == [.mayHaveMissed([news]), .restored])
  }

  @Test func onlyWhatWasThereIsInterrupted() {
    var machine = subscribed([s, t], places())
    let broken = machine.handle(.disconnected(lost, a))
    #expect(told(broken) == [.interrupted(lost)] && orders(broken).isEmpty)
    // The other one goes on, and nobody is told anything of it.
    #expect(orders(machine.handle(.connected(a))) == [.send(3, call([s]), a)])
    #expect(told(machine.handle(.confirmed(3))) == [.mayHaveMissed([s]), .restored])
  }

  @Test func aNodeThatRefusesTheLoginEndsWhatIsOnlyThere() {
    var machine = Machine(places: places())
    _ = machine.handle(.subscribe(1, [s]))
    _ = machine.handle(.subscribe(2, [t]))
    _ = machine.handle(.subscribe(3, [news]))
    let wrong = RedisError(.handshakeFailed, "no")
    let refused = orders(machine.handle(.disconnected(wrong, a)))
    #expect(refused.contains(.fail(1, wrong)) && !refused.contains(.fail(2, wrong)) && !refused.contains(.fail(3, wrong)))
    // Channels are tried everywhere before.
    _ = machine.handle(.disconnected(wrong, b))
    #expect(orders(machine.handle(.disconnected(wrong, c))).contains(.fail(3, wrong)))
  }

  // MARK: Topics that several nodes have parts of

  @Test func notificationsComeFromAllPrimaries() {
    let places = places()
    let all = KeyspaceFilter.everything.topic()
    var machine = Machine(places: places)
    #expect(Set(kept(machine.handle(.subscribe(1, [all])))) == [a, b])
    _ = machine.handle(.connected(a))
    _ = machine.handle(.connected(b))
    #expect(machine.handle(.confirmed(1)).isEmpty)
    #expect(orders(machine.handle(.confirmed(2))) == [.confirm(1)])
    // Another one comes: what happened to its keys before is lost.
    places.change { $0.primaries.insert(.node("c")) }
    let more = machine.handle(.placesChanged)
    #expect(kept(more) == [c] && told(more).isEmpty)
    _ = machine.handle(.connected(c))
    #expect(told(machine.handle(.confirmed(3))) == [.mayHaveMissed([all])])
    // One goes: what it sent and nobody has read is lost.
    places.change { $0.primaries.remove(.node("a")) }
    let fewer = machine.handle(.placesChanged)
    #expect(told(fewer) == [.mayHaveMissed([all])] && fewer.contains(.announce(.mayHaveMissed([all]))))
    #expect(orders(fewer) == [.send(4, call([all], begins: false), a), .keepConnected(false, a)])
    #expect(machine.handle(.confirmed(4)).isEmpty)
  }

  @Test func aPrimaryThatIsLostAndLeavesIsWaitedForUntilThen() {
    let places = places()
    let all = KeyspaceFilter.everything.topic()
    var machine = subscribed([all], places)
    #expect(told(machine.handle(.disconnected(lost, a))) == [.interrupted(lost)])
    places.change { $0.primaries.remove(.node("a")) }
    #expect(told(machine.handle(.placesChanged)) == [.mayHaveMissed([all]), .restored])
  }

  /// Whoever missed something leaves, and for the others nothing was interrupted.
  @Test func aBreakIsOverWhenNobodyMissesAnything() {
    var machine = subscribed([s], places())
    _ = machine.handle(.subscribe(2, [t]))
    _ = machine.handle(.connected(b))
    _ = machine.handle(.confirmed(machine.nextCall))
    #expect(told(machine.handle(.disconnected(lost, a))) == [.interrupted(lost)])
    #expect(machine.handle(.unsubscribe(1)).contains(.announce(.restored)))
    #expect(!machine.isInterrupted)
  }

  @Test func topicsTellWhereTheyBelong() {
    #expect(news.reach == .anyNode)
    #expect(RedisTopic.pattern("*").reach == .anyNode)
    #expect(RedisTopic.shardChannel("{x}1").reach == .slot(UInt16("x".hashSlot)))
    #expect(KeyspaceFilter.key("{x}1").topic(database: 0).reach == .slot(UInt16("x".hashSlot)))
    #expect(KeyspaceFilter.key("{x}1").topic().reach == .primaries)
    #expect(KeyspaceFilter.event(.del).topic(database: 0).reach == .primaries)
    #expect(RedisTopic.pattern("__key*__:*").reach == .primaries)
    #expect(RedisTopic.channel("__keyspace@x").reach == .anyNode)
    for pattern in ["__key*", "__key[se]*", "__keyspace?*", "__keyspace@*", "__keyevent@0__:del", "__keyevent@\\*"] {
      #expect(RedisTopic.pattern(pattern).reach == .primaries, "\(pattern)")
    }
    for pattern in ["__ke*", "_*", "__keystone*", "__keys-*", "__keyspaces*", "__keyspace0*", "[_]_keyspace@*", "x__keyspace@*"] {
      #expect(RedisTopic.pattern(pattern).reach == .anyNode, "\(pattern)")
    }
  }
}
