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
    connection.probe = { Commands.PING().encode(into: &$0) }
    var exclusive = PoolOptions()
    exclusive.maximum = options.maximumExclusiveConnections
    exclusive.leaseTimeout = options.leaseTimeout
    let pool = ConnectionPool(loop: loop, options: connection, pool: exclusive)
    self.pool = pool
    channel = ReconnectingChannel(loop: loop, options: connection.warming(pool))
    super.init(commandTimeout: options.commandTimeout, isShared: true)
  }

  deinit { close() }

  override func submit(_ call: PendingCall) { channel.submit(call) }

  /// For one blocking command, which is treated as those on the shared connection are.
  override func lease(task: WaitingTask?) async throws(RedisError) -> CommandRouter {
    router(for: try await pool.lease(task: task, retriesRefusals: true))
  }

  /// For whoever wants to have a connection for themselves.
  func lease(task: WaitingTask?, timeout: Duration?) async throws(RedisError) -> ExclusiveRouter {
    router(for: try await pool.lease(task: task, timeout: timeout))
  }

  private func router(for connection: Connection) -> ExclusiveRouter {
    ExclusiveRouter(connection, pool: pool, commandTimeout: commandTimeout)
  }

  override func endLease(_ router: CommandRouter) {
    (router as? ExclusiveRouter)?.end()
  }

  func close() {
    channel.close()
    pool.close()
  }
}
