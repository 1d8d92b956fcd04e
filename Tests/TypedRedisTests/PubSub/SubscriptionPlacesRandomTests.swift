import RedisTransport
import TestSupport
import Testing

@testable import TypedRedis

/// A cluster that changes in any order, and a client that hears of it late: in the end everything is subscribed to where it belongs,
/// and nobody has missed anything who was not told.
@Suite struct SubscriptionPlacesRandomTests {
  private typealias Place = SubscriptionPlace

  private struct World {
    let nodes = ["a", "b", "c", "d"].map { SubscriptionPlace.node($0) }
    let shardChannels = (0..<5).map { RedisTopic.shardChannel("s\($0)") }
    let channels = [RedisTopic.channel("c"), .pattern("p*")]
    let notifications = KeyspaceFilter.everything.topic()
    var generator: SplitMix
    /// What the client knows, and what is.
    let known: FakePlaces
    var owners: [RedisBytes: Place] = [:]
    var up: Set<Place>
    var machine: SubscriptionMachine
    /// What servers have on the present connections.
    var servers: [Place: Set<RedisTopic>] = [:]
    var connections: Set<Place> = []
    var kept: Set<Place> = []
    var underWay: [(id: UInt64, call: SubscriptionCall, place: Place)] = []
    /// Ends that servers have announced and the client has not read.
    var announcements: [(topic: RedisTopic, place: Place)] = []
    var willRetry = false
    var wanted: [UInt64: Set<RedisTopic>] = [:]
    var confirmed: Set<UInt64> = []
    var published: [RedisTopic: [Place: Int]] = [:]
    /// The last message of each origin that a subscriber got; 0 for a topic that it has, and may have missed some of.
    var last: [UInt64: [RedisTopic: [Place: Int]]] = [:]
    var faults: [String] = []

    init(seed: UInt64) {
      generator = SplitMix(seed: seed)
      for topic in shardChannels { owners[topic.name] = nodes.randomElement(using: &generator) }
      up = Set(nodes)
      known = FakePlaces(FakePlaces.Map(all: nodes, owners: owners, primaries: Set(nodes.prefix(2))))
      machine = SubscriptionMachine(places: known)
    }

    mutating func handle(_ event: SubscriptionMachine.Event) {
      for action in machine.handle(event) {
        switch action {
        case .keepConnected(true, let place): kept.insert(place)
        case .keepConnected(false, let place): kept.remove(place)
        case .send(let id, let call, let place):
          if !connections.contains(place) { faults.append("sends without a connection") }
          for other in underWay where other.place == place && !Set(other.call.topics).isDisjoint(with: call.topics) {
            faults.append("two commands for one topic at one place")
          }
          if Set(call.topics.map { known.slot(of: $0) }).count > 1 { faults.append("several slots in one command") }
          underWay.append((id, call, place))
        case .confirm(let id):
          if !confirmed.insert(id).inserted { faults.append("confirmed twice") }
        case .tell(let id, .subscribed(let topics)):
          for topic in topics {
            if last[id]?[topic] != nil { faults.append("subscribed twice") }
            last[id, default: [:]][topic] = [:]
          }
        case .tell(let id, .mayHaveMissed(let topics)):
          for topic in topics { last[id]?[topic] = [:] }
        case .tell(let id, .interrupted):
          if !confirmed.contains(id) { faults.append("interrupted before it began") }
        case .tell, .announce, .moved, .askForPlaces: break
        case .dropConnection(_, let place): disconnect(place)
        case .retryLater:
          if willRetry { faults.append("retries twice") }
          willRetry = true
        case .fail: faults.append("\(action)")
        }
      }
    }

    /// Where what is published to a topic comes from.
    private func origins(of topic: RedisTopic) -> [Place] {
      switch topic.reach {
      case .anyNode: [nodes[0]]
      case .slot: owners[topic.name].map { [$0] } ?? []
      case .primaries: nodes.filter(up.contains)
      }
    }

    mutating func publish() {
      for topic in shardChannels + channels + [notifications] {
        for origin in origins(of: topic) {
          // One count per topic, wherever it was published; of notifications, each node has its own.
          let key = topic == notifications ? origin : nodes[0]
          let number = published[topic, default: [:]][key, default: 0] + 1
          published[topic, default: [:]][key] = number
          let places = topic.reach == .anyNode ? Array(connections) : [origin]
          for place in places where servers[place]?.contains(topic) == true { deliver(topic, number, of: key, from: place) }
        }
      }
    }

    private mutating func deliver(_ topic: RedisTopic, _ number: Int, of key: Place, from place: Place) {
      // As a hub does, which drops what comes from elsewhere.
      guard machine.topics[topic]?.places.contains(place) == true else { return }
      for id in wanted.keys {
        guard let before = last[id]?[topic] else { continue }
        if let previous = before[key], previous + 1 != number { faults.append("\(topic): \(number) after \(previous)") }
        last[id]?[topic]?[key] = number
      }
    }

    mutating func disconnect(_ place: Place) {
      guard connections.remove(place) != nil else { return }
      servers[place] = nil
      underWay.removeAll { $0.place == place }
      announcements.removeAll { $0.place == place }
      handle(.disconnected(RedisError(.connectionClosed, "lost"), place))
    }

