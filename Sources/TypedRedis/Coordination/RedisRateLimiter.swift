/// Lets so many through within any span of time of a certain length, for programs on many machines together.
///
///     let logins = redis.rateLimiter("logins", limit: 5, per: .seconds(60))
///     let attempt = try await logins.take(for: user)
///     guard attempt.isAllowed else { throw TooManyAttempts(retryAfter: attempt.retryAfter) }
///
/// The window slides, and is exact: whenever it begins, no more than `limit` are let through in it. Those that are refused do not
/// count. Times are those of the server; if its clock is set, the window is off by as much. The server keeps a time for each one
/// that was let through within the last window, some hundred bytes: for limits of many thousands, count something coarser.
///
/// The count is lost with the server's data. What was let through and whose answer was lost counts. Each subject has one key, which
/// stays for the length of the window: `rate:6:logins:ada` for example, with the length of the name in bytes, so that a colon in one
/// of both does not make it the key of others.
public struct RedisRateLimiter: Sendable {
  private let redis: any RedisClient
  public let name: String
  /// How many are let through within the window.
  public let limit: Int
  public let window: Duration

  /// - Parameters:
  ///   - redis: the client it works through.
  ///   - name: what is limited.
  ///   - limit: how many are let through within the window; at least one.
  ///   - window: how long the window is; in microseconds, rounded up.
  public init(_ redis: any RedisClient, _ name: String, limit: Int, per window: Duration) {
    var client = redis
    client.responseCallbacks = ResponseCallbacks()
    self.redis = client
    self.name = name
    self.limit = limit
    self.window = window
  }

  /// Asks whether one more may pass, or several, of which all do or none. If so, they count from now on.
  ///
  /// - Parameters:
  ///   - subject: who, or what; each one has a limit of its own.
  ///   - count: how many; from one to the limit.
  /// - Throws: ``RedisError``; `invalidArgument` for a limit, window or count that makes no sense.
  public func take(_ count: Int = 1, for subject: String = "") async throws(RedisError) -> RateLimitResult {
    guard limit > 0, window > .zero, 1...limit ~= count else {
      throw RedisError(.invalidArgument, "\(count) at once, of a limit of \(limit) per \(window), make no sense")
    }
    let word = String(UInt64.random(in: .min ... .max), radix: 36)
    return try await redis.run(
      RateLimitScript.take, keys: [key(of: subject)],
      arguments: [limit, window.bounded.wholeMicroseconds, count, word])
  }

  func key(of subject: String) -> String { "rate:\(name.utf8.count):\(name):\(subject)" }
}

extension RedisClient {
  /// A rate limiter that works through this client; the same as ``RedisRateLimiter/init(_:_:limit:per:)``.
  public func rateLimiter(_ name: String, limit: Int, per window: Duration) -> RedisRateLimiter {
    RedisRateLimiter(self, name, limit: limit, per: window)
  }
}

/// What a rate limiter says.
public struct RateLimitResult: Sendable, Hashable {
  public var isAllowed: Bool
  /// How many more would be let through now.
  public var remaining: Int
  /// When as many would be let through as were asked for, if nobody else comes first; zero if they were.
  public var retryAfter: Duration

  public init(isAllowed: Bool, remaining: Int, retryAfter: Duration) {
    self.isAllowed = isAllowed
    self.remaining = remaining
    self.retryAfter = retryAfter
  }
}

extension RateLimitResult: RESPDecodable {
  /// Three integers, the last one in microseconds.
  public init(from reader: inout RESPReader) throws(RedisError) {
    let count = try reader.readArrayHeader()
    guard count == 3 else { throw RedisError(.unexpectedReply, "expected three integers, got \(count)") }
    isAllowed = try reader.readBool()
    remaining = try reader.readInt()
    retryAfter = .microseconds(try reader.readInt())
  }
}
