import TestSupport
import Testing

@testable import RedisTransport
@testable import TypedRedis

/// Leases from servers that are not there, are full, refuse us, or are not ready yet.
@Suite(.timeLimit(.minutes(1))) struct PoolFailureTests {
  @Test func aServerThatIsGoneIsNamedAtTheDeadline() async throws {
    let (socket, port) = try LoopbackSocket.deaf()
    defer { socket.close() }
    let redis = try await Redis.connect("redis://127.0.0.1:\(port)?lazy=true&lease_timeout=0.3")
    defer { redis.close() }
    let error = await #expect(throws: RedisError.self) { try await redis.withConnection { _ in } }
    #expect(error?.code == .timedOut)
    #expect(error?.message.hasPrefix("no exclusive connection within 0.3 seconds: cannot connect") == true)
    #expect(error?.mayHaveBeenApplied == false)
    // It was tried again, and not in a hurry.
    #expect((2...40).contains(await redis.core.pool.counters().connectFailures))
  }

  @Test func aFullServerIsWorthAnotherTry() async throws {
    let server = try ScriptedServer { peer, number in
      if number < 3 {
        peer.send("-ERR max number of clients reached\r\n")
        return peer.close()
      }
      guard peer.greet() != nil else { return }
      repeat { peer.send("+OK\r\n") } while peer.command() != nil
    }
    let redis = try await Redis.connect("\(server.url)?lazy=true")
    defer { redis.close() }
    #expect(try await redis.withConnection { try await $0.execute("GET", "a").string } == "OK")
  }

  @Test func aServerThatStaysFullIsNamedAtTheDeadline() async throws {
    let server = try ScriptedServer { peer, _ in
      peer.send("-ERR max number of clients reached\r\n")
      peer.close()
    }
    let redis = try await Redis.connect("\(server.url)?lazy=true&lease_timeout=0.2")
    defer { redis.close() }
    let error = await #expect(throws: RedisError.self) { try await redis.withConnection { _ in } }
    #expect(error?.code == .timedOut)
    #expect(error?.message.contains("max number of clients") == true)
  }

  @Test func aWrongPasswordIsToldAtOnce() async throws {
    let server = try PoolServer { words, _, _ in
      words[0] == "HELLO" ? "-WRONGPASS invalid username-password pair\r\n" : "-NOAUTH no\r\n"
    }
    let redis = try await Redis.connect("redis://ada:topsecret@127.0.0.1:\(server.port)?lazy=true&lease_timeout=40")
    defer { redis.close() }
    let codes = await withTaskGroup(of: RedisError.Code?.self) { group in
      for _ in 0..<200 { group.addTask { await leaseFailure(redis) } }
      return await group.reduce(into: [RedisError.Code?]()) { $0.append($1) }
    }
    #expect(codes == Array(repeating: .handshakeFailed, count: 200))
    // Not as many attempts as there were callers.
    #expect(await redis.core.pool.counters().connectFailures <= 80)
  }

  // MARK: Blocking commands of the shared client

  @Test func aBlockingCommandWaitsUntilDataIsLoaded() async throws {
    let server = try PoolServer { words, _, number in
      words[0] == "BLPOP" && number < 6 ? "-LOADING Redis is loading the dataset in memory\r\n" : PoolServer.usual(words)
    }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let popped = try await redis.blpop(keys: ["q"], timeout: 5, as: String.self)
    #expect(popped?.element == "job")
    let leases = server.lines.filter { $0.hasSuffix("BLPOP") }
    #expect(leases.count == 4)
    #expect(Set(leases).count == 1)
    #expect(await redis.core.pool.counters().retried == 3)
  }

  @Test func aServerThatIsBusyForTooLongIsToldOfInTheEnd() async throws {
    let server = try PoolServer { words, _, _ in
      words[0] == "BLPOP" ? "-BUSY a script runs\r\n" : PoolServer.usual(words)
    }
    let redis = try await Redis.connect("\(server.url)?command_timeout=0.3")
    defer { redis.close() }
    let error = await #expect(throws: RedisError.self) { try await redis.blpop(keys: ["q"], timeout: 0.1) }
    #expect(error?.server?.kind == "BUSY")
    #expect(await redis.core.pool.comes { $0.idle == 1 })

    let waiting = Task { try await redis.blpop(keys: ["q"], timeout: 30) }
    #expect(await redis.core.pool.comes { $0.leased == 1 })
    waiting.cancel()
    let cancelled = await #expect(throws: RedisError.self) { try await waiting.value }
    #expect(cancelled?.code == .cancelled)
    #expect(await redis.core.pool.comes { $0.leased == 0 })
  }

  @Test func onALeasedConnectionErrorsAreGivenAsTheyAre() async throws {
    let server = try PoolServer { words, _, _ in
      words[0] == "BLPOP" ? "-LOADING Redis is loading\r\n" : PoolServer.usual(words)
    }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let error = await #expect(throws: RedisError.self) {
      try await redis.withConnection { try await $0.blpop(keys: ["q"], timeout: 5) }
    }
    #expect(error?.server?.kind == "LOADING")
    #expect(server.lines.count { $0.hasSuffix("BLPOP") } == 1)
  }

  @Test(arguments: ["READONLY You can't write against a read only replica.", "NOAUTH Authentication required."])
  func aConnectionToTheWrongPlaceIsNotLentAgain(_ text: String) async throws {
    let server = try PoolServer { words, connection, _ in
      words[0] == "BLPOP" && connection < 2 ? "-\(text)\r\n" : PoolServer.usual(words)
    }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let error = await #expect(throws: RedisError.self) { try await redis.blpop(keys: ["q"], timeout: 5) }
    #expect(error?.code == .server)
    #expect(try await redis.blpop(keys: ["q"], timeout: 5, as: String.self)?.element == "job")
  }
}

private func leaseFailure(_ redis: Redis) async -> RedisError.Code? {
  do {
    try await redis.withConnection { _ in }
    return nil
  } catch {
    return (error as? RedisError)?.code
  }
}
