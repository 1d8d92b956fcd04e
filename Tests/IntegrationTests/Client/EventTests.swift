import TestSupport
import Testing
import TypedRedis

/// What those who watch a client hear of its connections.
@Suite(.timeLimit(.minutes(2))) struct EventTests {
  private func word(_ kind: RedisConnectionEvent.Kind) -> String {
    switch kind {
    case .connecting: "connecting"
    case .connected: "connected"
    case .restored: "restored"
    case .disconnected(let error): "disconnected: \(error.code)"
    case .reconnecting: "reconnecting"
    }
  }

  @Test(arguments: ServerBinary.all) func everyWatcherHearsAll(_ binary: ServerBinary) async throws {
    let server = try RealServer.shared(binary)
    let admin = try await Redis.connect(server.url)
    defer { admin.close() }
    let redis = Redis(try RedisOptions(url: server.url))
    let streams = [redis.events, redis.events]
    let id = try await redis.clientId()
    try await redis.withConnection { _ = try await $0.ping() }
    _ = try await admin.clientKill(filters: [.id(id)])
    #expect(try await redis.clientId() != id)
    redis.close()
    for stream in streams {
      var heard: [RedisConnectionEvent.Role: [String]] = [:]
      for await event in stream {
        // Whether it waits before it connects again depends on who wants it by then.
        if case .reconnecting = event.kind { continue }
        heard[event.role, default: []].append(word(event.kind))
      }
      #expect(
        heard[.shared(0)]
          == ["connecting", "connected", "disconnected: connectionClosed", "connecting", "restored", "disconnected: clientClosed"])
      #expect(heard[.exclusive] == ["connecting", "connected", "disconnected: clientClosed"])
      #expect(heard.count == 2)
    }
    // Whoever comes later hears that there is nothing to hear.
    for await event in redis.events { Issue.record("\(event)") }
  }

  @Test func attemptsThatFailAreSaid() async throws {
    let port = try LoopbackSocket.freePort()
    let redis = Redis(try RedisOptions(url: "redis://127.0.0.1:\(port)?command_timeout=0.3"))
    let events = redis.events
    let error = await #expect(throws: RedisError.self) { try await redis.ping() }
    #expect(error?.code == .timedOut)
    redis.close()
    var heard: [String] = []
    for await event in events { heard.append(word(event.kind)) }
    #expect(heard.prefix(4) == ["connecting", "disconnected: connectFailed", "reconnecting", "connecting"])
  }

  /// A stream does not keep its client, and ends with it.
  @Test func aDroppedClientEndsItsEvents() async throws {
    let server = try RealServer.shared(#require(ServerBinary.all.first))
    func watchAndDrop() async throws -> AsyncStream<RedisConnectionEvent> {
      let redis = try await Redis.connect(server.url)
      let events = redis.events
      #expect(try await redis.ping() == "PONG")
      return events
    }
    var heard: [String] = []
    for await event in try await watchAndDrop() { heard.append(word(event.kind)) }
    #expect(heard == ["disconnected: clientClosed"])
  }
}
