import TestSupport
import Testing
import TypedRedis

/// Scripts and functions as parts of pipelines and transactions.
@Suite(.timeLimit(.minutes(1))) struct ChainScriptTests {
  private static let add = RedisScript(
    "return redis.call('INCRBY', KEYS[1], ARGV[1])", keys: 1, returning: Int.self)
  private static let read = RedisScript(
    "return redis.call('GET', KEYS[1])", keys: 1, isReadOnly: true, returning: String?.self)

  private func connected(_ binary: ServerBinary, _ body: (Redis) async throws -> Void) async throws {
    let server = try RealServer(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await body(redis)
  }

  @Test(arguments: ServerBinary.all) func areLoadedAhead(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      let chain = try redis.pipeline().ping()
        .run(Self.add, keys: ["n"], arguments: [2]).run(Self.read, keys: ["n"]).run(Self.add, keys: ["n"], arguments: [3])
      for round in 0..<3 {
        try await redis.scriptFlush()
        let (pong, two, text, five) = try await chain.execute()
        #expect(pong == "PONG")
        #expect(two == round * 5 + 2)
        #expect(text == "\(round * 5 + 2)")
        #expect(five == round * 5 + 5)
      }
      try await redis.scriptFlush()
      let (sum, found) = try await redis.transaction()
        .run(Self.add, keys: ["n"], arguments: [1]).run(Self.read, keys: ["n"]).execute()
      #expect(sum == 16)
      #expect(found == "16")
      try await redis.scriptFlush()
      let watched = try await redis.transaction(watching: ["n"]) { connection in
        try connection.transaction().run(Self.add, keys: ["n"], arguments: [1])
      }
      #expect(try watched.get() == 17)
    }
  }

  @Test(arguments: ServerBinary.all) func errors(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      let keys = #expect(throws: RedisError.self) { try redis.pipeline().run(Self.add, keys: ["a", "b"]) }
      #expect(keys?.code == .invalidArgument)
      let wrong = RedisScript("this is no program", returning: Int.self)
      let (refused, pong) = try await redis.pipeline().run(wrong).ping().run().results()
      #expect(refused.error?.command == "SCRIPT LOAD")
      #expect(try pong.get() == "PONG")
      let inside = try await redis.transaction().incr(key: "counted").run(wrong).run().results()
      #expect(try inside.0.get() == 1)
      #expect(inside.1.error?.command == "SCRIPT LOAD")
    }
  }

  @Test(arguments: ServerBinary.all) func functions(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      let code = """
        #!lua name=chained
        redis.register_function('twice', function(keys, args) return args[1] * 2 end)
        """
      try await redis.functionLoad(code: code)
      let twice = RedisFunction("twice", keys: 0, returning: Int.self)
      let (four, six) = try await redis.pipeline().run(twice, arguments: [2]).run(twice, arguments: [3]).execute()
      #expect((four, six) == (4, 6))
    }
  }
}
