import TestSupport
import Testing

@testable import TypedRedis

/// What a caller sees when there is no connection to be had.
@Suite(.timeLimit(.minutes(1))) struct ConnectFailureTests {
  @Test func nobodyListens() async throws {
    let (socket, port) = try LoopbackSocket.deaf()
    defer { socket.close() }
    let error = await #expect(throws: RedisError.self) {
      try await Redis.connect("redis://127.0.0.1:\(port)")
    }
    #expect(error?.code == .connectFailed)
    #expect(error?.description.contains("127.0.0.1:\(port)") == true)
  }

  @Test func noSuchName() async throws {
    let error = await #expect(throws: RedisError.self) {
      try await Redis.connect("redis://no-such-host.invalid")
    }
    #expect(error?.code == .connectFailed || error?.code == .timedOut)
    #expect(error?.description.contains("no-such-host.invalid") == true)
  }

  @Test func noSuchSocket() async throws {
    let error = await #expect(throws: RedisError.self) {
      try await Redis.connect("unix:///there/is/no.sock")
    }
    #expect(error?.code == .connectFailed)
    let long = String(repeating: "x", count: 200)
    let tooLong = await #expect(throws: RedisError.self) { try await Redis.connect("unix:///\(long)") }
    #expect(tooLong?.code == .invalidConfiguration)
  }

  @Test(arguments: [0, -1, 65_536, 70_000]) func noSuchPort(_ port: Int) async throws {
    var options = RedisOptions()
    options.endpoint = .tcp(host: "127.0.0.1", port: port)
    let error = await #expect(throws: RedisError.self) { try await Redis.connect(options) }
    #expect(error?.code == .invalidConfiguration)
  }

  @Test func aServerThatClosesAtOnce() async throws {
    let server = try ScriptedServer { peer, _ in peer.close() }
    let error = await #expect(throws: RedisError.self) { try await Redis.connect(server.url) }
    #expect(error?.code == .connectFailed)
    #expect(error?.description.contains("127.0.0.1:\(server.port)") == true)
  }

  @Test func aServerThatSaysNothing() async throws {
    let server = try ScriptedServer { peer, _ in while peer.command() != nil {} }
    let error = await #expect(throws: RedisError.self) {
      try await Redis.connect("\(server.url)?connect_timeout=0.2")
    }
    #expect(error?.code == .timedOut)
  }

  @Test func lazyCommandsSayWhyTheyWereNotSent() async throws {
    let (socket, port) = try LoopbackSocket.deaf()
    defer { socket.close() }
    let redis = try await Redis.connect("redis://127.0.0.1:\(port)?lazy=true&command_timeout=0.2")
    defer { redis.close() }
    let error = await #expect(throws: RedisError.self) { try await redis.execute("GET", "a") }
    #expect(error?.code == .timedOut)
    #expect(error?.mayHaveBeenApplied == false)
    #expect(error?.message.contains("cannot connect") == true)
  }

  @Test func aWrongPasswordFailsAtOnceAndIsNotShown() async throws {
    let server = try ScriptedServer { peer, _ in
      while let words = peer.command() {
        peer.send(words[0] == "HELLO" ? "-WRONGPASS invalid username-password pair\r\n" : "-NOAUTH no\r\n")
      }
    }
    let error = await #expect(throws: RedisError.self) {
      try await Redis.connect("redis://ada:topsecret@127.0.0.1:\(server.port)")
    }
    #expect(error?.code == .handshakeFailed)
    #expect(error?.description.contains("WRONGPASS") == true)
    #expect(error?.server?.kind == "WRONGPASS")
    #expect(error?.description.contains("topsecret") == false)
  }

  @Test func afterCloseEverythingFails() async throws {
    let server = try ScriptedServer { peer, _ in
      _ = peer.greet()
      while peer.command() != nil {}
    }
    let redis = try await Redis.connect(server.url)
    let waiting = Task { try await redis.execute("GET", "a") }
    try await Task.sleep(for: .milliseconds(20))
    redis.close()
    await #expect(throws: RedisError.self) { try await waiting.value }
    let later = await #expect(throws: RedisError.self) { try await redis.execute("GET", "a") }
    #expect(later?.code == .clientClosed)
    let leased = await #expect(throws: RedisError.self) {
      try await redis.withConnection { try await $0.execute("GET", "a") }
    }
    #expect(leased?.code == .clientClosed)
  }
}
