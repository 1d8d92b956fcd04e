import TestSupport
import Testing
import TypedRedis

@Suite(.timeLimit(.minutes(2))) struct RateLimiterTests {
  private func connected(
    _ session: LiveSession, _ body: @Sendable (Redis) async throws -> Void
  ) async throws {
    let server = try await RealServer.started(session.server.binary)
    defer { server.stop() }
    let redis = try await session.connect(to: server.url)
    defer { redis.close() }
    try await body(redis)
  }

  @Test(arguments: LiveSession.all) func answers(_ session: LiveSession) async throws {
    try await connected(session) { redis in
      let limiter = redis.rateLimiter("logins", limit: 3, per: .seconds(60))
      #expect(try await limiter.take(for: "ada") == RateLimitResult(isAllowed: true, remaining: 2, retryAfter: .zero))
      #expect(try await limiter.take(2, for: "ada") == RateLimitResult(isAllowed: true, remaining: 0, retryAfter: .zero))
      let refused = try await limiter.take(for: "ada")
      #expect(!refused.isAllowed)
      #expect(refused.remaining == 0)
      #expect(refused.retryAfter > .zero && refused.retryAfter <= .seconds(60))
      #expect(try await limiter.take(3, for: "grace").isAllowed)
      #expect(try await redis.zcard(key: "rate:6:logins:ada") == 3)
      #expect(try await redis.pttl(key: "rate:6:logins:ada").duration != nil)
      // All or none.
      let two = redis.rateLimiter("two", limit: 2, per: .seconds(60))
      #expect(try await two.take().isAllowed)
      #expect(try await two.take(2).isAllowed == false)
      #expect(try await two.take().remaining == 0)
      // One that became narrower.
      let narrow = redis.rateLimiter("logins", limit: 1, per: .seconds(60))
      #expect(try await narrow.take(for: "ada").remaining == 0)
    }
  }

  @Test(arguments: ServerBinary.all) func exactUnderConcurrency(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let clients = try await [Redis.connect(server.url), Redis.connect(server.url)]
    defer { for client in clients { client.close() } }
    let allowed = try await withThrowingTaskGroup(of: Bool.self) { tasks in
      for number in 0..<1000 {
        let limiter = clients[number % 2].rateLimiter("busy", limit: 137, per: .seconds(600))
        tasks.addTask { try await limiter.take().isAllowed }
      }
      return try await tasks.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(allowed == 137)
  }

  /// No window has more than the limit, and whoever comes when told to is let through.
  @Test(arguments: ServerBinary.all) func slides(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let window = Duration.milliseconds(200)
    let limiter = redis.rateLimiter("sliding", limit: 5, per: window)
    // The server let each one through between these.
    var times: [(asked: ContinuousClock.Instant, told: ContinuousClock.Instant)] = []
    var wait: Duration?
    while times.count < 25 {
      if let wait { try await Task.sleep(for: wait) }
      let asked = ContinuousClock.now
      let result = try await limiter.take()
      if result.isAllowed { times.append((asked, .now)) }
      // Nobody else asks.
      if wait != nil { #expect(result.isAllowed) }
      #expect(result.retryAfter <= window)
      wait = result.isAllowed ? nil : result.retryAfter
    }
    for (first, sixth) in zip(times, times.dropFirst(5)) { #expect(sixth.told - first.asked >= window) }
  }
}
