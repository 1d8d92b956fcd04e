extension ServerInfo {
  /// Memory in use, in bytes.
  public var memory: Memory { Memory(fields: section("memory")) }

  public struct Memory: Sendable, Hashable {
    public let fields: TextFields

    // MARK: In all

    public var used: Int? { fields.int("used_memory") }
    /// What the operating system counts for the process.
    public var residentSetSize: Int? { fields.int("used_memory_rss") }
    public var peak: Int? { fields.int("used_memory_peak") }
    public var peakTime: UnixTime? { fields.time("used_memory_peak_time", .seconds) }
    /// ``used`` in percent of ``peak``.
    public var peakPercentage: Double? { fields.double("used_memory_peak_perc") }
    /// What the server needs to manage the data.
    public var overhead: Int? { fields.int("used_memory_overhead") }
    public var startup: Int? { fields.int("used_memory_startup") }
    public var dataset: Int? { fields.int("used_memory_dataset") }
    /// ``dataset`` in percent of what was added since the start.
    public var datasetPercentage: Double? { fields.double("used_memory_dataset_perc") }
    public var totalSystem: Int? { fields.int("total_system_memory") }
    /// 0 if there is no limit.
    public var maximum: Int? { fields.int("maxmemory") }
    /// What happens at the limit, such as `allkeys-lru`.
    public var evictionPolicy: String? { fields.text("maxmemory_policy") }

    // MARK: Allocator

    public var allocator: String? { fields.text("mem_allocator") }
    public var allocatorAllocated: Int? { fields.int("allocator_allocated") }
    public var allocatorActive: Int? { fields.int("allocator_active") }
    public var allocatorResident: Int? { fields.int("allocator_resident") }
    public var allocatorMuzzy: Int? { fields.int("allocator_muzzy") }
    public var allocatorFragmentationRatio: Double? { fields.double("allocator_frag_ratio") }
    public var allocatorFragmentation: Int? { fields.int("allocator_frag_bytes") }
    public var allocatorResidentRatio: Double? { fields.double("allocator_rss_ratio") }
    public var allocatorResidentOverhead: Int? { fields.int("allocator_rss_bytes") }
    public var residentOverheadRatio: Double? { fields.double("rss_overhead_ratio") }
    public var residentOverhead: Int? { fields.int("rss_overhead_bytes") }
    public var fragmentationRatio: Double? { fields.double("mem_fragmentation_ratio") }
    public var fragmentation: Int? { fields.int("mem_fragmentation_bytes") }
    /// The share of the processor, in percent, that defragmentation aims at now; 0 while it rests.
    public var activeDefragmentation: Int? { fields.int("active_defrag_running") }
    public var lazyFreePendingObjects: Int? { fields.int("lazyfree_pending_objects") }
    public var lazyFreedObjects: Int? { fields.int("lazyfreed_objects") }

    // MARK: Scripts

    public var cachedScripts: Int? { fields.int("number_of_cached_scripts") }
    public var functions: Int? { fields.int("number_of_functions") }
    public var libraries: Int? { fields.int("number_of_libraries") }
    public var scriptEngines: Int? { fields.int("used_memory_vm_total") ?? fields.int("used_memory_lua") }
    public var scriptEngineForEval: Int? { fields.int("used_memory_vm_eval") }
    public var scriptEngineForFunctions: Int? { fields.int("used_memory_vm_functions") }
    /// What the server keeps about scripts and functions.
    public var scriptOverhead: Int? { fields.int("used_memory_scripts") }
    public var evalOverhead: Int? { fields.int("used_memory_scripts_eval") }
    public var functionOverhead: Int? { fields.int("used_memory_functions") }

    // MARK: Buffers

    public var notCountedForEviction: Int? { fields.int("mem_not_counted_for_evict") }
    public var normalClients: Int? { fields.int("mem_clients_normal") }
    public var replicaClients: Int? { fields.int("mem_clients_slaves") }
    public var replicationBacklog: Int? { fields.int("mem_replication_backlog") }
    public var replicationBuffers: Int? { fields.int("mem_total_replication_buffers") }
    /// What a replica keeps while it gets all of the data.
    public var fullSynchronizationBuffer: Int? {
      fields.int("mem_replica_full_sync_buffer") ?? fields.int("mem_replicas_repl_buffer")
    }
    public var clusterLinks: Int? { fields.int("mem_cluster_links") }
    public var clusterSlotImport: Int? {
      fields.int("mem_cluster_slot_import") ?? fields.int("mem_cluster_slot_migration_input_buffer")
    }
    public var clusterSlotExport: Int? {
      fields.int("mem_cluster_slot_export") ?? fields.int("mem_cluster_slot_migration_output_buffer")
    }
    public var appendOnlyBuffer: Int? { fields.int("mem_aof_buffer") }
    public var hashtableRehashing: Int? { fields.int("mem_overhead_db_hashtable_rehashing") }
  }
}
