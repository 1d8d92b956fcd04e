import RedisTransport

// What the transport, which knows no command, is told of the options.
extension RedisOptions {
  /// - Parameter source: where `credentials` are asked for; the same for all connections of a client.
  func connectionOptions(_ source: CredentialSource?) -> ConnectionOptions {
    let settings = HandshakeSettings(self)
    let fixed = fixedCredentials
    var connection = ConnectionOptions(endpoint: endpoint) { HelloHandshake(settings, credentials: fixed) }
    if let source {
      connection.prepareHandshake = { () async throws(RedisError) -> any ConnectionHandshake in
        HelloHandshake(settings, try await source.ask(), from: source)
      }
    }
    connection.tls = tls
    connection.connectTimeout = connectTimeout
    connection.keepAlive = keepAlive
    connection.userTimeout = tcpUserTimeout
    connection.probeInterval = probeInterval
    connection.probeTimeout = probeTimeout
    connection.probe = { Commands.PING().encode(into: &$0) }
    connection.limits = limits
    connection.queue = queueLimits
    connection.retriesRefusals = retriesServerErrors
    if let onConnect {
      connection.prepare = OnConnect.preparation(onConnect, deadlines: deadlines)
    }
    return connection
  }

  var deadlines: CommandDeadlines {
    CommandDeadlines(command: commandTimeout, blockingGrace: blockingGrace)
  }

  var queueLimits: QueueLimits {
    var queue = QueueLimits()
    queue.commandsInFlight = maximumCommandsInFlight
    queue.commands = maximumPendingCommands
    queue.bytes = maximumQueuedBytes
    queue.whenFull = whenFull
    return queue
  }

  var reconnectDelays: ReconnectDelays {
    var delays = ReconnectDelays()
    delays.initial = reconnectDelay
    delays.maximum = maximumReconnectDelay
    delays.whileWaiting = min(delays.whileWaiting, maximumReconnectDelay)
    return delays
  }

  var poolOptions: PoolOptions {
    var pool = PoolOptions()
    pool.minimum = minimumExclusiveConnections
    pool.maximum = maximumExclusiveConnections
    pool.leaseTimeout = leaseTimeout
    pool.idleTime = exclusiveIdleTime
    pool.healthCheckAfter = healthCheckInterval
    return pool
  }
}
