extension Recorded {
  /// Everything that a Valkey 9.1 with a replica says.
  static let valkey91 = """
    # Server
    redis_version:7.2.4
    server_name:valkey
    valkey_version:9.1.2
    valkey_release_stage:ga
    redis_git_sha1:0123456789abcdef
    redis_git_dirty:0
    redis_build_id:0123456789abcdef
    server_mode:standalone
    os:Linux 6.1.0 x86_64
    arch_bits:64
    monotonic_clock:X86 TSC @ 2699.91 ticks/us
    multiplexing_api:epoll
    gcc_version:16.2.0
    process_id:26118
    process_supervised:no
    run_id:f059a1d4da89393941caed87284daaf7cfd966c1
    tcp_port:39641
    server_time_usec:1795243515210702
    uptime_in_seconds:5
    uptime_in_days:0
    hz:10
    configured_hz:10
    clients_hz:10
    lru_clock:81403
    executable:/usr/bin/server
    config_file:
    io_threads_active:0
    availability_zone:
    listener0:name=tcp,bind=127.0.0.1,port=39641
    listener1:name=unix,bind=/run/redis/redis.sock

    # TLS
    tls_server_cert_serial:none
    tls_server_cert_expires_in_seconds:0
    tls_client_cert_serial:none
    tls_client_cert_expires_in_seconds:0
    tls_ca_cert_serial:none
    tls_ca_cert_expires_in_seconds:0

    # Clients
    connected_clients:24
    cluster_connections:0
    maxclients:10000
    client_recent_max_input_buffer:20499
    client_recent_max_output_buffer:0
    blocked_clients:1
    tracking_clients:3
    pubsub_clients:2
    watching_clients:1
    clients_in_timeout_table:0
    total_watched_keys:2
    total_blocking_keys:1
    total_blocking_keys_on_nokey:0
    paused_reason:none
    paused_actions:none
    paused_timeout_milliseconds:0

    # Memory
    used_memory:1876688
    used_memory_human:1.79M
    used_memory_rss:15343616
    used_memory_rss_human:14.63M
    used_memory_peak:2052184
    used_memory_peak_human:1.96M
    used_memory_peak_perc:91.45%
    used_memory_overhead:990091
    used_memory_startup:921648
    used_memory_dataset:886597
    used_memory_dataset_perc:92.83%
    allocator_allocated:2474768
    allocator_active:2953216
    allocator_resident:5988352
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
    used_memory_vm_functions:35840
    used_memory_vm_total:69632
    used_memory_vm_total_human:68.00K
    used_memory_functions:336
    used_memory_scripts:520
    used_memory_scripts_human:520B
    maxmemory:0
    maxmemory_human:0B
    maxmemory_policy:noeviction
    allocator_frag_ratio:1.00
    allocator_frag_bytes:0
    allocator_rss_ratio:2.03
    allocator_rss_bytes:3035136
    rss_overhead_ratio:2.56
    rss_overhead_bytes:9355264
    mem_fragmentation_ratio:8.19
    mem_fragmentation_bytes:13469136
    mem_not_counted_for_evict:0
    mem_replication_backlog:20508
    mem_total_replication_buffers:20504
    mem_replicas_repl_buffer:0
    mem_clients_slaves:0
    mem_clients_normal:43287
    mem_cluster_links:0
    mem_cluster_slot_import:0
    mem_cluster_slot_export:0
    mem_aof_buffer:0
    mem_allocator:jemalloc-5.3.1
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
    rdb_last_save_time:1795243510
    rdb_last_bgsave_status:ok
    rdb_last_bgsave_time_sec:0
    rdb_current_bgsave_time_sec:-1
    rdb_saves:1
    rdb_last_cow_size:847872
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
    slot_migration_fork_in_progress:0

    # Stats
    total_connections_received:27
    total_commands_processed:159
    instantaneous_ops_per_sec:0
    total_net_input_bytes:5074
    total_net_output_bytes:21258
    total_net_repl_input_bytes:0
    total_net_repl_output_bytes:1120
    total_net_cluster_slot_import_bytes:0
    total_net_cluster_slot_export_bytes:0
    instantaneous_input_kbps:0.02
    instantaneous_output_kbps:0.67
    instantaneous_input_repl_kbps:0.00
    instantaneous_output_repl_kbps:0.67
    rejected_connections:0
    sync_full:1
    sync_partial_ok:0
    sync_partial_err:0
    expired_keys:0
    expired_fields:0
    expired_stale_perc:0.00
    expired_keys_with_volatile_items_stale_perc:0.00
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
    latest_fork_usec:276
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
    total_error_replies:5
    dump_payload_sanitizations:0
    total_reads_processed:156
    total_writes_processed:154
    io_threaded_reads_processed:0
    io_threaded_writes_processed:0
    io_threaded_freed_objects:0
    io_threaded_accept_processed:0
    io_threaded_poll_processed:0
    io_threaded_total_prefetch_batches:0
    io_threaded_total_prefetch_entries:0
    client_query_buffer_limit_disconnections:0
    client_output_buffer_limit_disconnections:0
    reply_buffer_shrinks:25
    reply_buffer_expands:1
    eventloop_cycles:237
    eventloop_duration_sum:16590
    eventloop_duration_cmd_sum:1569
    instantaneous_eventloop_cycles_per_sec:11
    instantaneous_eventloop_duration_usec:129
    acl_access_denied_auth:0
    acl_access_denied_cmd:0
    acl_access_denied_key:0
    acl_access_denied_channel:0
    acl_access_denied_tls_cert:0
    acl_access_denied_db:0

    # Replication
    role:master
    connected_slaves:1
    slave0:ip=127.0.0.1,port=47535,state=online,offset=3222,lag=0,type=replica
    replicas_waiting_psync:0
    master_failover_state:no-failover
    master_replid:7036e6021fdbf5df6bf770c2d19aefab2d9b491e
    master_replid2:0000000000000000000000000000000000000000
    master_repl_offset:3222
    second_repl_offset:-1
    repl_backlog_active:1
    repl_backlog_size:10485760
    repl_backlog_first_byte_offset:1
    repl_backlog_histlen:3222

    # CPU
    used_cpu_sys:0.009105
    used_cpu_user:0.018161
    used_cpu_sys_children:0.000000
    used_cpu_user_children:0.003698
    used_cpu_sys_main_thread:0.009077
    used_cpu_user_main_thread:0.018106
    used_active_time_main_thread:0.008582

    # Modules
    module:name=lua,ver=1,api=1,filters=0,usedby=[],using=[],options=[handle-repl-async-load|handle-atomic-slot-migration]

    # Commandstats
    cmdstat_info:calls=1,usec=193,usec_per_call=193.00,rejected_calls=0,failed_calls=0
    cmdstat_incr:calls=0,usec=0,usec_per_call=0.00,rejected_calls=1,failed_calls=0
    cmdstat_eval:calls=1,usec=34,usec_per_call=34.00,rejected_calls=0,failed_calls=0
    cmdstat_lpush:calls=1,usec=2,usec_per_call=2.00,rejected_calls=0,failed_calls=1
    cmdstat_set:calls=101,usec=69,usec_per_call=0.68,rejected_calls=0,failed_calls=0
    cmdstat_client|list:calls=4,usec=226,usec_per_call=56.50,rejected_calls=0,failed_calls=0

    # Errorstats
    errorstat_ERR:count=4
    errorstat_WRONGTYPE:count=1

    # Latencystats
    latency_percentiles_usec_info:p50=193.535,p99=193.535,p99.9=193.535
    latency_percentiles_usec_eval:p50=34.047,p99=34.047,p99.9=34.047
    latency_percentiles_usec_lpush:p50=2.007,p99=2.007,p99.9=2.007
    latency_percentiles_usec_set:p50=0.001,p99=10.047,p99.9=17.023
    latency_percentiles_usec_client|list:p50=9.023,p99=196.607,p99.9=196.607

    # Cluster
    cluster_enabled:0

    # Cluster Info

    # Scripting Engines
    engines_count:1
    engines_total_used_memory:69632
    engines_total_memory_overhead:64
    engine_0:name=LUA,module=lua,abi_version=4,used_memory=69632,memory_overhead=64

    # Keyspace
    db0:keys=103,expires=0,avg_ttl=0,keys_with_volatile_items=0
    db3:keys=3,expires=1,avg_ttl=998053,keys_with_volatile_items=0
    """
}
