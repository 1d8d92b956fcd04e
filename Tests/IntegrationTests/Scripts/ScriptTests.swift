import TestSupport
import Testing
import TypedRedis

/// Scripts with types, on every server and in both protocols.
@Suite(.timeLimit(.minutes(2))) struct ScriptTests {
  static let multiply = RedisScript(
    "return redis.call('get', KEYS[1]) * ARGV[1]", keys: 1, isReadOnly: true, returning: Int.self)

  private func connected(
    _ session: LiveSession, _ body: @Sendable (Redis) async throws -> Void
  ) async throws {
    let redis = try await session.connect(to: try await RealServer.common(session.server.binary).url)
    defer { redis.close() }
    try await body(redis)
  }

  @Test(arguments: LiveSession.all) func results(_ session: LiveSession) async throws {
    try await connected(session) { redis in
      let multiply = redis.script("return ARGV[1] * ARGV[2]", returning: Int.self)
      #expect(try await redis.run(multiply, arguments: [6, 7]) == 42)
      try await redis.set(key: "script:price", value: 5)
      #expect(try await redis.run(Self.multiply, keys: ["script:price"], arguments: [3]) == 15)
      let mixed = redis.script("return {ARGV[1], ARGV[2], ARGV[3]}", returning: [String].self)
      #expect(try await redis.run(mixed, arguments: ["a", 2, 1.5]) == ["a", "2", "1.5"])
      #expect(try await redis.run(mixed, arguments: [[0x61] as [UInt8], Substring("b"), RedisValue.int(3)]) == ["a", "b", "3"])
      #expect(try await redis.run(redis.script("return false", returning: String?.self)) == nil)
      #expect(try await redis.run(redis.script("return nil", returning: [Int]?.self)) == nil)
      #expect(try await redis.run(redis.script("return {1, {2}}", returning: RESPValue.self)) == .array([.integer(1), .array([.integer(2)])]))
      #expect(try await redis.run(redis.script("return {ok = 'fine'}", returning: String.self)) == "fine")
      try await redis.run(redis.script("return redis.call('set', KEYS[1], 'x')", keys: 1), keys: ["script:written"])
      #expect(try await redis.get(key: "script:written", as: String.self) == "x")
    }
  }

  @Test(arguments: LiveSession.all) func errors(_ session: LiveSession) async throws {
    try await connected(session) { redis in
      let failing = redis.script("return redis.error_reply('MINE of this script')", returning: Int.self)
      #expect(await failure { try await redis.run(failing) }?.server?.kind == "MINE")
      let broken = redis.script("retur 1", returning: Int.self)
      #expect(await failure { try await redis.run(broken) }?.server?.description.contains("compiling") == true)
      let writing = redis.script("return redis.call('set', KEYS[1], 1)", keys: 1, isReadOnly: true)
      let error = await failure { try await redis.run(writing, keys: ["script:ro"]) }
      #expect(error?.code == .server)
      #expect(try await redis.exists(keys: ["script:ro"]) == 0)
      // Its own error says the same as the server's about a script it does not know.
      let posing = redis.script(
        "redis.call('incr', KEYS[1]) return redis.error_reply('NOSCRIPT mine')", keys: 1, returning: Int.self)
      let key = "script:posing:\(session)"
      try await redis.del(keys: [key])
      #expect(await failure { try await redis.run(posing, keys: [key]) }?.server?.kind == "NOSCRIPT")
      #expect(try await redis.get(key: key, as: Int.self) == 1)
    }
  }

  @Test(arguments: LiveSession.all) func onALeasedConnection(_ session: LiveSession) async throws {
    try await connected(session) { redis in
      let count = redis.script("return redis.call('incr', KEYS[1]) + \(Int.random(in: 0...Int(UInt32.max)))*0", keys: 1, returning: Int.self)
      let key = "script:leased:\(session)"
      try await redis.del(keys: [key])
      try await redis.withConnection { connection async throws in
        #expect(try await connection.run(count, keys: [key]) == 1)
        try await connection.multi()
        let error = await failure { try await connection.run(count, keys: [key]) }
        #expect(error?.code == .unexpectedReply)
        #expect(error?.message.contains("queued by a transaction") == true)
        #expect(try await connection.exec() == [.integer(2)])
      }
    }
  }

  /// A callback for the command that carries scripts sees their replies, too.
  @Test(arguments: LiveSession.all) func callbacksApply(_ session: LiveSession) async throws {
    try await connected(session) { redis in
      let one = redis.script("return 1", returning: Int.self)
      try await redis.run(one)
      let changed = redis.withResponseCallback(for: Commands.EVALSHA.self) { _, reply in .integer((reply.int ?? 0) + 1) }
      #expect(try await changed.run(one) == 2)
    }
  }

  /// What servers call a script is what we do.
  @Test(arguments: ServerBinary.all) func digests(_ binary: ServerBinary) async throws {
    let redis = try await Redis.connect(try await RealServer.common(binary).url)
    defer { redis.close() }
    var random = SplitMix(seed: 5)
    for length in [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 1000, 70_000] {
      let letters = (0..<length).map { _ in "abc é\n🦆-".randomElement(using: &random) ?? "a" }
      let script = RedisScript("return 1 --[==[\(String(letters))]==]", returning: Int.self)
      #expect(try await redis.scriptLoad(script: script.text) == script.sha1)
    }
  }
}
