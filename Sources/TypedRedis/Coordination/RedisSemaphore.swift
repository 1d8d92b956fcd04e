/// A number of permits that programs on many machines share, for what only so many may do at the same time.
///
///     let uploads = redis.semaphore("uploads", permits: 3)
///     try await uploads.withPermit { permit in try await upload(file) }
///
/// A permit ends by itself `ttl` after it was last extended, which happens each third of that time. If its holder dies, it is free
/// again then. Times are those of the server.
///
/// There are never more holders than permits, as far as clocks run at the same rate, the server's is not set, and it keeps its data:
/// what is said of ``RedisClient/withLock(_:ttl:waitingAtMost:_:)`` is true here, too. Who waits is not served in turn. All users have to
/// agree on the number of permits: each one is held to the number that it says itself.
///
/// The server has one key for it, `semaphore:{name}`.
public struct RedisSemaphore: Sendable {
  private let redis: any RedisClient
  public let name: String
  /// How many may be held at the same time.
  public let permits: Int
  /// How long a permit stays if its holder dies.
  public let ttl: Duration

  /// - Parameters:
  ///   - redis: the client it works through.
  ///   - name: not empty.
  ///   - permits: how many may be held at the same time; at least one.
  ///   - ttl: how long a permit stays if its holder dies: seconds rather than milliseconds.
  public init(_ redis: any RedisClient, _ name: String, permits: Int, ttl: Duration = .seconds(10)) {
    self.redis = redis
    self.name = name
    self.permits = permits
    self.ttl = ttl
  }

  /// Runs `body` with a permit.
  ///
  /// The permit is extended until `body` ends, also after the caller was cancelled, and given back whatever way `body` ends. If it is
  /// lost before, the task of `body` is cancelled. If it cannot be given back, it ends by itself, and the result is returned
  /// nevertheless.
  ///
  /// - Parameters:
  ///   - limit: how long to wait for others. With zero, it is asked for once.
  ///   - body: runs in a child task.
  /// - Throws: ``RedisError`` with code `timedOut` if there was no permit for too long, `lockLost` if it was lost before `body`
  ///   ended, whatever `body` did, or if the server says so when it is given back before its time; and what `body` throws.
  public func withPermit<Result: Sendable>(
    waitingAtMost limit: Duration = .seconds(30), _ body: sending @escaping (RedisPermit) async throws -> Result
  ) async throws -> Result {
    let source = try PermitSource(self, redis)
    guard let result = try await source.use(waitingAtMost: limit, { try await body(RedisPermit(hold: $0)) }) else {
      throw RedisError(.timedOut, "others had all permits of the semaphore \"\(name)\" for \(limit)")
    }
    return result
  }

  /// Runs `body` if there is a permit for it.
  ///
  /// - Returns: nil if others have all of them.
  public func withPermitIfAvailable<Result: Sendable>(
    _ body: sending @escaping (RedisPermit) async throws -> Result
  ) async throws -> Result? {
    try await PermitSource(self, redis).use(waitingAtMost: .zero) { try await body(RedisPermit(hold: $0)) }
  }
}

extension RedisClient {
  /// A semaphore that works through this client; the same as ``RedisSemaphore/init(_:_:permits:ttl:)``.
  public func semaphore(_ name: String, permits: Int, ttl: Duration = .seconds(10)) -> RedisSemaphore {
    RedisSemaphore(self, name, permits: permits, ttl: ttl)
  }
}

/// A permit of a semaphore that is held, inside ``RedisSemaphore/withPermit(waitingAtMost:_:)``.
public struct RedisPermit: Sendable {
  let hold: Hold<PermitSource>

  /// Until when it is held if it is not extended any more.
  public var end: ContinuousClock.Instant { hold.end }

  /// Whether it is still held, as far as can be told here without asking the server.
  public var isHeld: Bool { hold.loss == nil }

  /// Does nothing while the permit is held: to be called before what must not happen without it.
  ///
  /// - Throws: ``RedisError`` with code `lockLost`.
  public func check() throws(RedisError) {
    if let loss = hold.loss { throw loss }
  }
}

struct PermitSource: HoldSource {
  let redis: any RedisClient
  let ttl: Duration
  private let name: String
  private let permits: Int
  private let key: CoordinationKey

  init(_ semaphore: RedisSemaphore, _ redis: any RedisClient) throws(RedisError) {
    guard semaphore.permits > 0 else {
      throw RedisError(.invalidArgument, "a semaphore has at least one permit, not \(semaphore.permits)")
    }
    self.redis = redis
    ttl = semaphore.ttl.bounded
    name = semaphore.name
    permits = semaphore.permits
    key = try CoordinationKey("semaphore", name)
  }

  var description: String { "a permit of the semaphore \"\(name)\"" }

  func acquire(_ token: String, on redis: any RedisClient) async throws(RedisError) -> HoldAnswer {
    try await redis.run(
      SemaphoreScripts.acquire, keys: [key.main], arguments: [token, ttl.wholeMicroseconds, permits])
  }

  func extend(_ token: String, on redis: any RedisClient) async throws(RedisError) -> Bool {
    try await redis.run(SemaphoreScripts.extend, keys: [key.main], arguments: [token, ttl.wholeMicroseconds])
  }

  func release(_ token: String, on redis: any RedisClient) async throws(RedisError) -> Bool {
    try await redis.run(SemaphoreScripts.release, keys: [key.main], arguments: [token])
  }
}
