import RedisTransport

extension OptionItem {
  /// Every option that a URL can have after its question mark, in the order in which they are applied.
  static var all: [OptionItem] { RedisOptions.items }
}

extension RedisOptions {
  fileprivate static let items = plainItems + tlsItems

  private static let plainItems: [OptionItem] = [
    OptionItem("protocolVersion", "protocol", \.protocolVersion),
    OptionItem("database", "db", \.database, .from(0)),
    OptionItem("clientName", "client_name", \.clientName, none: nil, .word),
    OptionItem("librarySuffix", "library_suffix", \.librarySuffix, none: nil, .word),
    OptionItem("sendsLibraryInfo", "library_info", \.sendsLibraryInfo),
    OptionItem("noEvict", "no_evict", \.noEvict),
    OptionItem("noTouch", "no_touch", \.noTouch),
    OptionItem("readsFromReplica", "reads_from_replica", \.readsFromReplica),

    OptionItem("connectTimeout", "connect_timeout", \.connectTimeout, .positive),
    OptionItem("commandTimeout", "command_timeout", \.commandTimeout, .positive),
    OptionItem("leaseTimeout", "lease_timeout", \.leaseTimeout, .positive),
    OptionItem("blockingGrace", "blocking_grace", \.blockingGrace, none: "auto", .positive),

    OptionItem("keepAlive.idle", "keepalive", \.keepAliveIdle, none: "off", .keepAlive),
    OptionItem("keepAlive.interval", "keepalive_interval", \.keepAliveInterval, .keepAlive),
    OptionItem("keepAlive.count", "keepalive_count", \.keepAliveCount, .within(1...127)),
    OptionItem("tcpUserTimeout", "tcp_user_timeout", \.tcpUserTimeout, none: "off", .milliseconds),
    OptionItem("probeInterval", "probe_interval", \.probeInterval, none: "off", .positive),
    OptionItem("probeTimeout", "probe_timeout", \.probeTimeout, .positive),

    OptionItem("reconnectDelay", "reconnect_delay", \.reconnectDelay, .positive),
    OptionItem("maximumReconnectDelay", "max_reconnect_delay", \.maximumReconnectDelay, .positive),
    OptionItem("retriesServerErrors", "retry_server_errors", \.retriesServerErrors),
    OptionItem("connectsLazily", "lazy", \.connectsLazily),

    OptionItem("multiplexedConnections", "connections", \.multiplexedConnections, .within(1...1024)),
    OptionItem("maximumExclusiveConnections", "max_connections", \.maximumExclusiveConnections, .positive),
    OptionItem("minimumExclusiveConnections", "min_connections", \.minimumExclusiveConnections, .from(0)),
    OptionItem("exclusiveIdleTime", "idle_time", \.exclusiveIdleTime, none: "off", .positive),
    OptionItem(
      "healthCheckInterval", "health_check_interval", \.healthCheckInterval, none: "off", .from(.zero)),

    OptionItem("maximumCommandsInFlight", "max_in_flight", \.maximumCommandsInFlight, .positive),
    OptionItem("maximumPendingCommands", "max_pending", \.maximumPendingCommands, .positive),
    OptionItem("maximumQueuedBytes", "max_queued_bytes", \.maximumQueuedBytes, .positive),
    OptionItem("whenFull", "when_full", \.whenFull),
    OptionItem("limits.maximumDepth", "max_depth", \.limits.maximumDepth, .within(1...RESPLimits.deepest)),
    OptionItem("limits.maximumBulkLength", "max_bulk_length", \.limits.maximumBulkLength, .positive),
    OptionItem(
      "limits.maximumAggregateLength", "max_aggregate_length", \.limits.maximumAggregateLength, .positive),
    OptionItem("limits.maximumLineLength", "max_line_length", \.limits.maximumLineLength, .positive),
    OptionItem("limits.maximumFrameLength", "max_frame_length", \.limits.maximumFrameLength, .positive),
  ]
}

extension RedisOptions {
  fileprivate var keepAliveIdle: Duration? {
    get { keepAlive?.idle }
    set {
      guard let newValue else { return keepAlive = nil }
      keepAlive = KeepAlive(idle: newValue, interval: keepAliveInterval, count: keepAliveCount)
    }
  }

  fileprivate var keepAliveInterval: Duration {
    get { (keepAlive ?? KeepAlive()).interval }
    set { keepAlive?.interval = newValue }
  }

  fileprivate var keepAliveCount: Int {
    get { (keepAlive ?? KeepAlive()).count }
    set { keepAlive?.count = newValue }
  }
}
