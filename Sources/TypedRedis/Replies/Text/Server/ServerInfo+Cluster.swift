extension ServerInfo {
  /// Whether the server is a node of a cluster.
  public var isClusterEnabled: Bool? { section("cluster").bool("cluster_enabled") }

  /// The state of the cluster, which Valkey tells here too.
  public var cluster: ClusterInfo { ClusterInfo(fields: section("cluster info")) }

  /// What a sentinel watches over.
  public var sentinel: Sentinel { Sentinel(fields: section("sentinel")) }

  public struct Sentinel: Sendable, Hashable {
    public let fields: TextFields

    public var primaryCount: Int? { fields.int("sentinel_masters") }
    /// Whether it does not trust its clock, and does nothing for a while.
    public var isTilted: Bool? { fields.bool("sentinel_tilt") }
    public var tiltedFor: Duration? { fields.duration("sentinel_tilt_since_seconds", .seconds) }
    public var tilts: Int? { fields.int("sentinel_total_tilt") }
    public var runningScripts: Int? { fields.int("sentinel_running_scripts") }
    public var queuedScripts: Int? { fields.int("sentinel_scripts_queue_length") }
    public var simulatedFailures: Int? { fields.int("sentinel_simulate_failure_flags") }
    public var primaries: [SentinelPrimary] { fields.numbered("master").map(SentinelPrimary.init) }
  }

  /// A primary that a sentinel watches over.
  public struct SentinelPrimary: Sendable, Hashable {
    public let fields: TextFields

    public var name: String? { fields.text("name") }
    /// `ok`, `sdown` or `odown`.
    public var status: String? { fields.text("status") }
    /// Host and port.
    public var address: String? { fields.text("address") }
    public var replicas: Int? { fields.int("slaves") }
    /// Sentinels that watch over it, this one included.
    public var sentinels: Int? { fields.int("sentinels") }
  }
}
