import RedisTransport

/// Which sentinels to ask for which primary, and how to connect to them and to the servers. See ``RedisSentinel``.
public struct RedisSentinelOptions: Sendable {
  /// Where sentinels listen; at least one. More of them are found by asking these.
  public var sentinels: [Endpoint]
  /// The name under which the sentinels know the primary: visible ASCII characters without spaces.
  public var primaryName: String
  /// How to connect to a sentinel: user, password and TLS among it, which are not those of the servers. Its endpoint is not used. By
  /// default a sentinel has 2 seconds to take a connection and 2 seconds to answer.
  public var sentinel = RedisSentinelOptions.patient(RedisOptions())
  /// How to connect to the primary, and what its client does. Its endpoint is not used.
  public var primary = RedisOptions()
  /// The same for replicas; nil, the default, for as to the primary.
  public var replica: RedisOptions?
  /// How many sentinels have to say the same of where the primary is before it is believed, and have to announce a new one before
  /// it is followed. 1 by default: then one announcement is followed, one is believed that says what was known before, and else
  /// what most of those say that answer in time. For more safety against a sentinel that is cut off from the others: more than
  /// half of them.
  public var quorum = 1
  /// Whether sentinels that were not given are asked too, of which the others tell. True by default.
  public var discoversSentinels = true
  /// Whether `replicas` reads from the primary for as long as no replica can be used. True by default; if false, its commands wait
  /// for a replica.
  public var readsFromPrimaryWithoutReplicas = true
  /// How often to look for further sentinels, and for changes that no announcement has told. 10 seconds by default; nil for never.
  public var refreshInterval: Duration? = .seconds(10)
  /// Where to go in place of an address that a sentinel gives, of a server or of another sentinel: for networks that have other
  /// addresses outside than inside. It must be quick, and not wait.
  public var remap: (@Sendable (Endpoint) -> Endpoint)?

  /// The defaults.
  public init(sentinels: [Endpoint], primaryName: String) {
    self.sentinels = sentinels
    self.primaryName = primaryName
  }

  /// A sentinel that does not answer must not hold up a failover.
  static func patient(_ options: RedisOptions) -> RedisOptions {
    var options = options
    options.connectTimeout = .seconds(2)
    options.commandTimeout = .seconds(2)
    options.probeInterval = .seconds(5)
    options.probeTimeout = .seconds(2)
    return options
  }

  // MARK: What follows from them

  var replicaOptions: RedisOptions {
    var options = replica ?? primary
    options.connectsLazily = true
    options.eventLoop = options.eventLoop ?? primary.eventLoop
    return options
  }

  var sentinelOptions: RedisOptions {
    var options = sentinel
    options.connectsLazily = true
    options.eventLoop = options.eventLoop ?? primary.eventLoop
    return options
  }

  @Sendable func remapped(_ endpoint: Endpoint) -> Endpoint { remap?(endpoint) ?? endpoint }
}

extension RedisSentinelOptions: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Without secrets: `RedisSentinelOptions(main, asking s1:26379, s2:26379)`
  public var description: String {
    "RedisSentinelOptions(\(primaryName), asking \(sentinels.map(\.description).joined(separator: ", ")))"
  }

  public var debugDescription: String { description }

  /// For `dump` and debuggers.
  public var customMirror: Mirror {
    Mirror(
      self,
      children: [
        "sentinels": sentinels, "primaryName": primaryName, "sentinel": sentinel, "primary": primary,
        "replica": replica as Any, "quorum": quorum, "discoversSentinels": discoversSentinels,
        "readsFromPrimaryWithoutReplicas": readsFromPrimaryWithoutReplicas, "refreshInterval": refreshInterval as Any,
      ], displayStyle: .struct)
  }
}
