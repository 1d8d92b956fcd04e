/// How to reach a cluster and how to behave there.
///
/// Each option has a default that suits most programs, and most can be written in a URL: the README lists the names. Wrong
/// values and contradictions are found by ``validate()``.
public struct RedisClusterOptions: Sendable {
  /// Nodes that are asked for all the others when the client starts, and when it knows none that answers: one that is alive
  /// is enough. `localhost:6379` by default.
  public var seeds: [Endpoint] = [.tcp(host: "localhost", port: 6379)]
  /// How to connect to each node and how to behave there. Its endpoint is not used; its limits count for each node.
  public var node = RedisOptions()

  /// Where commands go that only read. The primary by default.
  public var readsFrom = RedisClusterReadPreference.primary
  /// How often a node is asked for the present map of the cluster, besides whenever something shows that it has changed.
  /// 60 seconds by default; nil for never.
  public var refreshInterval: Duration? = .seconds(60)
  /// How many times one command follows nodes that name another one, before it fails with what the last one said. 16 by default.
  public var maximumRedirections = 16
  /// Whether connecting fails if not all slots are served by somebody. False by default: commands fail whose slot is not.
  public var requiresFullCoverage = false
  /// How nodes are asked for the map.
  public var topologySource = TopologySource.automatic
  /// Where a node can be reached that the cluster says is elsewhere, as behind address translation. Also asked about nodes that
  /// others redirect to. What it does not know it gives back. Nil by default.
  public var remap: (@Sendable (Endpoint) -> Endpoint)?
  /// The availability zones of nodes whose servers do not tell, by where the client reaches them.
  public var zones: [Endpoint: String] = [:]

  /// How nodes are asked for the map of the cluster.
  public enum TopologySource: String, Sendable, Hashable, CaseIterable {
    /// With `CLUSTER SLOTS`, which every version knows; with `CLUSTER SHARDS` where that is refused.
    case automatic = "auto"
    /// With `CLUSTER SLOTS` only.
    case slots
    /// With `CLUSTER SHARDS` only, which servers have since 7.0.
    case shards
  }

  /// The defaults.
  public init() {}

  /// The defaults, with these nodes to ask first.
  public init(seeds: [Endpoint]) { self.seeds = seeds }

  /// The options that a URL describes, checked as by ``validate()``: `redis://user:password@host1:7000,host2:7001/?reads_from=…`
  /// with all that a ``RedisOptions/init(url:)`` takes, which is for each node.
  ///
  /// - Throws: ``RedisError`` with code `invalidConfiguration` that names the part at fault.
  public init(url: String) throws(RedisError) {
    self = try RedisClusterURL.parse(url)
  }
}

extension RedisClusterOptions.TopologySource: OptionValue {}

extension RedisClusterOptions: CustomStringConvertible, CustomDebugStringConvertible {
  /// For logs: no secret, and only what differs from the defaults.
  public var description: String {
    let defaults = RedisClusterOptions()
    // A host with an "@" has somebody's user information in it.
    let seeds = seeds.map { $0.host.contains("@") ? redacted : $0.description }.joined(separator: ",")
    let items = Self.items.compactMap { item -> String? in
      guard let text = item.text(self), text != item.text(defaults) else { return nil }
      return ", \(item.option): \(text)"
    }
    let others = (remap == nil ? "" : ", remap") + (zones.isEmpty ? "" : ", zones: \(zones.count)")
    return "RedisClusterOptions(seeds: \(seeds)\(items.joined())\(others), node: \(node))"
  }

  public var debugDescription: String { description }
}
