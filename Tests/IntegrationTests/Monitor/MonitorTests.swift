import TestSupport
import Testing
import TypedRedis

@Suite(.timeLimit(.minutes(3))) struct MonitorTests {
  static let cases = ServerBinary.all.flatMap { binary in [2, 3].map { (binary, $0) } }

  private func options(_ server: RealServer, _ version: Int) throws -> RedisOptions {
    var options = try RedisOptions(url: server.url)
    options.protocolVersion = version == 2 ? .resp2 : .resp3
    return options
  }

  private func entries(
    of redis: Redis, until last: RedisBytes, while body: @escaping @Sendable () async throws -> Void
  ) async throws -> [MonitorEntry] {
    try await redis.withMonitor { monitor in
      try await body()
      var entries: [MonitorEntry] = []
      for try await entry in monitor {
        entries.append(entry)
        if entry.words.last == last { break }
      }
      #expect(monitor.droppedCount == 0)
      return entries
    }
  }

  @Test(arguments: cases) func commandsAreSeen(_ binary: ServerBinary, _ version: Int) async throws {
    // Where there is IPv6.
    let server = try await RealServer.started(binary, ["--bind", "127.0.0.1", "-::1"])
    defer { server.stop() }
    let redis = try await Redis.connect(options(server, version))
    defer { redis.close() }
    let odd = RedisBytes(Array(0...255) + Array(#"a\"b"#.utf8))
    let seen = try await entries(of: redis, until: "the end") {
      try await redis.set(key: "key", value: odd)
      _ = try await redis.eval(script: "return redis.call('GET', KEYS[1])", keys: ["key"])
      try await redis.withConnection { connection in
        try await connection.select(database: 5)
        _ = try await connection.get(key: "elsewhere")
      }
      let local = try await Redis.connect("unix://\(server.socketPath)")
      _ = try await local.get(key: "by the socket")
      local.close()
      if let six = try? await Redis.connect("redis://[::1]:\(server.port)") {
        _ = try await six.get(key: "by IPv6")
        six.close()
      } else {
        print("no IPv6 here")
      }
      _ = try await redis.get(key: "the end")
    }
    let set = try #require(seen.first { $0.words.contains(odd) })
    #expect(set.words.count == 3 && set.database == 0)
    guard case .address(let host, let port) = set.client else {
      Issue.record("no address: \(set.client)")
      return
    }
    #expect(host == "127.0.0.1" && port > 0)
    #expect(set.time.unixTime > .now - .seconds(600) && set.time.unixTime < .now + .seconds(600))
    #expect(seen.contains { $0.client == .script && $0.words == ["GET", "key"] })
    #expect(seen.contains { $0.database == 5 && $0.words.last == "elsewhere" })
    #expect(seen.contains { $0.client == .unixSocket(path: server.socketPath) })
    for entry in seen where entry.words.last == "by IPv6" {
      #expect(entry.client.description.hasPrefix("[::1]:"))
    }
    // Its connection is gone, and the client works as before.
    try await redis.set(key: "key", value: 1)
    #expect(await redis.statistics().pool.leased == 0)
  }

  @Test(arguments: ServerBinary.all) func theEndSaysWhy(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    let closed = await #expect(throws: RedisError.self) { () async throws in
      try await redis.withMonitor { monitor in
        server.kill()
        for try await _ in monitor {}
      }
    }
    #expect(closed?.code == .connectionClosed)
    try server.start()
    let ended = await #expect(throws: RedisError.self) { () async throws in
      try await redis.withMonitor { monitor in
        redis.close()
        for try await _ in monitor {}
      }
    }
    #expect(ended?.code == .clientClosed)
  }

  @Test func aSlowReaderLosesTheOldest() async throws {
    let server = try await RealServer.started()
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await redis.withMonitor(bufferingNewest: 10) { monitor in
      for number in 0..<500 { try await redis.set(key: "key", value: number) }
      while monitor.droppedCount < 490 { try await Task.sleep(for: .milliseconds(2)) }
      var iterator = monitor.makeAsyncIterator()
      #expect(try await iterator.next()?.words == ["SET", "key", "490"])
      #expect(monitor.droppedCount == 490)
    }
  }

  @Test func largeEntriesMakeRoomSooner() async throws {
    let server = try await RealServer.started()
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let value = String(repeating: "x", count: 10_000)
    try await redis.withMonitor(bytes: 50_000) { monitor in
      for number in 0..<100 { try await redis.set(key: "key:\(number)", value: value) }
      while monitor.droppedCount < 96 { try await Task.sleep(for: .milliseconds(2)) }
      var iterator = monitor.makeAsyncIterator()
      #expect(try await iterator.next()?.words[1] == "key:96")
      #expect(monitor.droppedCount == 96)
    }
  }

  @Test func cancellation() async throws {
    let server = try await RealServer.started()
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let watching = Task { () async throws in
      try await redis.withMonitor { monitor in for try await _ in monitor {} }
    }
    while await redis.statistics().pool.leased == 0 { try await Task.sleep(for: .milliseconds(2)) }
    watching.cancel()
    let error = await #expect(throws: RedisError.self) { () async throws in try await watching.value }
    #expect(error?.code == .cancelled)
    while await redis.statistics().pool.size > 0 { try await Task.sleep(for: .milliseconds(2)) }
  }
}
