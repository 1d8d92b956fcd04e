/// Which node of a cluster answers commands that only read.
///
/// A replica may be behind: what was just written may not be read there yet. Commands that write, and those of which the
/// specification does not say that they only read, always go to primaries.
public enum RedisClusterReadPreference: Sendable, Hashable {
  /// The primary.
  case primary
  /// The replicas in turn; the primary if none can be reached.
  case replicaPreferred
  /// The primary and the replicas in turn.
  case roundRobin
  /// The replicas in this availability zone in turn, then the primary if it is there, then replicas elsewhere, then the primary.
  /// Servers tell their zones (Valkey since 8.1), or ``RedisClusterOptions/zones`` does.
  case sameZone(String)
  /// The node that answers fastest; those no more than a quarter slower take turns with it.
  case lowestLatency
}

/// By name: the zone is an option of its own in a URL.
extension RedisClusterReadPreference: OptionValue {
  private static let names: [(name: String, value: RedisClusterReadPreference)] = [
    ("primary", .primary), ("replica_preferred", .replicaPreferred), ("round_robin", .roundRobin),
    ("same_zone", .sameZone("")), ("lowest_latency", .lowestLatency),
  ]

  static var form: String { "one of " + names.map(\.name).joined(separator: ", ") }

  init?(urlText: String) {
    guard let named = Self.names.first(where: { $0.name == urlText }) else { return nil }
    self = named.value
  }

  var urlText: String {
    switch self {
    case .primary: "primary"
    case .replicaPreferred: "replica_preferred"
    case .roundRobin: "round_robin"
    case .sameZone: "same_zone"
    case .lowestLatency: "lowest_latency"
    }
  }
}
