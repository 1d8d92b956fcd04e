extension ServerInfo {
  /// Who is connected.
  public var clients: Clients { Clients(fields: section("clients")) }

  public struct Clients: Sendable, Hashable {
    public let fields: TextFields

    /// Without replicas.
    public var connected: Int? { fields.int("connected_clients") }
    public var maximum: Int? { fields.int("maxclients") }
    /// Sockets of the cluster bus.
    public var clusterConnections: Int? { fields.int("cluster_connections") }
    /// The longest input, in bytes, that was buffered lately.
    public var recentMaximumInputBuffer: Int? { fields.int("client_recent_max_input_buffer") }
    /// The longest output, in bytes, that was buffered lately.
    public var recentMaximumOutputBuffer: Int? { fields.int("client_recent_max_output_buffer") }
    /// How many wait in a blocking command.
    public var blocked: Int? { fields.int("blocked_clients") }
    public var tracking: Int? { fields.int("tracking_clients") }
    public var subscribed: Int? { fields.int("pubsub_clients") }
    public var watching: Int? { fields.int("watching_clients") }
    public var inTimeoutTable: Int? { fields.int("clients_in_timeout_table") }
    public var watchedKeys: Int? { fields.int("total_watched_keys") }
    public var blockingKeys: Int? { fields.int("total_blocking_keys") }
    /// Of these, how many have a client that wants to know of their removal.
    public var blockingKeysOnNoKey: Int? { fields.int("total_blocking_keys_on_nokey") }
    /// Why clients have to wait; `none` if they do not.
    public var pauseReason: String? { fields.text("paused_reason") }
    /// Which commands have to wait: `write`, `all` or `none`.
    public var pausedActions: String? { fields.text("paused_actions") }
    public var pauseRemaining: Duration? { fields.duration("paused_timeout_milliseconds", .milliseconds) }
  }

  /// How work is spread over threads. Redis only.
  public var ioThreads: [IOThread] { section("threads").numbered("io_thread_").map(IOThread.init) }

  public struct IOThread: Sendable, Hashable {
    public let fields: TextFields

    public var clients: Int? { fields.int("clients") }
    public var reads: Int? { fields.int("reads") }
    public var writes: Int? { fields.int("writes") }
  }
}
