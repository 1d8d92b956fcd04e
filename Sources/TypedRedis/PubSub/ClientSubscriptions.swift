import RedisTransport
import Synchronization

/// The subscriptions of one client: over one connection together, or one to each node of a cluster, except those that stop reading
/// when they are slow, which would hold up the others.
final class ClientSubscriptions: Sendable {
  private struct Own {
    var hubs: [Int: SubscriptionHub] = [:]
    var last = 0
    var isClosed = false
  }

  let watchers = Broadcaster<RedisSubscriptionEvent>(buffering: 1024)
  private let loop: EventLoop
  let servers: any SubscriptionServers
  private let delays: ReconnectDelays
  private let timeout: UInt64
  private let shared: SubscriptionHub
  private let own = Mutex(Own())

  /// - Parameters:
  ///   - timeout: of commands, in nanoseconds.
  init(loop: EventLoop, delays: ReconnectDelays, timeout: UInt64, servers: any SubscriptionServers) {
    self.loop = loop
    self.delays = delays
    self.timeout = timeout
    self.servers = servers
    shared = SubscriptionHub(
      loop: loop, servers: servers, number: 0, delays: delays, timeout: timeout, watchers: watchers)
  }

  /// - Parameter timeout: how long to wait for confirmation, in nanoseconds; nil for not at all.
  func open(
    _ topics: [RedisTopic], _ policy: RedisBufferPolicy, confirmedWithin timeout: UInt64?
  ) async throws(RedisError) -> Subscription {
    guard policy.suspends, !topics.isEmpty else {
      return try await shared.open(topics, policy, confirmedWithin: timeout)
    }
    return try await ownHub().open(topics, policy, confirmedWithin: timeout)
  }

  private func ownHub() throws(RedisError) -> SubscriptionHub {
    let hub = own.withLock { own -> SubscriptionHub? in
      guard !own.isClosed else { return nil }
      own.last += 1
      let number = own.last
      let hub = SubscriptionHub(
        loop: loop, servers: servers, number: number, delays: delays, timeout: timeout, watchers: watchers,
        onUnused: { [weak self] in self?.own.withLock { _ = $0.hubs.removeValue(forKey: number) } })
      own.hubs[number] = hub
      return hub
    }
    guard let hub else { throw RedisError.clientWasClosed }
    return hub
  }

  var hubs: [SubscriptionHub] { [shared] + own.withLock { $0.hubs.values } }

  /// How many connections there are for single subscriptions.
  var ownCount: Int { own.withLock { $0.hubs.count } }

  func reauthenticate(_ login: Reauthentication) {
    for hub in hubs { hub.reauthenticate(login) }
  }

  /// Of all connections for subscriptions that there are.
  func counters() async -> ConnectionCounters {
    var sum = ConnectionCounters()
    for hub in hubs { sum += await hub.counters() }
    return sum
  }

  func close() {
    let others = own.withLock { own in
      own.isClosed = true
      defer { own.hubs = [:] }
      return Array(own.hubs.values)
    }
    for hub in [shared] + others { hub.close() }
    loop.perform { [watchers] in watchers.finish() }
  }
}
