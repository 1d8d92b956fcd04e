import TestSupport
import Testing
import TypedRedis

// The README's snippets about scripts and what is built on them.

//////
enum Stock {
  static let take = RedisScript(
    """
    local left = tonumber(redis.call('get', KEYS[1]) or 0) - ARGV[1]
    if left < 0 then return nil end
    redis.call('set', KEYS[1], left)
    return left
    """, keys: 1, returning: Int?.self)
}
//////

enum ScriptSnippets {
  static func script(_ redis: Redis) async throws -> (Int, Int?) {
    //////
    let multiply = redis.script("return ARGV[1] * ARGV[2]", isReadOnly: true, returning: Int.self)
    let product = try await redis.run(multiply, arguments: [6, 7])
    let left = try await redis.run(Stock.take, keys: ["stock"], arguments: [2])
    //////
    return (product, left)
  }

  static func function(_ redis: Redis) async throws -> Double {
    //////
    let prices = RedisLibrary(
      name: "prices", version: 3,
      code: """
        redis.register_function{
          function_name = 'gross', flags = {'no-writes'},
          callback = function(keys, args) return tostring(redis.call('get', keys[1]) * args[1]) end
        }
        """)
    let gross = redis.function("gross", keys: 1, isReadOnly: true, returning: Double.self)

    try await prices.load(on: redis)
    let price = try await redis.run(gross, keys: ["price"], arguments: [1.19])
    //////
    return price
  }

  static func lock(_ redis: Redis, _ write: @escaping @Sendable (Int) async throws -> Void) async throws {
    //////
    try await redis.withLock("invoices", ttl: .seconds(10), waitingAtMost: .seconds(5)) { lock in
      try await write(lock.fencingToken)
    }

    let isMine = try await redis.withLockIfAvailable("nightly-report") { lock in
      try await write(lock.fencingToken)
      return true
    }
    if isMine == nil { print("somebody else writes the report") }
    //////
  }

  static func semaphore(_ redis: Redis, _ upload: @escaping @Sendable () async throws -> Void) async throws {
    //////
    let uploads = redis.semaphore("uploads", permits: 3)
    try await uploads.withPermit { permit in try await upload() }
    //////
  }

  static func rateLimiter(_ redis: Redis) async throws -> RateLimitResult {
    //////
    let logins = redis.rateLimiter("logins", limit: 5, per: .seconds(60))
    let attempt = try await logins.take(for: "ada")
    if !attempt.isAllowed { print("again in \(attempt.retryAfter), please") }
    //////
    return attempt
  }
}

@Suite struct ScriptSnippetTests {
  @Test(arguments: ServerBinary.all) func snippetsRun(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await redis.set(key: "stock", value: 3)
    let (product, left) = try await ScriptSnippets.script(redis)
    #expect(product == 42)
    #expect(left == 1)
    #expect(try await ScriptSnippets.script(redis).1 == nil)
    try await redis.set(key: "price", value: 100)
    #expect(try await ScriptSnippets.function(redis) == 119)
    try await ScriptSnippets.lock(redis) { #expect($0 > 0) }
    try await ScriptSnippets.semaphore(redis) {}
    #expect(try await ScriptSnippets.rateLimiter(redis).remaining == 4)
  }
}
