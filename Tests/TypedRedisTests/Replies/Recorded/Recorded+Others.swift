extension Recorded {
  /// Some of what a Redis 7.0 that follows another says.
  static let replica70 = """
    # Server
    redis_version:7.0.15
    redis_git_sha1:0123456789abcdef
    redis_git_dirty:0
    redis_build_id:0123456789abcdef
    redis_mode:standalone
    os:Linux 6.1.0 x86_64
    arch_bits:64
    monotonic_clock:POSIX clock_gettime
    multiplexing_api:epoll
    atomicvar_api:c11-builtin
    gcc_version:12.2.0
    process_id:23916
    process_supervised:no
    run_id:226187f6133c07eaf4cc0bbb539b907f4649544a
    tcp_port:34151
    server_time_usec:1795243461733936
    uptime_in_seconds:8
    uptime_in_days:0
    hz:10
    configured_hz:10
    lru_clock:81349
    executable:/usr/bin/server
    config_file:
    io_threads_active:0

    # Replication
    role:slave
    master_host:127.0.0.1
    master_port:44945
    master_link_status:up
    master_last_io_seconds_ago:1
    master_sync_in_progress:0
    slave_read_repl_offset:3412
    slave_repl_offset:3412
    slave_priority:100
    slave_read_only:1
    replica_announced:1
    connected_slaves:0
    master_failover_state:no-failover
    master_replid:a980d25cbe74780c2ce3e1f0e811063d1fcab36f
    master_replid2:0000000000000000000000000000000000000000
    master_repl_offset:3412
    second_repl_offset:-1
    repl_backlog_active:1
    repl_backlog_size:1048576
    repl_backlog_first_byte_offset:3223
    repl_backlog_histlen:190

    # Modules

    # Keyspace
    db0:keys=103,expires=0,avg_ttl=0
    db3:keys=3,expires=1,avg_ttl=0
    """

  /// The same of one that cannot reach its primary.
  static let lostReplica70 = """
    # Replication
    role:slave
    master_host:127.0.0.1
    master_port:40845
    master_link_status:down
    master_last_io_seconds_ago:-1
    master_sync_in_progress:0
    slave_read_repl_offset:0
    slave_repl_offset:0
    master_link_down_since_seconds:-1
    slave_priority:100
    slave_read_only:1
    replica_announced:1
    connected_slaves:0
    master_failover_state:no-failover
    master_replid:afc098f6bfe4a0a653c5bcfb70eef9210c78b25b
    master_replid2:0000000000000000000000000000000000000000
    master_repl_offset:0
    second_repl_offset:-1
    repl_backlog_active:0
    repl_backlog_size:1048576
    repl_backlog_first_byte_offset:0
    repl_backlog_histlen:0

    # Cluster
    cluster_enabled:1
    """

  /// The same of a Redis 8.6.
  static let replica86 = """
    # Replication
    role:slave
    master_host:127.0.0.1
    master_port:42587
    master_link_status:up
    master_last_io_seconds_ago:0
    master_sync_in_progress:0
    slave_read_repl_offset:3222
    slave_repl_offset:3222
    replica_full_sync_buffer_size:0
    replica_full_sync_buffer_peak:0
    master_current_sync_attempts:1
    master_total_sync_attempts:1
    master_link_up_since_seconds:0
    master_client_io_thread:0
    total_disconnect_time_sec:0
    slave_priority:100
    slave_read_only:1
    replica_announced:1
    connected_slaves:0
    master_failover_state:no-failover
    master_replid:4e3776806d3a934f3beaa0c19505ee12ac12661d
    master_replid2:0000000000000000000000000000000000000000
    master_repl_offset:3222
    second_repl_offset:-1
    repl_backlog_active:1
    repl_backlog_size:1048576
    repl_backlog_first_byte_offset:3223
    repl_backlog_histlen:0
    """

  /// Some of what a Redis 8.6 sentinel says.
  static let sentinel86 = """
    # Server
    redis_version:8.6.2
    redis_git_sha1:0123456789abcdef
    redis_git_dirty:0
    redis_build_id:0123456789abcdef
    redis_mode:sentinel
    os:Linux 6.1.0 x86_64
    arch_bits:64
    monotonic_clock:POSIX clock_gettime
    multiplexing_api:epoll
    atomicvar_api:c11-builtin
    gcc_version:13.3.0
    process_id:25738
    process_supervised:no
    run_id:ae4ba7a41ef258ada55602ef269cc262bf484228
    tcp_port:49573
    server_time_usec:1795243498387651
    uptime_in_seconds:2
    uptime_in_days:0
    hz:13
    configured_hz:10
    lru_clock:81386
    executable:/usr/bin/server
    config_file:/etc/redis/sentinel.conf
    io_threads_active:0
    listener0:name=tcp,bind=*,bind=-::*,port=49573

    # Sentinel
    sentinel_masters:1
    sentinel_tilt:0
    sentinel_tilt_since_seconds:-1
    sentinel_total_tilt:0
    sentinel_running_scripts:0
    sentinel_scripts_queue_length:0
    sentinel_simulate_failure_flags:0
    master0:name=main,status=ok,address=127.0.0.1:42587,slaves=1,sentinels=1
    """
}
