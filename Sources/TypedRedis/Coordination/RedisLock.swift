/// A lock that is held, inside ``RedisClient/withLock(_:ttl:waitingAtMost:_:)``.
public struct RedisLock: Sendable {
  let hold: Hold<LockSource>

  public var name: String { hold.source.name }

  /// A number that is higher than those of all who held the lock before, as long as the server keeps its data.
  ///
  /// It is the server's time in microseconds, or one more than the last number if that is higher. If the last number is lost, with the
  /// server's data, or since a replica took over that had not heard of it, only the clock makes the new one higher: it is lower if that
  /// clock is behind what the lost number says.
  ///
  /// Pass it on to whatever the lock protects, and have that refuse lower numbers than it has seen. Nothing else keeps out a holder
  /// who stood still for longer than the lock lasts, and goes on without having noticed. While numbers are too low, they do not either:
  /// the rightful holder is refused, or one before gets through after it.
  public var fencingToken: Int { hold.number }

  /// Until when it is held if it is not extended any more.
  public var end: ContinuousClock.Instant { hold.end }

  /// Whether it is still held, as far as can be told here without asking the server.
  public var isHeld: Bool { hold.loss == nil }

  /// Does nothing while the lock is held: to be called before what must not happen without it.
  ///
  /// - Throws: ``RedisError`` with code `lockLost`.
  public func check() throws(RedisError) {
    if let loss = hold.loss { throw loss }
  }
}

struct LockSource: HoldSource {
  let redis: any RedisClient
  let name: String
  let ttl: Duration
  private let key: CoordinationKey

  init(_ redis: any RedisClient, _ name: String, ttl: Duration) throws(RedisError) {
    self.redis = redis
    self.name = name
    self.ttl = ttl.bounded
    key = try CoordinationKey("lock", name)
  }

  var description: String { "the lock \"\(name)\"" }

  func acquire(_ token: String, on redis: any RedisClient) async throws(RedisError) -> HoldAnswer {
    try await redis.run(
      LockScripts.acquire, keys: [key.main, key.part("fencing")], arguments: [token, ttl.wholeMilliseconds])
  }

  func extend(_ token: String, on redis: any RedisClient) async throws(RedisError) -> Bool {
    try await redis.run(LockScripts.extend, keys: [key.main], arguments: [token, ttl.wholeMilliseconds])
  }

  func release(_ token: String, on redis: any RedisClient) async throws(RedisError) -> Bool {
    try await redis.run(LockScripts.release, keys: [key.main], arguments: [token])
  }
}
