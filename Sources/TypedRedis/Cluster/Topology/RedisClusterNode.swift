/// A node of a cluster, as the cluster describes it.
public struct RedisClusterNode: Sendable, Hashable {
  /// Where the client reaches it.
  public var endpoint: Endpoint
  /// The name that the node has given itself; nil if it was not told.
  public var id: String?
  /// Whether it has a copy of what its primary has.
  public var isReplica: Bool
  /// The availability zone, from the server (Valkey since 8.1) or from the client's options; nil if neither tells.
  public var zone: String?
  /// What it serves, or its primary does. Ascending, with gaps between them.
  public var slots: [ClosedRange<Int>]

  public init(
    endpoint: Endpoint, id: String? = nil, isReplica: Bool, zone: String? = nil, slots: [ClosedRange<Int>]
  ) {
    self.endpoint = endpoint
    self.id = id
    self.isReplica = isReplica
    self.zone = zone
    self.slots = slots
  }
}

extension ClusterView {
  /// All nodes: of each shard the primary, then its replicas.
  var nodes: [RedisClusterNode] {
    shards.flatMap { shard in
      let slots = shard.slots.map { Int($0.lowerBound)...Int($0.upperBound) }
      func node(_ node: Node, isReplica: Bool) -> RedisClusterNode {
        RedisClusterNode(
          endpoint: node.endpoint, id: node.id, isReplica: isReplica, zone: node.zone, slots: slots)
      }
      return [node(shard.primary, isReplica: false)] + shard.replicas.map { node($0, isReplica: true) }
    }
  }
}
