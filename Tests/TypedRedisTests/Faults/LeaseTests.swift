import Synchronization
import TestSupport
import Testing

@testable import TypedRedis

/// Connections that one user has for themselves, when something goes wrong with them.
@Suite(.timeLimit(.minutes(1))) struct LeaseTests {
  /// Greets in RESP3, then answers HELLO, RESET and subscriptions in what was asked for last.
  private func subscribable() throws -> ScriptedServer {
    try ScriptedServer { peer, _ in
      var type = ">"
      var next = peer.greet()
      while let words = next {
        switch words[0] {
        case "HELLO":
          type = words[1] == "3" ? ">" : "*"
          peer.send("*2\r\n$5\r\nproto\r\n:\(words[1])\r\n")
        case "SUBSCRIBE":
          for (index, name) in words.dropFirst().enumerated() {
            peer.send("\(type)3\r\n+subscribe\r\n+\(name)\r\n:\(index + 1)\r\n")
          }
        case "RESET":
          type = "*"
          peer.send("+RESET\r\n")
        case "UNSUBSCRIBE": peer.send("\(type)3\r\n+unsubscribe\r\n_\r\n:0\r\n")
        default: peer.send("*2\r\n+message\r\n+\(words[1])\r\n")
        }
        next = peer.command()
      }
    }
  }

  @Test func aLeaseThatChangesTheProtocolCanSubscribe() async throws {
    let server = try subscribable()
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await redis.withConnection { connection in
      try await connection.execute("HELLO", "2")
      #expect(try await connection.subscribe(channels: ["a", "b"]).count == 2)
      try await connection.execute("HELLO", "3")
      #expect(try await connection.subscribe(channels: ["a", "c"]).count == 2)
      // An array again, and no message, although it looks like one.
      #expect(try await connection.execute("LRANGE", "list").array?.count == 2)
    }
  }

  @Test func afterAResetNothingIsSubscribed() async throws {
    let server = try subscribable()
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await redis.withConnection { connection in
      #expect(try await connection.subscribe(channels: ["a", "b"]).count == 2)
      try await connection.reset()
      #expect(try await connection.execute("LRANGE", "list").array?.count == 2)
      #expect(try await connection.unsubscribe().count == 1)
    }
  }

  @Test func aConnectionThatWasGivenBackTakesNoMoreCommands() async throws {
    let server = try ScriptedServer { peer, _ in
      _ = peer.greet()
      repeat { peer.send("+OK\r\n") } while peer.command() != nil
    }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let kept = try await redis.withConnection { connection in
      try await connection.execute("GET", "a")
      return connection
    }
    let error = await #expect(throws: RedisError.self) { try await kept.execute("GET", "a") }
    #expect(error?.code == .connectionClosed)
  }

  @Test func waitingOnASharedConnectionIsRefused() async throws {
    let redis = Redis(RedisOptions())
    let error = await #expect(throws: RedisError.self) {
      try await redis.run(Commands.WAIT(replicas: 1, timeout: 1))
    }
    #expect(error?.code == .unsupported)
  }

  /// A server may come back, so all of them wait, with one attempt at a time: the work does not grow with their number.
  @Test func manyWaitForAServerThatIsGone() async throws {
    let binary = try #require(ServerBinary.all.first)
    let server = try RealServer(binary)
    let redis = try await Redis.connect("unix://\(server.socketPath)?max_connections=1&lease_timeout=8")
    defer { redis.close() }
    let errors = await withTaskGroup(of: RedisError?.self) { group in
      for _ in 0..<20_000 { group.addTask { await popFailure(redis) } }
      group.addTask {
        try? await Task.sleep(for: .seconds(1))
        server.stop()
        return nil
      }
      return await group.reduce(into: [RedisError]()) { errors, error in if let error { errors.append(error) } }
    }
    #expect(errors.count == 20_000)
    // One had the connection, unless the machine is so slow that nobody had come so far.
    #expect(errors.count { $0.code == .timedOut } >= 19_999)
    // On a busy machine some have waited long enough before the first attempt fails.
    #expect(errors.contains { $0.message.contains("cannot connect") })
    #expect(errors.filter { $0.mayHaveBeenApplied }.count <= 1)
    #expect(await redis.core.pool.counters().connectFailures < 500)
  }
}

private func popFailure(_ redis: Redis) async -> RedisError? {
  do throws(RedisError) {
    try await redis.execute("BLPOP", "list", "0")
    return nil
  } catch {
    return error
  }
}
