import RedisTransport

/// Where in a cluster commands go, whatever their keys are. See ``RedisCluster/with(target:)``.
public struct RedisClusterTarget: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case node(Endpoint)
    case slot(UInt16)
    case allPrimaries
    case allReplicas
    case allNodes
  }

  let kind: Kind

  /// One node, which carries the command out or refuses it: redirections are not followed.
  public static func node(_ endpoint: Endpoint) -> RedisClusterTarget { RedisClusterTarget(kind: .node(endpoint)) }

  /// The node that has a key, wherever that moves.
  public static func key(_ key: some RedisValueConvertible) -> RedisClusterTarget {
    RedisClusterTarget(kind: .slot(UInt16(key.hashSlot)))
  }

  /// All nodes that serve slots of their own.
  public static var allPrimaries: RedisClusterTarget { RedisClusterTarget(kind: .allPrimaries) }

  /// All nodes that have copies.
  public static var allReplicas: RedisClusterTarget { RedisClusterTarget(kind: .allReplicas) }

  /// All primaries and replicas.
  public static var allNodes: RedisClusterTarget { RedisClusterTarget(kind: .allNodes) }
}
