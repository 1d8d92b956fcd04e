import RedisTransport

/// What all values of one client share: the multiplexed connection and the exclusive ones.
final class RedisCore: CommandRouter, @unchecked Sendable {
  let loop: EventLoop
  let channel: ReconnectingChannel
  let pool: ConnectionPool

  init(_ options: RedisOptions) {
    var connection = ConnectionOptions(endpoint: options.endpoint) { HelloHandshake(options) }
    connection.connectTimeout = options.connectTimeout
    connection.limits = options.limits
    connection.queue.commands = options.maximumPendingCommands
    loop = options.eventLoop ?? .shared
    channel = ReconnectingChannel(loop: loop, options: connection)
    pool = ConnectionPool(
      loop: loop, options: connection, maximum: options.maximumExclusiveConnections,
      leaseTimeout: options.leaseTimeout)
    super.init(deadlines: CommandDeadlines(command: options.commandTimeout), isShared: true)
  }

  deinit { close() }

  override func submit(_ call: PendingCall) { channel.submit(call) }

  override func lease(task: WaitingTask?) async throws(RedisError) -> CommandRouter {
    ExclusiveRouter(
      try await pool.lease(task: task), pool: pool, deadlines: deadlines)
  }

  override func endLease(_ router: CommandRouter) {
    (router as? ExclusiveRouter)?.end()
  }

  func close() {
    channel.close()
    pool.close()
  }
}
