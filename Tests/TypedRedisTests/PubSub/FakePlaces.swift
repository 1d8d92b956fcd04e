import Synchronization

@testable import TypedRedis

/// Nodes of a cluster as a test wants them: `a`, `b`, …, and who has which shard channel.
final class FakePlaces: SubscriptionPlaces {
  struct Map: Sendable {
    var all: [SubscriptionPlace] = []
    /// By the name of the shard channel, which has a slot of its own.
    var owners: [RedisBytes: SubscriptionPlace] = [:]
    var primaries: Set<SubscriptionPlace> = []
  }

  private let map: Mutex<Map>

  init(_ map: Map) { self.map = Mutex(map) }

  func change(_ change: (inout Map) -> Void) { map.withLock { change(&$0) } }

  var all: [SubscriptionPlace] { map.withLock { $0.all } }

  func places(of topic: RedisTopic, common: SubscriptionPlace?) -> Set<SubscriptionPlace> {
    switch topic.reach {
    case .anyNode: common.map { [$0] } ?? []
    case .slot: map.withLock { map in map.owners[topic.name].map { [$0] } ?? [] }
    case .primaries: map.withLock { $0.primaries }
    }
  }

  func slot(of topic: RedisTopic) -> UInt16? { topic.kind == .shardChannel ? UInt16(topic.name.hashSlot) : nil }
}

extension SubscriptionPlace {
  static func node(_ name: String) -> SubscriptionPlace { SubscriptionPlace(endpoint: .tcp(host: name, port: 1)) }
}
