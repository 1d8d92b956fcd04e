import TestSupport
import Testing
import TypedRedis

/// Functions with types, and libraries with versions.
@Suite(.timeLimit(.minutes(2))) struct FunctionLibraryTests {
  private static func library(_ version: Int, factor: Int? = nil) -> RedisLibrary {
    RedisLibrary(
      name: "numbers", version: version,
      code: """
        redis.register_function('times', function(keys, args) return args[1] * \(factor ?? version) end)
        redis.register_function{
          function_name = 'read', callback = function(keys) return redis.call('get', keys[1]) end, flags = {'no-writes'}
        }
        redis.register_function('write', function(keys, args) return redis.call('set', keys[1], args[1]) end)
        """)
  }

  private let times = RedisFunction("times", keys: 0, returning: Int.self)

  private func connected(_ session: LiveSession, _ body: @Sendable (Redis) async throws -> Void) async throws {
    let server = try await RealServer.started(session.server.binary)
    defer { server.stop() }
    let redis = try await session.connect(to: server.url)
    defer { redis.close() }
    try await body(redis)
  }

  @Test(arguments: LiveSession.all) func functions(_ session: LiveSession) async throws {
    try await connected(session) { [times] redis in
      #expect(await failure { try await redis.run(times, arguments: [7]) }?.code == .server)
      try await Self.library(2).load(on: redis)
      #expect(try await redis.run(times, arguments: [7]) == 14)
      let read = redis.function("read", keys: 1, isReadOnly: true, returning: String?.self)
      #expect(try await redis.run(read, keys: ["function:key"]) == nil)
      try await redis.run(redis.function("write", keys: 1), keys: ["function:key"], arguments: ["x"])
      #expect(try await redis.run(read, keys: ["function:key"]) == "x")
      let wrong = redis.function("write", keys: 1, isReadOnly: true)
      #expect(await failure { try await redis.run(wrong, keys: ["function:key"], arguments: ["y"]) }?.code == .server)
      try await redis.withConnection { connection async throws in
        #expect(try await connection.run(times, arguments: [5]) == 10)
      }
    }
  }

  @Test(arguments: LiveSession.all) func versions(_ session: LiveSession) async throws {
    try await connected(session) { [times] redis in
      let missing = await failure { try await Self.library(2).check(on: redis) }
      #expect(missing?.message == "the library numbers was expected in version 2: no library of this name is there")
      #expect(try await Self.library(2).load(on: redis) == .missing)
      #expect(try await Self.library(2).load(on: redis) == .current)
      #expect(try await Self.library(1).load(on: redis) == .newer(version: 2))
      #expect(try await redis.run(times, arguments: [7]) == 14)
      try await Self.library(1).check(on: redis)
      let newer = await failure { try await Self.library(1).check(on: redis, acceptingNewer: false) }
      #expect(newer?.code == .unsupported)
      #expect(newer?.message == "the library numbers was expected in version 1: version 2 is there")
      let older = await failure { try await Self.library(3).check(on: redis) }
      #expect(older?.message == "the library numbers was expected in version 3: version 2 is there")
      #expect(try await Self.library(3).load(on: redis) == .older(version: 2))
      #expect(try await redis.run(times, arguments: [7]) == 21)
      let changed = await failure { try await Self.library(3, factor: 5).load(on: redis) }
      #expect(changed?.message.contains("the same version is there with other code") == true)
      #expect(try await Self.library(3, factor: 5).load(on: redis, replacing: .any) == .changed)
      #expect(try await redis.run(times, arguments: [7]) == 35)
    }
  }

  @Test(arguments: LiveSession.all) func strangers(_ session: LiveSession) async throws {
    try await connected(session) { [times] redis in
      try await redis.functionLoad(
        code: "#!lua name=numbers\nredis.register_function('times', function(keys, args) return 1 end)")
      let error = await failure { try await Self.library(9).load(on: redis) }
      #expect(error?.message == "the library numbers was expected in version 9: one that tells no version is there")
      #expect(try await redis.run(times, arguments: [7]) == 1)
      let broken = RedisLibrary(name: "broken", version: 1, code: "retur 1")
      #expect(await failure { try await broken.load(on: redis) }?.code == .server)
    }
  }

  /// Many that start together: all succeed, and the newest one stays.
  @Test(arguments: ServerBinary.all) func loadedByMany(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      for _ in 0..<20 { tasks.addTask { try await Self.library(2).load(on: redis) } }
      try await tasks.waitForAll()
    }
    try await Self.library(2).check(on: redis, acceptingNewer: false)
  }
}
