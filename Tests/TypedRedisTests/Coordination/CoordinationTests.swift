import Testing

@testable import TypedRedis

@Suite struct CoordinationTests {
  @Test func keysOfOneLockAreInOneSlot() throws {
    let key = try CoordinationKey("lock", "jobs")
    #expect(key.main == "lock:{jobs}")
    #expect(key.part("fencing") == "lock:{jobs}:fencing")
    #expect(throws: RedisError.self) { try CoordinationKey("lock", "") }
    #expect(throws: RedisError.self) { try CoordinationKey("lock", "}jobs") }
  }

  /// Colons and braces in names do not make one's keys those of another.
  @Test func keysOfDifferentNames() throws {
    let redis = Redis(try RedisOptions(url: "redis://127.0.0.1:1"))
    defer { redis.close() }
    let words = ["a", "api", "api:login", "login:bob", "bob", "a}", "a}:fencing", "{a", "a:{b}", ":", "3:api", "é"]
    var rates: Set<String> = []
    var locks: Set<String> = []
    for name in words {
      for subject in words + [""] { rates.insert(redis.rateLimiter(name, limit: 1, per: .seconds(1)).key(of: subject)) }
      let key = try CoordinationKey("lock", name)
      locks.formUnion([key.main, key.part("fencing")])
    }
    #expect(rates.count == words.count * (words.count + 1))
    #expect(locks.count == words.count * 2)
    #expect(redis.rateLimiter("é", limit: 1, per: .seconds(1)).key(of: "x") == "rate:2:é:x")
  }

  @Test func times() {
    #expect(Duration.milliseconds(10).wholeMilliseconds == 10)
    #expect(Duration.nanoseconds(10_000_001).wholeMilliseconds == 11)
    #expect(Duration.nanoseconds(1).wholeMicroseconds == 1)
    #expect(Duration.zero.wholeMicroseconds == 0)
    #expect((Duration.seconds(Int64.max) * 10).bounded.wholeMicroseconds == 315_360_000_000_000)
    #expect(Duration.seconds(-1).bounded == .zero)
  }

  @Test func answers() throws {
    func answer(_ reply: RESPValue) throws -> HoldAnswer { try reply.read { reader throws(RedisError) in try HoldAnswer(from: &reader) } }
    #expect(try answer(.array([.integer(7), .integer(0)])) == .granted(number: 7))
    #expect(try answer(.array([.integer(0), .integer(15)])) == .taken(for: .milliseconds(15)))
    // A key of that name that does not end.
    #expect(try answer(.array([.integer(0), .integer(-1)])) == .taken(for: nil))
    #expect(throws: RedisError.self) { try answer(.array([.integer(1)])) }
  }

  @Test func whatMakesNoSenseIsNotSent() async throws {
    let redis = Redis(try RedisOptions(url: "redis://127.0.0.1:1"))
    defer { redis.close() }
    func code(_ body: () async throws -> Void) async -> RedisError.Code? {
      do { try await body() } catch { return (error as? RedisError)?.code }
      return nil
    }
    #expect(await code { try await redis.withLock("") { _ in } } == .invalidArgument)
    #expect(await code { try await redis.withLock("a", ttl: .zero) { _ in } } == .invalidArgument)
    #expect(await code { try await redis.semaphore("a", permits: 0).withPermit { _ in } } == .invalidArgument)
    #expect(await code { _ = try await redis.rateLimiter("a", limit: 0, per: .seconds(1)).take() } == .invalidArgument)
    #expect(await code { _ = try await redis.rateLimiter("a", limit: 1, per: .zero).take() } == .invalidArgument)
    #expect(await code { _ = try await redis.rateLimiter("a", limit: 5, per: .seconds(1)).take(6) } == .invalidArgument)
    #expect(await code { _ = try await redis.rateLimiter("a", limit: 5, per: .seconds(1)).take(0) } == .invalidArgument)
  }
}
