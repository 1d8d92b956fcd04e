import TestSupport
import Testing
import TypedRedis

/// What a client says of itself while it works.
@Suite(.timeLimit(.minutes(1))) struct StatisticsTests {
  @Test(arguments: ServerBinary.all) func countsWhatIsDone(_ binary: ServerBinary) async throws {
    let server = try RealServer.shared(binary)
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await redis.set(key: "statistics:\(binary)", value: "x")
    _ = try? await redis.lpush(key: "statistics:\(binary)", elements: ["y"])
    _ = try await redis.blpop(keys: ["statistics:\(binary):none"], timeout: 0.01)
    let statistics = await redis.statistics()
    #expect(statistics.shared.connected == 1)
    #expect(statistics.shared.commandsSent == 2)
    #expect(statistics.shared.errorReplies == 1)
    #expect(statistics.shared.bytesSent > 50)
    #expect(statistics.shared.bytesReceived > 10)
    #expect(statistics.exclusive.commandsSent == 1)
    #expect(statistics.pool.size == 1)
    #expect(statistics.commandsInFlight == 0)
    #expect(statistics.commandsWaiting == 0)
  }

  @Test(arguments: ServerBinary.all) func countsWhatCachesDo(_ binary: ServerBinary) async throws {
    let server = try RealServer.shared(binary)
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    #expect(await redis.statistics().caches == ConnectionCounters())
    do {
      let cached = try redis.withCache()
      _ = try await cached.get(key: "statistics:\(binary):cached")
      _ = try await cached.get(key: "statistics:\(binary):cached")
      let statistics = await redis.statistics()
      #expect(statistics.caches.connected == 1)
      // CLIENT TRACKING, and one GET for both.
      #expect(statistics.caches.commandsSent == 2)
      #expect(statistics.caches.bytesReceived > 0)
      #expect(statistics.shared.commandsSent == 0)
      #expect(cached.cache?.statistics.hits == 1)
    }
  }

  @Test func countsWhatWasGivenUp() async throws {
    // Takes commands and answers them all only when told to.
    let server = try ScriptedServer { peer, _ in
      var waiting = 0
      var words = peer.greet()
      while let next = words {
        waiting += 1
        if next[1] == "release" {
          for _ in 0..<waiting { peer.send("+OK\r\n") }
          waiting = 0
        }
        words = peer.command()
      }
    }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let slow = await #expect(throws: RedisError.self) {
      try await redis.withTimeout(.milliseconds(20)).execute("GET", "slow")
    }
    #expect(slow?.code == .timedOut)
    let abandoned = Task { try await redis.execute("GET", "abandoned") }
    while await redis.statistics().commandsInFlight < 2 { try await Task.sleep(for: .milliseconds(5)) }
    abandoned.cancel()
    await #expect(throws: RedisError.self) { try await abandoned.value }
    try await redis.execute("GET", "release")
    let statistics = await redis.statistics()
    #expect(statistics.shared.timedOut == 1)
    #expect(statistics.shared.cancelled == 1)
    #expect(statistics.shared.repliesDiscarded == 2)
    #expect(statistics.commandsInFlight == 0)
  }

  @Test func tellsOfConnectionsThatComeAndGo() async throws {
    let binary = try #require(ServerBinary.all.first)
    let server = try RealServer(binary)
    defer { server.stop() }
    let redis = Redis(try RedisOptions(url: server.url))
    let events = redis.events
    _ = try await redis.ping()
    let id = try await redis.clientId()
    try await redis.withConnection { connection in
      _ = try await connection.clientKill(filters: [.id(id)])
    }
    _ = try await redis.ping()
    redis.close()
    var shared: [String] = []
    var exclusive: [String] = []
    for await event in events {
      let kind = "\(event.kind)".prefix { $0.isLetter }
      if event.role == .exclusive { exclusive.append(String(kind)) } else { shared.append(String(kind)) }
    }
    #expect(shared.prefix(3) == ["connecting", "connected", "disconnected"])
    #expect(shared.contains("restored"))
    #expect(shared.last == "disconnected")
    #expect(exclusive == ["connecting", "connected", "disconnected"])
  }
}
