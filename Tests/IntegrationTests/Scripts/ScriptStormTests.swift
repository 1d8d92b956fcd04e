import TestSupport
import Testing
import TypedRedis

/// Scripts that the server has forgotten, and breaks.
@Suite(.timeLimit(.minutes(2))) struct ScriptStormTests {
  private func calls(_ redis: Redis, _ name: String) async throws -> Int {
    try await redis.info(sections: ["commandstats"]).commands[name]?.calls ?? 0
  }

  private func storm(_ redis: Redis, _ script: RedisScript<Int>) async throws -> Set<Int> {
    try await withThrowingTaskGroup(of: Int.self) { tasks in
      for _ in 0..<100 { tasks.addTask { try await redis.run(script, keys: ["storm"]) } }
      return try await tasks.reduce(into: []) { $0.insert($1) }
    }
  }

  @Test(arguments: ServerBinary.all, [1, 3]) func oneLoadForAHundredTasks(_ binary: ServerBinary, _ connections: Int) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    var options = try RedisOptions(url: server.url)
    options.multiplexedConnections = connections
    let redis = try await Redis.connect(options)
    defer { redis.close() }
    let count = redis.script("return redis.call('incr', KEYS[1])", keys: 1, returning: Int.self)
    for round in 1...5 {
      try await redis.scriptFlush()
      // Each ran once: no number is missing, and none came twice.
      #expect(try await storm(redis, count) == Set((round - 1) * 100 + 1...round * 100))
      #expect(try await calls(redis, "script|load") == round)
    }
    #expect(try await calls(redis, "eval") == 0)
  }

  /// With somebody who flushes all the time every call still succeeds, and runs once.
  @Test(arguments: ServerBinary.all) func flushedAllTheTime(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let count = redis.script("return redis.call('incr', KEYS[1])", keys: 1, returning: Int.self)
    let flushing = Task {
      let other = try await Redis.connect(server.url)
      defer { other.close() }
      while !Task.isCancelled { try await other.scriptFlush() }
    }
    for round in 1...20 {
      #expect(try await storm(redis, count) == Set((round - 1) * 100 + 1...round * 100))
    }
    flushing.cancel()
    _ = try? await flushing.value
  }

  /// Nobody knows whether a script ran whose answer was lost: it is not sent again. One that only reads is.
  @Test(arguments: ServerBinary.all) func notRepeatedAfterABreak(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let proxy = try FaultProxy(to: server.port)
    defer { proxy.stop() }
    let redis = try await Redis.connect(proxy.url)
    defer { redis.close() }
    let count = redis.script("return redis.call('incr', KEYS[1])", keys: 1, returning: Int.self)
    let read = redis.script("return redis.call('get', KEYS[1])", keys: 1, isReadOnly: true, returning: Int.self)
    #expect(try await redis.run(count, keys: ["n"]) == 1)
    #expect(try await redis.run(read, keys: ["n"]) == 1)
    let direct = try await Redis.connect(server.url)
    defer { direct.close() }
    let before = try await calls(direct, "evalsha_ro")
    proxy.pause(.replies)
    let writing = Task { await failure { try await redis.run(count, keys: ["n"]) } }
    let reading = Task { try await redis.run(read, keys: ["n"]) }
    _ = try await eventually { try await expectValue(2) { try await direct.get(key: "n", as: Int.self) } }
    try await eventually { try await expectValue(before + 1) { try await calls(direct, "evalsha_ro") } }
    proxy.cutAll()
    proxy.resume()
    #expect(await writing.value?.mayHaveBeenApplied == true)
    #expect(try await reading.value == 2)
    #expect(try await redis.run(read, keys: ["n"]) == 2)
  }
}

/// To be tried until the value is as expected.
struct NotYet: Error {}

func expectValue<Value: Equatable>(_ expected: Value, _ body: () async throws -> Value?) async throws {
  guard try await body() == expected else { throw NotYet() }
}
