import RedisTransport
import TestSupport
import Testing

@testable import TypedRedis

/// Any order of events, with a server that does as it is told: what it has in the end is what is wanted, and nobody misses
/// anything who was not told.
@Suite struct SubscriptionMachineRandomTests {
  private struct World {
    var machine = SubscriptionMachine()
    var generator: SplitMix
    /// What the server has on this connection.
    var server: Set<RedisTopic> = []
    var underWay: [(id: UInt64, call: SubscriptionCall)] = []
    var isConnected = false
    var isWanted = false
    var wanted: [UInt64: Set<RedisTopic>] = [:]
    var confirmed: Set<UInt64> = []
    /// Those whose subscription had a hole since they were told that they may have missed something.
    var holes: [UInt64: Set<RedisTopic>] = [:]
    /// How many messages were published to each topic.
    var published: [RedisTopic: Int] = [:]
    /// The last message that a subscriber got, of topics that it was told it has; 0 if it may have missed some since.
    var last: [UInt64: [RedisTopic: Int]] = [:]
    var willRetry = false
    var faults: [String] = []

    mutating func handle(_ event: SubscriptionMachine.Event) {
      for action in machine.handle(event) {
        switch action {
        case .keepConnected(let isWanted, _): self.isWanted = isWanted
        case .send(let id, let call, _):
          if !isConnected { faults.append("sends without a connection") }
          for other in underWay where !Set(other.call.topics).isDisjoint(with: call.topics) {
            faults.append("two commands for one topic")
          }
          for topic in call.topics where server.contains(topic) == call.isBeginning {
            faults.append("\(call) does nothing for \(topic)")
          }
          underWay.append((id, call))
        case .confirm(let id):
          if !confirmed.insert(id).inserted { faults.append("confirmed twice") }
          if !(wanted[id] ?? []).isSubset(of: server) { faults.append("confirmed too early") }
        case .tell(let id, .subscribed(let topics)):
          for topic in topics {
            if !server.contains(topic) || last[id]?[topic] != nil { faults.append("subscribed too early, or twice") }
            last[id, default: [:]][topic] = 0
          }
        case .tell(let id, .mayHaveMissed(let topics)):
          holes[id]?.subtract(topics)
          for topic in topics { last[id]?[topic] = 0 }
        case .tell(let id, .restored):
          if !(wanted[id] ?? []).isSubset(of: server) { faults.append("restored too early") }
        case .tell, .announce, .moved, .askForPlaces: break
        case .dropConnection: disconnect()
        case .retryLater:
          if willRetry { faults.append("retries twice") }
          willRetry = true
        case .fail: faults.append("\(action)")
        }
      }
      checkDelivery()
    }

    /// Whoever gets messages again after a hole has been told.
    private mutating func checkDelivery() {
      for id in confirmed {
        if let topics = holes[id], !topics.isDisjoint(with: server) { faults.append("a silent gap") }
      }
    }

    mutating func disconnect() {
      guard isConnected else { return }
      isConnected = false
      server = []
      underWay = []
      for (id, topics) in wanted where confirmed.contains(id) { holes[id] = topics }
      handle(.disconnected(RedisError(.connectionClosed, "lost")))
    }

    /// Some topics get messages, which arrive if the server has them, also of subscriptions that are about to end.
    mutating func publish() {
      for topic in Set(wanted.values.flatMap { $0 }) where Bool.random(using: &generator) {
        let number = published[topic, default: 0] + 1
        published[topic] = number
        guard server.contains(topic) else { continue }
        for (id, topics) in last {
          guard let before = topics[topic] else { continue }
          if before > 0, before + 1 != number { faults.append("a silent hole from \(before) to \(number)") }
          last[id]?[topic] = number
        }
      }
    }

    mutating func retry() {
      guard willRetry else { return }
      willRetry = false
      handle(.retry)
    }

    /// The server ends one that it is not asked about.
    mutating func end() {
      let quiet = server.subtracting(underWay.flatMap(\.call.topics)).sorted { $0.description < $1.description }
      guard let topic = quiet.randomElement(using: &generator) else { return }
      server.remove(topic)
      for id in confirmed where wanted[id]?.contains(topic) == true { holes[id, default: []].insert(topic) }
      handle(.ended(topic))
    }

    /// Nothing comes of a call for now.
    mutating func refuse() {
      guard !underWay.isEmpty else { return }
      let (id, call) = underWay.removeFirst()
      switch Int.random(in: 0..<3, using: &generator) {
      case 0 where call.topics.count > 1: handle(.refused(id, RedisError(server: ServerError(line: "CROSSSLOT no"))))
      case 1: handle(.postponed(id))
      default: handle(.refused(id, RedisError(server: ServerError(line: "BUSY script"))))
      }
    }

    mutating func answer() {
      guard !underWay.isEmpty else { return }
      let (id, call) = underWay.removeFirst()
      if call.isBeginning { server.formUnion(call.topics) } else { server.subtract(call.topics) }
      handle(.confirmed(id))
    }

    mutating func step(_ number: UInt64) {
      publish()
      switch Int.random(in: 0..<24, using: &generator) {
      case 0..<6:
        let topics = (0..<Int.random(in: 1...3, using: &generator)).map { _ -> RedisTopic in
          let kind = RedisTopic.Kind.allCases.randomElement(using: &generator) ?? .channel
          return RedisTopic(kind, RedisBytes("\(Int.random(in: 0..<4, using: &generator))"))
        }
        wanted[number] = Set(topics)
        handle(.subscribe(number, topics))
      case 6..<11:
        guard let id = wanted.keys.sorted().randomElement(using: &generator) else { return }
        wanted[id] = nil
        confirmed.remove(id)
        holes[id] = nil
        last[id] = nil
        handle(.unsubscribe(id))
      case 11..<17: answer()
      case 17: disconnect()
      case 20: refuse()
      case 21: end()
      case 22: retry()
      default: connect()
      }
    }

    mutating func settle() {
      while !underWay.isEmpty || isConnected && willRetry {
        retry()
        answer()
      }
    }

    mutating func connect() {
      guard !isConnected, isWanted else { return }
      isConnected = true
      handle(.connected())
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>) func endsAsWanted(_ seed: UInt64) {
    var world = World(generator: SplitMix(seed: seed))
    for number in 1...200 as ClosedRange<UInt64> { world.step(number) }
    world.connect()
    world.settle()
    #expect(world.faults == [])
    if world.isConnected {
      #expect(world.server == world.wanted.values.reduce(into: []) { $0.formUnion($1) })
      #expect(world.confirmed == Set(world.wanted.keys))
    }
    #expect(world.isWanted == !world.wanted.isEmpty)
    for id in Array(world.wanted.keys) {
      world.wanted[id] = nil
      world.confirmed.remove(id)
      world.handle(.unsubscribe(id))
    }
    world.settle()
    #expect(world.server.isEmpty && world.machine.calls.isEmpty && world.machine.topics.isEmpty)
    #expect(world.faults == [])
  }
}
