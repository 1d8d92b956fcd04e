import RedisTransport

/// What subscriptions and scans have to know of a cluster, and may tell it. All on the loop's thread.
protocol ClusterNodes: AnyObject, Sendable {
  var loop: EventLoop { get }
  /// Those that are part of the cluster and not known to be unreachable, primaries and replicas.
  var liveNodes: [Endpoint] { get }
  /// Who has a slot; nil while nobody is known.
  func primary(of slot: UInt16) -> Endpoint?
  /// A server has said who has a slot.
  func noteMoved(slot: UInt16, to endpoint: Endpoint)
  /// Asks for a new map, since something does not fit the present one.
  func mapIsSuspect()
  func connectionOptions(for endpoint: Endpoint, role: RedisConnectionEvent.Role) -> ConnectionOptions
}

/// The nodes of a cluster, for subscriptions.
final class ClusterServers: SubscriptionServers, @unchecked Sendable {
  private weak var nodes: (any ClusterNodes)?
  /// So that not all clients have their channels from the same node.
  private let turn = Int.random(in: 0..<HashSlot.count)
  /// As long as the map is the same.
  private var primaries: Set<SubscriptionPlace>?

  init(_ nodes: any ClusterNodes) { self.nodes = nodes }

  func mapChanged() { primaries = nil }

  var all: [SubscriptionPlace] {
    let live = nodes?.liveNodes ?? []
    let turn = live.isEmpty ? 0 : turn % live.count
    return (live.dropFirst(turn) + live.prefix(turn)).map { SubscriptionPlace(endpoint: $0) }
  }

  func places(of topic: RedisTopic, common: SubscriptionPlace?) -> Set<SubscriptionPlace> {
    switch topic.reach {
    case .anyNode: common.map { [$0] } ?? []
    case .slot(let slot): primary(of: slot).map { [$0] } ?? []
    case .primaries: allPrimaries()
    }
  }

  func slot(of topic: RedisTopic) -> UInt16? {
    guard topic.kind == .shardChannel, case .slot(let slot) = topic.reach else { return nil }
    return slot
  }

  private func primary(of slot: UInt16) -> SubscriptionPlace? {
    nodes?.primary(of: slot).map { SubscriptionPlace(endpoint: $0) }
  }

  private func allPrimaries() -> Set<SubscriptionPlace> {
    if let primaries { return primaries }
    var found: Set<SubscriptionPlace> = []
    var last: SubscriptionPlace?
    for slot in 0..<UInt16(HashSlot.count) {
      guard let primary = primary(of: slot), primary != last else { continue }
      found.insert(primary)
      last = primary
    }
    primaries = found
    return found
  }

  func options(for place: SubscriptionPlace, number: Int) -> ConnectionOptions? {
    place.endpoint.flatMap { nodes?.connectionOptions(for: $0, role: .subscriptions(number)) }
  }

  func follow(_ redirection: Redirection, from place: SubscriptionPlace) -> Bool {
    guard let nodes, let asked = place.endpoint else { return false }
    let host = redirection.host.isEmpty ? asked.host : redirection.host
    nodes.noteMoved(slot: redirection.slot, to: .tcp(host: host, port: redirection.port))
    return true
  }

  func lookAgain() { nodes?.mapIsSuspect() }
}
