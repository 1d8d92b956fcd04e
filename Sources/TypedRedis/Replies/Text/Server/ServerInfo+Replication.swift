extension ServerInfo {
  /// The server as a primary, a replica or both.
  public var replication: Replication { Replication(fields: section("replication")) }

  public struct Replication: Sendable, Hashable {
    public let fields: TextFields

    /// `master` or `slave`.
    public var role: String? { fields.text("role") }
    public var isPrimary: Bool? { role.map { $0 == "master" } }
    public var isReplica: Bool? { role.map { $0 == "slave" } }

    public var id: String? { fields.text("master_replid") }
    public var offset: Int? { fields.int("master_repl_offset") }
    /// The ID before the last failover, whose stream the server can continue up to ``secondOffset``.
    public var secondID: String? { fields.text("master_replid2") }
    /// -1 if there was no failover.
    public var secondOffset: Int? { fields.int("second_repl_offset") }
    public var failoverState: String? { fields.text("master_failover_state") }

    public var isBacklogActive: Bool? { fields.bool("repl_backlog_active") }
    /// Its capacity in bytes.
    public var backlogSize: Int? { fields.int("repl_backlog_size") }
    public var backlogFirstByteOffset: Int? { fields.int("repl_backlog_first_byte_offset") }
    /// How many bytes are in it.
    public var backlogLength: Int? { fields.int("repl_backlog_histlen") }

    public var connectedReplicas: Int? { fields.int("connected_slaves") }
    public var waitingReplicas: Int? { fields.int("replicas_waiting_psync") }
    /// Replicas that are not too far behind; nil unless writes need a number of them.
    public var goodReplicas: Int? { fields.int("min_slaves_good_slaves") }
    public var replicas: [Replica] { fields.numbered("slave").map(Replica.init) }

    /// The primary that the server follows, nil if it follows none.
    public var primary: Primary? { fields["master_host"] == nil ? nil : Primary(fields: fields) }
  }

  /// A replica as its primary sees it.
  public struct Replica: Sendable, Hashable {
    public let fields: TextFields

    public var host: String? { fields.text("ip") }
    public var port: Int? { fields.int("port") }
    /// Such as `online`, `wait_bgsave` or `send_bulk`.
    public var state: String? { fields.text("state") }
    public var offset: Int? { fields.int("offset") }
    /// Since it last said how far it is; nil before it did.
    public var lag: Duration? { fields.duration("lag", .seconds) }
    /// `replica`, or which of its connections this is during a synchronisation.
    public var type: String? { fields.text("type") }
    public var ioThread: Int? { fields.int("io-thread") }
  }

  /// A primary as its replica sees it.
  public struct Primary: Sendable, Hashable {
    public let fields: TextFields

    public var host: String? { fields.text("master_host") }
    public var port: Int? { fields.int("master_port") }
    public var isLinkUp: Bool? { fields.bool("master_link_status") }
    /// Nil while there is no connection.
    public var lastContact: Duration? { fields.duration("master_last_io_seconds_ago", .seconds) }
    /// Nil while the link is up, and before it was.
    public var linkDownFor: Duration? { fields.duration("master_link_down_since_seconds", .seconds) }
    public var linkUpFor: Duration? { fields.duration("master_link_up_since_seconds", .seconds) }
    /// The offset up to which the stream was read.
    public var readOffset: Int? { fields.int("slave_read_repl_offset") }
    /// The offset up to which the stream was applied.
    public var offset: Int? { fields.int("slave_repl_offset") }
    /// How likely the replica is to be promoted; 0 is never, and lower is likelier.
    public var priority: Int? { fields.int("slave_priority") }
    public var isReadOnly: Bool? { fields.bool("slave_read_only") }
    public var isAnnounced: Bool? { fields.bool("replica_announced") }
    /// How long the link was down, in all.
    public var totalLinkDownTime: Duration? { fields.duration("total_disconnect_time_sec", .seconds) }
    public var synchronizationAttempts: Int? { fields.int("master_total_sync_attempts") }

    /// What is kept of the stream until all data is loaded, in bytes.
    public var streamBuffer: Int? {
      fields.int("replica_full_sync_buffer_size") ?? fields.int("replicas_repl_buffer_size")
    }
    public var streamBufferPeak: Int? {
      fields.int("replica_full_sync_buffer_peak") ?? fields.int("replicas_repl_buffer_peak")
    }

    public var isSynchronizing: Bool? { fields.bool("master_sync_in_progress") }
    /// Nil unless data is being received.
    public var synchronization: Synchronization? {
      fields["master_sync_read_bytes"] == nil ? nil : Synchronization(fields: fields)
    }
  }

  /// Receiving all of a primary's data.
  public struct Synchronization: Sendable, Hashable {
    public let fields: TextFields

    /// 0 if the primary does not know.
    public var totalBytes: Int? { fields.int("master_sync_total_bytes") }
    public var readBytes: Int? { fields.int("master_sync_read_bytes") }
    /// Negative if the total is not known.
    public var leftBytes: Int? { fields.int("master_sync_left_bytes") }
    /// In percent.
    public var progress: Double? { fields.double("master_sync_perc") }
    public var lastContact: Duration? { fields.duration("master_sync_last_io_seconds_ago", .seconds) }
  }
}
