extension Recorded {
  /// Everything that a Redis 8.6 with a replica says.
  static let redis86 = """
    # Server
    redis_version:8.6.2
    redis_git_sha1:0123456789abcdef
    redis_git_dirty:0
    redis_build_id:0123456789abcdef
    redis_mode:standalone
    os:Linux 6.1.0 x86_64
    arch_bits:64
    monotonic_clock:POSIX clock_gettime
    multiplexing_api:epoll
    atomicvar_api:c11-builtin
    gcc_version:13.3.0
    process_id:25459
    process_supervised:no
    run_id:d9f7334ff620500732c1883003a4629016ce8a5e
    tcp_port:42587
    server_time_usec:1795243496323958
    uptime_in_seconds:5
    uptime_in_days:0
    hz:10
    configured_hz:10
    lru_clock:81384
    executable:/usr/bin/server
    config_file:
    io_threads_active:0
    listener0:name=tcp,bind=127.0.0.1,port=42587
    listener1:name=unix,bind=/run/redis/redis.sock

    # Clients
    connected_clients:24
    cluster_connections:0
    maxclients:10000
    client_recent_max_input_buffer:16395
    client_recent_max_output_buffer:0
    blocked_clients:1
    tracking_clients:3
    pubsub_clients:2
    watching_clients:1
    clients_in_timeout_table:0
    total_watched_keys:2
    total_blocking_keys:1
    total_blocking_keys_on_nokey:0

    # Memory
    used_memory:1921240
    used_memory_human:1.83M
    used_memory_rss:9670656
    used_memory_rss_human:9.22M
    used_memory_peak:1921560
    used_memory_peak_human:1.83M
    used_memory_peak_time:1795243496
    used_memory_peak_perc:100.10%
    used_memory_overhead:1058059
    used_memory_startup:730000
    used_memory_dataset:863181
    used_memory_dataset_perc:72.46%
    allocator_allocated:1713304
    allocator_active:9670656
    allocator_resident:9670656
    allocator_muzzy:0
    total_system_memory:25276514304
    total_system_memory_human:23.54G
    used_memory_lua:33792
    used_memory_vm_eval:33792
    used_memory_lua_human:33.00K
    used_memory_scripts_eval:184
    number_of_cached_scripts:1
    number_of_functions:0
    number_of_libraries:0
    used_memory_vm_functions:34816
    used_memory_vm_total:68608
    used_memory_vm_total_human:67.00K
    used_memory_functions:232
    used_memory_scripts:416
    used_memory_scripts_human:416B
    maxmemory:0
    maxmemory_human:0B
    maxmemory_policy:noeviction
    allocator_frag_ratio:1.00
    allocator_frag_bytes:0
    allocator_rss_ratio:1.00
    allocator_rss_bytes:0
    rss_overhead_ratio:1.00
    rss_overhead_bytes:0
    mem_fragmentation_ratio:5.64
    mem_fragmentation_bytes:7957352
    mem_not_counted_for_evict:0
    mem_replication_backlog:16452
    mem_total_replication_buffers:16448
    mem_replica_full_sync_buffer:0
    mem_clients_slaves:0
    mem_clients_normal:50783
    mem_cluster_slot_migration_output_buffer:0
    mem_cluster_slot_migration_input_buffer:0
    mem_cluster_slot_migration_input_buffer_peak:0
    mem_cluster_links:0
    mem_aof_buffer:0
    mem_allocator:libc
    mem_overhead_db_hashtable_rehashing:0
    active_defrag_running:0
    lazyfree_pending_objects:0
    lazyfreed_objects:0

    # Persistence
    loading:0
    async_loading:0
    current_cow_peak:0
    current_cow_size:0
    current_cow_size_age:0
    current_fork_perc:0.00
    current_save_keys_processed:0
    current_save_keys_total:0
    rdb_changes_since_last_save:0
    rdb_bgsave_in_progress:0
    rdb_last_save_time:1795243491
    rdb_last_bgsave_status:ok
    rdb_last_bgsave_time_sec:0
    rdb_current_bgsave_time_sec:-1
    rdb_saves:1
    rdb_saves_consecutive_failures:0
    rdb_last_cow_size:700416
    rdb_last_load_keys_expired:0
    rdb_last_load_keys_loaded:0
    aof_enabled:0
    aof_rewrite_in_progress:0
    aof_rewrite_scheduled:0
    aof_last_rewrite_time_sec:-1
    aof_current_rewrite_time_sec:-1
    aof_last_bgrewrite_status:ok
    aof_rewrites:0
    aof_rewrites_consecutive_failures:0
    aof_last_write_status:ok
    aof_last_cow_size:0
    module_fork_in_progress:0
    module_fork_last_cow_size:0

    # Threads
    io_thread_0:clients=25,reads=163,writes=157

    # Stats
    total_connections_received:28
    total_commands_processed:159
    instantaneous_ops_per_sec:1
    total_net_input_bytes:5345
    total_net_output_bytes:20520
    total_net_repl_input_bytes:0
    total_net_repl_output_bytes:0
    instantaneous_input_kbps:0.04
    instantaneous_output_kbps:0.00
    instantaneous_input_repl_kbps:0.00
    instantaneous_output_repl_kbps:0.00
    rejected_connections:0
    sync_full:1
    sync_partial_ok:0
    sync_partial_err:0
    expired_subkeys:0
    expired_subkeys_active:0
    expired_keys:0
    expired_keys_active:0
    expired_stale_perc:0.00
    expired_time_cap_reached_count:0
    expire_cycle_cpu_milliseconds:0
    evicted_keys:0
    evicted_clients:0
    evicted_scripts:0
    total_eviction_exceeded_time:0
    current_eviction_exceeded_time:0
    keyspace_hits:0
    keyspace_misses:0
    pubsub_channels:2
    pubsub_patterns:1
    pubsubshard_channels:1
    latest_fork_usec:324
    total_forks:2
    migrate_cached_sockets:0
    slave_expires_tracked_keys:0
    active_defrag_hits:0
    active_defrag_misses:0
    active_defrag_key_hits:0
    active_defrag_key_misses:0
    total_active_defrag_time:0
    current_active_defrag_time:0
    tracking_total_keys:0
    tracking_total_items:0
    tracking_total_prefixes:1
    unexpected_error_replies:0
    total_error_replies:7
    dump_payload_sanitizations:0
    total_reads_processed:163
    total_writes_processed:157
    io_threaded_reads_processed:0
    io_threaded_writes_processed:0
    io_threaded_total_prefetch_batches:2
    io_threaded_total_prefetch_entries:4
    client_query_buffer_limit_disconnections:0
    client_output_buffer_limit_disconnections:0
    reply_buffer_shrinks:27
    reply_buffer_expands:1
    eventloop_cycles:241
    eventloop_duration_sum:21011
    eventloop_duration_cmd_sum:1644
    instantaneous_eventloop_cycles_per_sec:10
    instantaneous_eventloop_duration_usec:119
    acl_access_denied_auth:0
    acl_access_denied_cmd:0
    acl_access_denied_key:0
    acl_access_denied_channel:0
    acl_access_denied_tls_cert:0

    # Replication
    role:master
    connected_slaves:1
    slave0:ip=127.0.0.1,port=46971,state=online,offset=3222,lag=0,io-thread=0
    master_failover_state:no-failover
    master_replid:4e3776806d3a934f3beaa0c19505ee12ac12661d
    master_replid2:0000000000000000000000000000000000000000
    master_repl_offset:3222
    second_repl_offset:-1
    repl_backlog_active:1
    repl_backlog_size:1048576
    repl_backlog_first_byte_offset:1
    repl_backlog_histlen:3222

    # CPU
    used_cpu_sys:0.000000
    used_cpu_user:0.019114
    used_cpu_sys_children:0.001826
    used_cpu_user_children:0.001456
    used_cpu_sys_main_thread:0.000000
    used_cpu_user_main_thread:0.019027

    # Hotkeys
    hotkeys-tracking-active:1
    hotkeys-cmd-cpu-time:0

    # Modules
    module:name=vectorset,ver=1,api=1,filters=0,usedby=[],using=[],options=[handle-io-errors|handle-repl-async-load]

    # Commandstats
    cmdstat_info:calls=1,usec=195,usec_per_call=195.00,rejected_calls=0,failed_calls=0
    cmdstat_eval:calls=1,usec=40,usec_per_call=40.00,rejected_calls=0,failed_calls=0
    cmdstat_incr:calls=0,usec=0,usec_per_call=0.00,rejected_calls=1,failed_calls=0
    cmdstat_client|list:calls=4,usec=200,usec_per_call=50.00,rejected_calls=0,failed_calls=0
    cmdstat_set:calls=101,usec=111,usec_per_call=1.10,rejected_calls=0,failed_calls=0
    cmdstat_lpush:calls=1,usec=3,usec_per_call=3.00,rejected_calls=0,failed_calls=1

    # Errorstats
    errorstat_ERR:count=6
    errorstat_WRONGTYPE:count=1

    # Latencystats
    latency_percentiles_usec_info:p50=195.583,p99=195.583,p99.9=195.583
    latency_percentiles_usec_eval:p50=40.191,p99=40.191,p99.9=40.191
    latency_percentiles_usec_client|list:p50=18.047,p99=130.047,p99.9=130.047
    latency_percentiles_usec_set:p50=1.003,p99=16.063,p99.9=17.023
    latency_percentiles_usec_lpush:p50=3.007,p99=3.007,p99.9=3.007

    # Cluster
    cluster_enabled:0

    # Keyspace
    db0:keys=103,expires=0,avg_ttl=0,subexpiry=0
    db3:keys=3,expires=1,avg_ttl=998061,subexpiry=0

    # Keysizes
    db0_distrib_strings_sizes:1=100
    db0_distrib_sets_items:1=1
    db0_distrib_zsets_items:1=1
    db3_distrib_strings_sizes:1=1
    db3_distrib_lists_items:2=1
    db3_distrib_hashes_items:2=1
    """
}
