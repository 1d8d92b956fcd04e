extension ServerInfo {
  /// Snapshots, the append-only file, and loading them.
  public var persistence: Persistence { Persistence(fields: section("persistence")) }

  public struct Persistence: Sendable, Hashable {
    public let fields: TextFields

    public var snapshots: Snapshots { Snapshots(fields: fields) }
    public var appendOnlyFile: AppendOnlyFile { AppendOnlyFile(fields: fields) }

    public var isLoading: Bool? { fields.bool("loading") }
    /// Whether the server loads a copy of a primary's data while it serves what it had before.
    public var isLoadingInBackground: Bool? { fields.bool("async_loading") }
    /// What is being loaded, nil if nothing is.
    public var loading: Loading? { fields["loading_start_time"] == nil ? nil : Loading(fields: fields) }

    // MARK: A child process that saves

    /// In percent.
    public var forkProgress: Double? { fields.double("current_fork_perc") }
    public var savedKeys: Int? { fields.int("current_save_keys_processed") }
    public var keysToSave: Int? { fields.int("current_save_keys_total") }
    /// Memory that was copied because it changed meanwhile, in bytes.
    public var copyOnWriteSize: Int? { fields.int("current_cow_size") }
    public var copyOnWritePeak: Int? { fields.int("current_cow_peak") }
    /// How old ``copyOnWriteSize`` is.
    public var copyOnWriteSizeAge: Duration? { fields.duration("current_cow_size_age", .seconds) }
    public var isModuleForkInProgress: Bool? { fields.bool("module_fork_in_progress") }
    public var moduleCopyOnWriteSize: Int? { fields.int("module_fork_last_cow_size") }
    public var isSlotMigrationForkInProgress: Bool? { fields.bool("slot_migration_fork_in_progress") }
  }

  public struct Snapshots: Sendable, Hashable {
    public let fields: TextFields

    public var changesSinceLast: Int? { fields.int("rdb_changes_since_last_save") }
    public var isInProgress: Bool? { fields.bool("rdb_bgsave_in_progress") }
    /// When the last one was complete, or the server began.
    public var lastTime: UnixTime? { fields.time("rdb_last_save_time", .seconds) }
    public var didLastSucceed: Bool? { fields.bool("rdb_last_bgsave_status") }
    /// Nil before the first.
    public var lastDuration: Duration? { fields.duration("rdb_last_bgsave_time_sec", .seconds) }
    /// Nil while there is none.
    public var currentDuration: Duration? { fields.duration("rdb_current_bgsave_time_sec", .seconds) }
    /// How many were made since the server began.
    public var count: Int? { fields.int("rdb_saves") }
    public var consecutiveFailures: Int? { fields.int("rdb_saves_consecutive_failures") }
    public var lastCopyOnWriteSize: Int? { fields.int("rdb_last_cow_size") }
    public var expiredKeysInLastLoad: Int? { fields.int("rdb_last_load_keys_expired") }
    public var keysInLastLoad: Int? { fields.int("rdb_last_load_keys_loaded") }
  }

  public struct AppendOnlyFile: Sendable, Hashable {
    public let fields: TextFields

    public var isEnabled: Bool? { fields.bool("aof_enabled") }
    public var isRewriteInProgress: Bool? { fields.bool("aof_rewrite_in_progress") }
    public var isRewriteScheduled: Bool? { fields.bool("aof_rewrite_scheduled") }
    /// Nil before the first.
    public var lastRewriteDuration: Duration? { fields.duration("aof_last_rewrite_time_sec", .seconds) }
    /// Nil while there is none.
    public var currentRewriteDuration: Duration? { fields.duration("aof_current_rewrite_time_sec", .seconds) }
    public var didLastRewriteSucceed: Bool? { fields.bool("aof_last_bgrewrite_status") }
    public var rewrites: Int? { fields.int("aof_rewrites") }
    public var consecutiveRewriteFailures: Int? { fields.int("aof_rewrites_consecutive_failures") }
    public var didLastWriteSucceed: Bool? { fields.bool("aof_last_write_status") }
    public var lastCopyOnWriteSize: Int? { fields.int("aof_last_cow_size") }

    // MARK: Nil unless it is enabled

    /// In bytes.
    public var size: Int? { fields.int("aof_current_size") }
    /// Its size when it was loaded or rewritten last.
    public var baseSize: Int? { fields.int("aof_base_size") }
    public var isRewritePending: Bool? { fields.bool("aof_pending_rewrite") }
    public var bufferLength: Int? { fields.int("aof_buffer_length") }
    public var pendingSyncs: Int? { fields.int("aof_pending_bio_fsync") }
    public var delayedSyncs: Int? { fields.int("aof_delayed_fsync") }
  }

  public struct Loading: Sendable, Hashable {
    public let fields: TextFields

    public var start: UnixTime? { fields.time("loading_start_time", .seconds) }
    public var totalBytes: Int? { fields.int("loading_total_bytes") }
    public var loadedBytes: Int? { fields.int("loading_loaded_bytes") }
    /// In percent.
    public var progress: Double? { fields.double("loading_loaded_perc") }
    public var remaining: Duration? { fields.duration("loading_eta_seconds", .seconds) }
    /// Memory in use where the file was written.
    public var savedUsedMemory: Int? { fields.int("loading_rdb_used_mem") }
  }
}
