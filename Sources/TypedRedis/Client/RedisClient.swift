import RedisTransport

/// What a client is, whatever is behind it: one server (``Redis``), or a cluster (``RedisCluster``).
///
/// Besides its commands a client has locks, semaphores, rate limiters, subscriptions, consumers of streams and transactions that
/// depend on what was read. Code that is written for `some RedisClient` runs on each of them.
public protocol RedisClient: RedisCommandRunner {
  /// Where the client does its input and output. A task that prefers this executor does not change threads around a command.
  var executor: EventLoop { get }

  /// What becomes of the client's connections, from now on. Ends when the client is closed. Whoever takes them too slowly loses
  /// the oldest beyond 1024.
  var events: AsyncStream<RedisConnectionEvent> { get }

  /// What becomes of all of the client's subscriptions, from now on. Ends when the client is closed. Whoever takes them too slowly
  /// loses the oldest beyond 1024.
  var subscriptionEvents: AsyncStream<RedisSubscriptionEvent> { get }

  /// Closes the client's connections. Commands that wait fail with code `clientClosed`, as do later ones.
  func close()
}

extension RedisClient {
  /// Runs `body` with a connection that nobody else uses, to the server that has these keys. See
  /// ``Redis/withConnection(timeout:_:)``.
  ///
  /// - Parameters:
  ///   - keys: what is going to be used there; in a cluster, keys of one slot.
  ///   - timeout: how long to wait for a connection; nil for the options' `leaseTimeout`.
  /// - Throws: ``RedisError`` with code `timedOut` if no connection is to be had in that time, `crossSlot` if no node can have all
  ///   the keys; and whatever `body` throws.
  public func withConnection<Result>(
    for keys: [some RedisValueConvertible], timeout: Duration? = nil, _ body: (RedisConnection) async throws -> Result
  ) async throws -> Result {
    let router = context.router
    let lease = try await router.lease(keys: keys.map(\.redisValue), task: WaitingTask.current, timeout: timeout)
    defer { router.endLease(lease) }
    return try await body(RedisConnection(lease, settings))
  }
}

extension Redis: RedisClient {}
