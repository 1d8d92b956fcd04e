import RedisTransport

/// A server that subscriptions go over.
struct SubscriptionPlace: Sendable, Hashable {
  /// Nil for the one that the client is for.
  let endpoint: Endpoint?

  /// Where a client of one server has all of them.
  static let only = SubscriptionPlace(endpoint: nil)
}

/// Tells which server is for what: one for everything, unless somebody knows of others. Asked on the loop's thread.
protocol SubscriptionPlaces: Sendable {
  /// Each of these passes on what is published to a channel, wherever that happens.
  var all: [SubscriptionPlace] { get }

  /// The servers that together have all that comes of a topic; none while nobody knows.
  ///
  /// - Parameter common: the one of ``all`` that this client uses.
  func places(of topic: RedisTopic, common: SubscriptionPlace?) -> Set<SubscriptionPlace>

  /// The slot of a topic that servers take together only with others of the same slot, and end by themselves when they lose it.
  func slot(of topic: RedisTopic) -> UInt16?
}

extension SubscriptionPlaces {
  var all: [SubscriptionPlace] { [.only] }
  func places(of topic: RedisTopic, common: SubscriptionPlace?) -> Set<SubscriptionPlace> { [.only] }
  func slot(of topic: RedisTopic) -> UInt16? { nil }
}

/// One server for everything.
struct OnePlace: SubscriptionPlaces {}