    mutating func connect() {
      guard let place = kept.subtracting(connections).sorted(by: { "\($0)" < "\($1)" }).randomElement(using: &generator) else { return }
      guard up.contains(place) else { return handle(.disconnected(RedisError(.connectFailed, "down"), place)) }
      connections.insert(place)
      servers[place] = []
      handle(.connected(place))
    }

    /// A slot has another owner: the old one ends what was subscribed to in it.
    mutating func move() {
      guard let topic = shardChannels.randomElement(using: &generator), let new = nodes.randomElement(using: &generator) else { return }
      guard let old = owners.updateValue(new, forKey: topic.name), old != new else { return }
      if servers[old]?.remove(topic) != nil { announcements.append((topic, old)) }
      if Bool.random(using: &generator) { learn(topic) }
    }

    mutating func learn(_ topic: RedisTopic) {
      let owner = owners[topic.name]
      known.change { $0.owners[topic.name] = owner }
      handle(.placesChanged)
    }

    mutating func hear() {
      guard !announcements.isEmpty else { return }
      let (topic, place) = announcements.removeFirst()
      handle(.ended(topic, place))
    }

    mutating func answer() {
      guard let next = underWay.first else { return }
      // A connection is read in order.
      while let index = announcements.firstIndex(where: { $0.place == next.place }) {
        let (topic, place) = announcements.remove(at: index)
        handle(.ended(topic, place))
      }
      guard let index = underWay.firstIndex(where: { $0.id == next.id }) else { return }
      let (id, call, place) = underWay.remove(at: index)
      let stray = call.kind == .shardChannel ? call.topics.first { owners[$0.name] != place } : nil
      if let stray {
        if Bool.random(using: &generator) { learn(stray) }
        return handle(.redirected(id))
      }
      if call.isBeginning { servers[place]?.formUnion(call.topics) } else { servers[place]?.subtract(call.topics) }
      handle(.confirmed(id))
    }

    mutating func changePrimaries() {
      let primaries = Set(nodes.filter { _ in Bool.random(using: &generator) })
      known.change { $0.primaries = primaries }
      handle(.placesChanged)
    }

    mutating func kill() {
      guard up.count > 1, let place = nodes.filter(up.contains).randomElement(using: &generator) else { return }
      up.remove(place)
      disconnect(place)
    }

    mutating func retry() {
      guard willRetry else { return }
      willRetry = false
      handle(.retry)
    }

    mutating func step(_ number: UInt64) {
      publish()
      switch Int.random(in: 0..<30, using: &generator) {
      case 0..<5:
        let all = shardChannels + channels + [notifications]
        let topics = (0..<Int.random(in: 1...3, using: &generator)).compactMap { _ in all.randomElement(using: &generator) }
        wanted[number] = Set(topics)
        handle(.subscribe(number, topics))
      case 5..<8:
        guard let id = wanted.keys.sorted().randomElement(using: &generator) else { return }
        wanted[id] = nil
        confirmed.remove(id)
        last[id] = nil
        handle(.unsubscribe(id))
      case 8..<15: answer()
      case 15..<18: move()
      case 18: changePrimaries()
      case 19: kill()
      case 20: up = Set(nodes)
      case 21: if let place = connections.sorted(by: { "\($0)" < "\($1)" }).randomElement(using: &generator) { disconnect(place) }
      case 22: hear()
      case 23, 24: retry()
      default: connect()
      }
    }

    /// Everything stands, and the client has time to notice.
    mutating func settle() {
      up = Set(nodes)
      for topic in shardChannels { learn(topic) }
      for _ in 0..<2000 where !(underWay.isEmpty && announcements.isEmpty && !willRetry && kept.isSubset(of: connections)) {
        hear()
        retry()
        connect()
        answer()
      }
    }
  }

  @Test(arguments: 0..<150 as Range<UInt64>) func endsAsWanted(_ seed: UInt64) {
    var world = World(seed: seed)
    for number in 1...300 as ClosedRange<UInt64> { world.step(number) }
    world.changePrimaries()
    world.known.change { if $0.primaries.isEmpty { $0.primaries = Set($0.all) } }
    world.handle(.placesChanged)
    world.settle()
    #expect(world.faults == [])
    #expect(world.confirmed == Set(world.wanted.keys))
    for topic in Set(world.wanted.values.flatMap { $0 }) {
      let places = world.machine.topics[topic]?.places ?? []
      #expect(!places.isEmpty && places.allSatisfy { world.servers[$0]?.contains(topic) == true }, "\(topic)")
    }
    for subscriber in world.machine.subscribers.values { #expect(subscriber.missing.isEmpty && !subscriber.isInterrupted) }
    for id in Array(world.wanted.keys) {
      world.wanted[id] = nil
      world.handle(.unsubscribe(id))
    }
    world.settle()
    #expect(world.machine.topics.isEmpty && world.machine.calls.isEmpty && world.kept.isEmpty)
    #expect(world.servers.values.allSatisfy(\.isEmpty) && world.faults == [])
  }
}
