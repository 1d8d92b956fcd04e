import TestSupport
import Testing
import TypedRedis

/// The server faults that tests ask for happen.
@Suite(.timeLimit(.minutes(1))) struct ServerFaultTests {
  private var binary: ServerBinary {
    get throws { try #require(ServerBinary.all.first) }
  }

  @Test func aKilledServerStartsAgainOnItsPort() async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await redis.set(key: "a", value: 1)
    server.kill()
    #expect(throws: LoopbackSocket.Failure.self) { try LoopbackSocket.connect(port: server.port) }
    try server.start(adding: ["--appendonly", "yes"])
    #expect(try await redis.get(key: "a") == nil)
    try await redis.set(key: "a", value: 2)
    try await server.restart()
    #expect(try await redis.get(key: "a", as: Int.self) == 2)
  }

  @Test func aHeldServerGoesOn() async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect("\(server.url)?command_timeout=30")
    defer { redis.close() }
    server.freeze()
    let waiting = Task { try await redis.set(key: "a", value: 1) }
    let quick = try await Redis.connect("\(server.url)?connect_timeout=0.1&lazy=true&command_timeout=0.1")
    defer { quick.close() }
    let error = await #expect(throws: RedisError.self) { try await quick.get(key: "a") }
    #expect(error?.code == .timedOut)
    server.thaw()
    try await waiting.value
    #expect(try await redis.get(key: "a", as: Int.self) == 1)
    // One that is held can be ended too.
    server.freeze()
  }
}
