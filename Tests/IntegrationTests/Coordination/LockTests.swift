import TestSupport
import Testing
import TypedRedis

/// Locks on servers that work.
@Suite(.timeLimit(.minutes(2))) struct LockTests {
  private func connected(
    _ session: LiveSession, _ body: @Sendable (Redis) async throws -> Void
  ) async throws {
    let server = try await RealServer.started(session.server.binary)
    defer { server.stop() }
    let redis = try await session.connect(to: server.url)
    defer { redis.close() }
    try await body(redis)
  }

  @Test(arguments: LiveSession.all) func heldAndGivenBack(_ session: LiveSession) async throws {
    try await connected(session) { redis in
      let first = try await redis.withLock("a") { lock in
        #expect(lock.name == "a")
        #expect(lock.isHeld)
        try lock.check()
        #expect(try await redis.exists(keys: ["lock:{a}"]) == 1)
        let life = try #require(try await redis.pttl(key: "lock:{a}").duration)
        #expect(life > .zero && life <= .seconds(10))
        let other = try await redis.withLockIfAvailable("a") { _ in true }
        #expect(other == nil)
        let error = await failure { try await redis.withLock("a", waitingAtMost: .milliseconds(20)) { _ in } }
        #expect(error?.code == .timedOut)
        #expect(error?.message.contains("the lock \"a\" was held by others") == true)
        #expect(try await redis.withLockIfAvailable("b") { _ in true } == true)
        return lock.fencingToken
      }
      #expect(try await redis.exists(keys: ["lock:{a}"]) == 0)
      let second = try await redis.withLock("a") { $0.fencingToken }
      #expect(second > first)
      // Not even the loss of the counter brings old numbers back.
      try await redis.flushall()
      #expect(try await redis.withLock("a") { $0.fencingToken } > second)
      // Nor does a clock that was ahead.
      try await redis.set(key: "lock:{a}:fencing", value: 9_000_000_000_000_000)
      #expect(try await redis.withLock("a") { $0.fencingToken } == 9_000_000_000_000_001)
    }
  }

  @Test(arguments: LiveSession.all) func givenBackOnEveryWayOut(_ session: LiveSession) async throws {
    try await connected(session) { redis in
      struct Mine: Error {}
      await #expect(throws: Mine.self) { try await redis.withLock("a") { _ in throw Mine() } }
      #expect(try await redis.exists(keys: ["lock:{a}"]) == 0)
      let holding = Task {
        try await redis.withLock("a") { _ in
          try await redis.set(key: "held", value: 1)
          try await Task.sleep(for: .seconds(60))
        }
      }
      try await eventually { try await expectValue(1) { try await redis.get(key: "held", as: Int.self) } }
      holding.cancel()
      await #expect(throws: CancellationError.self) { try await holding.value }
      #expect(try await redis.exists(keys: ["lock:{a}"]) == 0)
    }
  }

  @Test(arguments: LiveSession.all) func whoWaitsCanBeCancelled(_ session: LiveSession) async throws {
    try await connected(session) { redis in
      try await redis.withLock("a") { _ in
        let waiting = Task { await failure { try await redis.withLock("a") { _ in } } }
        try await Task.sleep(for: .milliseconds(20))
        waiting.cancel()
        #expect(await waiting.value?.code == .cancelled)
      }
      let cancelled = Task { () async -> RedisError? in
        withUnsafeCurrentTask { $0?.cancel() }
        return await failure { try await redis.withLock("a") { _ in } }
      }
      #expect(await cancelled.value?.code == .cancelled)
      #expect(try await redis.exists(keys: ["lock:{a}"]) == 0)
    }
  }

  /// It is held for many times its life.
  @Test(arguments: ServerBinary.all) func extended(_ binary: ServerBinary) async throws {
    let redis = try await Redis.connect(try await RealServer.common(binary).url)
    defer { redis.close() }
    let ends = try await redis.withLock("lock:extended", ttl: .seconds(5)) { lock in
      let first = lock.end
      while lock.end < first + .seconds(3) {
        try await Task.sleep(for: .milliseconds(10))
        #expect(try await redis.withLockIfAvailable("lock:extended") { _ in true } == nil)
      }
      return lock.isHeld
    }
    #expect(ends)
  }

  /// An administrator deletes it, or somebody else gets it: the body ends, and the caller is told, whatever the body says.
  @Test(arguments: LiveSession.all) func lostToSomebody(_ session: LiveSession) async throws {
    try await connected(session) { redis in
      let wasCancelled = Noted(false)
      let error = await failure {
        try await redis.withLock("a", ttl: .seconds(3)) { lock in
          try await redis.set(key: "lock:{a}", value: "somebody")
          do { try await Task.sleep(for: .seconds(60)) } catch { wasCancelled.change { $0 = true } }
          #expect(!lock.isHeld)
          #expect(throws: RedisError.self) { try lock.check() }
        }
      }
      #expect(error?.code == .lockLost)
      #expect(error?.message == "the lock \"a\" was lost: the server does not know its holder any more")
      #expect(wasCancelled.value)
      #expect(try await redis.get(key: "lock:{a}", as: String.self) == "somebody")
      // Found out only when it is given back.
      try await redis.del(keys: ["lock:{a}"])
      let late = await failure {
        try await redis.withLock("a") { _ in _ = try await redis.del(keys: ["lock:{a}"]) }
      }
      #expect(late?.code == .lockLost)
    }
  }

  @Test(arguments: ServerBinary.all) func aClosedClient(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    let error = await failure {
      try await redis.withLock("a", ttl: .milliseconds(300)) { _ in
        redis.close()
        try await Task.sleep(for: .seconds(60))
      }
    }
    #expect(error?.code == .lockLost)
    #expect(await failure { try await redis.withLock("a") { _ in } }?.code == .clientClosed)
  }

  /// Callbacks of the client's owner are none of the lock's business.
  @Test(arguments: ServerBinary.all) func callbacks(_ binary: ServerBinary) async throws {
    let redis = try await Redis.connect(try await RealServer.common(binary).url)
    defer { redis.close() }
    let odd = redis.withResponseCallback(for: Commands.EVALSHA.self) { _, _ in .simpleString("odd") }
    #expect(try await odd.withLock("lock:callbacks") { _ in 1 } == 1)
    #expect(try await odd.rateLimiter("lock:callbacks:\(Int.random(in: 0...Int.max))", limit: 1, per: .seconds(1)).take().isAllowed)
  }

  /// What is not sendable can be used in the body, if it is not used outside any more.
  @MainActor @Test func calledFromAnActor() async throws {
    final class Page { var lines: [String] = [] }
    let redis = try await Redis.connect(try await RealServer.common().url)
    defer { redis.close() }
    let page = Page()
    let count = try await redis.withLock("lock:actor") { lock in
      page.lines.append(lock.name)
      return page.lines.count
    }
    #expect(count == 1)
  }
}
