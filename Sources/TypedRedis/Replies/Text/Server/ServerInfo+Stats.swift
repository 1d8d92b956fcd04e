extension ServerInfo {
  /// What was counted since the server began, or since the counters were reset.
  public var stats: Stats { Stats(fields: section("stats")) }

  public struct Stats: Sendable, Hashable {
    public let fields: TextFields

    // MARK: Connections and commands

    public var connectionsReceived: Int? { fields.int("total_connections_received") }
    public var rejectedConnections: Int? { fields.int("rejected_connections") }
    public var commandsProcessed: Int? { fields.int("total_commands_processed") }
    public var operationsPerSecond: Int? { fields.int("instantaneous_ops_per_sec") }
    public var errorReplies: Int? { fields.int("total_error_replies") }
    public var unexpectedErrorReplies: Int? { fields.int("unexpected_error_replies") }
    public var deniedAuthentications: Int? { fields.int("acl_access_denied_auth") }
    public var deniedCommands: Int? { fields.int("acl_access_denied_cmd") }
    public var deniedKeys: Int? { fields.int("acl_access_denied_key") }
    public var deniedChannels: Int? { fields.int("acl_access_denied_channel") }
    public var deniedDatabases: Int? { fields.int("acl_access_denied_db") }
    public var deniedCertificates: Int? { fields.int("acl_access_denied_tls_cert") }
    public var queryBufferDisconnections: Int? { fields.int("client_query_buffer_limit_disconnections") }
    public var outputBufferDisconnections: Int? { fields.int("client_output_buffer_limit_disconnections") }

    // MARK: Network, in bytes; rates in thousands of them per second

    public var inputBytes: Int? { fields.int("total_net_input_bytes") }
    public var outputBytes: Int? { fields.int("total_net_output_bytes") }
    public var replicationInputBytes: Int? { fields.int("total_net_repl_input_bytes") }
    public var replicationOutputBytes: Int? { fields.int("total_net_repl_output_bytes") }
    public var slotImportBytes: Int? { fields.int("total_net_cluster_slot_import_bytes") }
    public var slotExportBytes: Int? { fields.int("total_net_cluster_slot_export_bytes") }
    public var inputRate: Double? { fields.double("instantaneous_input_kbps") }
    public var outputRate: Double? { fields.double("instantaneous_output_kbps") }
    public var replicationInputRate: Double? { fields.double("instantaneous_input_repl_kbps") }
    public var replicationOutputRate: Double? { fields.double("instantaneous_output_repl_kbps") }

    // MARK: Keys

    public var keyspaceHits: Int? { fields.int("keyspace_hits") }
    public var keyspaceMisses: Int? { fields.int("keyspace_misses") }
    public var expiredKeys: Int? { fields.int("expired_keys") }
    public var activelyExpiredKeys: Int? { fields.int("expired_keys_active") }
    public var expiredHashFields: Int? { fields.int("expired_subkeys") ?? fields.int("expired_fields") }
    /// How many percent of the keys are likely to be expired, and not removed yet.
    public var stalePercentage: Double? { fields.double("expired_stale_perc") }
    public var expireCyclesCutShort: Int? { fields.int("expired_time_cap_reached_count") }
    public var expireCycleTime: Duration? { fields.duration("expire_cycle_cpu_milliseconds", .milliseconds) }
    public var evictedKeys: Int? { fields.int("evicted_keys") }
    public var evictedClients: Int? { fields.int("evicted_clients") }
    public var evictedScripts: Int? { fields.int("evicted_scripts") }
    /// How long memory was above its limit, in all.
    public var timeAboveMemoryLimit: Duration? { fields.duration("total_eviction_exceeded_time", .milliseconds) }
    /// How long memory has been above its limit now.
    public var currentTimeAboveMemoryLimit: Duration? {
      fields.duration("current_eviction_exceeded_time", .milliseconds)
    }
    public var payloadSanitizations: Int? { fields.int("dump_payload_sanitizations") }
    public var replicaExpiresTrackedKeys: Int? { fields.int("slave_expires_tracked_keys") }

    // MARK: Subscriptions and tracking

    public var channels: Int? { fields.int("pubsub_channels") }
    public var patterns: Int? { fields.int("pubsub_patterns") }
    public var shardChannels: Int? { fields.int("pubsubshard_channels") }
    public var trackedKeys: Int? { fields.int("tracking_total_keys") }
    /// Pairs of a key and a client.
    public var trackedItems: Int? { fields.int("tracking_total_items") }
    public var trackedPrefixes: Int? { fields.int("tracking_total_prefixes") }

    // MARK: Replication and child processes

    public var fullSynchronizations: Int? { fields.int("sync_full") }
    public var partialSynchronizations: Int? { fields.int("sync_partial_ok") }
    public var refusedPartialSynchronizations: Int? { fields.int("sync_partial_err") }
    public var forks: Int? { fields.int("total_forks") }
    public var latestForkDuration: Duration? { fields.duration("latest_fork_usec", .microseconds) }
    public var cachedMigrationSockets: Int? { fields.int("migrate_cached_sockets") }

    // MARK: Defragmentation

    public var defragmentationHits: Int? { fields.int("active_defrag_hits") }
    public var defragmentationMisses: Int? { fields.int("active_defrag_misses") }
    public var defragmentationKeyHits: Int? { fields.int("active_defrag_key_hits") }
    public var defragmentationKeyMisses: Int? { fields.int("active_defrag_key_misses") }
    public var defragmentationTime: Duration? { fields.duration("total_active_defrag_time", .milliseconds) }
    public var currentDefragmentationTime: Duration? {
      fields.duration("current_active_defrag_time", .milliseconds)
    }

    // MARK: Event loop

    public var reads: Int? { fields.int("total_reads_processed") }
    public var writes: Int? { fields.int("total_writes_processed") }
    public var threadedReads: Int? { fields.int("io_threaded_reads_processed") }
    public var threadedWrites: Int? { fields.int("io_threaded_writes_processed") }
    public var eventLoopCycles: Int? { fields.int("eventloop_cycles") }
    public var eventLoopTime: Duration? { fields.duration("eventloop_duration_sum", .microseconds) }
    public var eventLoopCommandTime: Duration? { fields.duration("eventloop_duration_cmd_sum", .microseconds) }
    public var eventLoopCyclesPerSecond: Int? { fields.int("instantaneous_eventloop_cycles_per_sec") }
    /// How long one cycle takes lately.
    public var eventLoopCycleTime: Duration? {
      fields.duration("instantaneous_eventloop_duration_usec", .microseconds)
    }
    public var replyBufferShrinks: Int? { fields.int("reply_buffer_shrinks") }
    public var replyBufferExpansions: Int? { fields.int("reply_buffer_expands") }
  }
}
