import TestSupport
import Testing
import TypedRedis

/// What becomes of a cache when its connection breaks, is refused, or is not wanted any more.
@Suite(.timeLimit(.minutes(3))) struct CacheConnectionTests {
  @Test(arguments: ServerBinary.all, [RedisCacheOptions.Mode.perKey, .broadcast])
  func aBreakEmptiesIt(_ binary: ServerBinary, _ mode: RedisCacheOptions.Mode) async throws {
    let server = try await RealServer.started(binary)
    let proxy = try FaultProxy(to: server.port)
    let redis = try await Redis.connect(proxy.url)
    let direct = try await Redis.connect(server.url)
    defer {
      redis.close()
      direct.close()
      proxy.stop()
      server.stop()
    }
    let cached = try redis.withCache(RedisCacheOptions(mode: mode))
    let cache = try #require(cached.cache)
    for round in 1...5 {
      try await direct.set(key: "n", value: round)
      // Nothing can tell the cache of the change but the break.
      try await until { try await cached.get(key: "n", as: Int.self) == round }
      #expect(cache.statistics.entries == 1)
      proxy.refuse(true)
      proxy.cutAll()
      try await until { cache.statistics.entries == 0 }
      try await direct.set(key: "n", value: -round)
      let error = await failure { try await cached.withTimeout(.milliseconds(30)).get(key: "n") }
      #expect(error?.code == .timedOut)
      proxy.refuse(false)
      #expect(try await cached.get(key: "n", as: Int.self) == -round)
      // It is told of changes again.
      try await direct.set(key: "n", value: 1000)
      try await until { try await cached.get(key: "n", as: Int.self) == 1000 }
      // What is read while it is being told is not kept: the next time it is.
      let hits = cache.statistics.hits
      try await until {
        let value = try await cached.get(key: "n", as: Int.self)
        return value == 1000 && cache.statistics.hits > hits
      }
    }
  }

  @Test(arguments: ServerBinary.all) func aServerThatStartsAgain(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    let redis = try await Redis.connect(server.url)
    defer {
      redis.close()
      server.stop()
    }
    let cached = try redis.withCache()
    let cache = try #require(cached.cache)
    try await cached.set(key: "n", value: 1)
    #expect(try await cached.get(key: "n", as: Int.self) == 1)
    try await server.restart()
    try await until { cache.statistics.entries == 0 }
    #expect(try await eventually { try await cached.get(key: "n") } == nil)
  }

  @Test func aServerWithoutRESP3() async throws {
    let server = try ScriptedServer { peer, _ in
      while let words = peer.command() {
        peer.send(words[0] == "HELLO" ? "-ERR unknown command 'HELLO'\r\n" : words[0] == "GET" ? "$1\r\nx\r\n" : "+OK\r\n")
      }
    }
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let cached = try redis.withCache()
    let error = await failure { try await cached.get(key: "a") }
    #expect(error?.code == .unsupported)
    #expect(error?.message.contains("RESP3") == true)
    // Others work.
    #expect(try await redis.get(key: "a") == "x")
  }

  @Test(arguments: ServerBinary.all) func aUserWhoMayNot(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    let direct = try await Redis.connect(server.url)
    try await direct.execute("ACL", "SETUSER", "limited", "on", ">pw", "~*", "+@all", "-client|tracking")
    var options = try RedisOptions(url: server.url)
    options.user = "limited"
    options.password = "pw"
    let redis = try await Redis.connect(options)
    defer {
      redis.close()
      direct.close()
      server.stop()
    }
    let cached = try redis.withCache()
    let error = await failure { try await cached.get(key: "a") }
    #expect(error?.code == .handshakeFailed)
    #expect(error?.message.contains("announce changes to the cache") == true, "\(String(describing: error))")
    try await cached.set(key: "a", value: "written")
    #expect(try await redis.get(key: "a") == "written")
  }

  /// What one user has read is not for the next one.
  @Test(arguments: ServerBinary.all) func anotherUserIsNotAnsweredFromMemory(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    let direct = try await Redis.connect(server.url)
    try await direct.aclSetuser(username: "ada", rules: ["on", ">ADA", "~*", "&*", "+@all"])
    try await direct.aclSetuser(username: "bob", rules: ["on", ">BOB", "~open:*", "&*", "+@all"])
    try await direct.set(key: "open:a", value: "for all")
    try await direct.set(key: "secret", value: "for ada")
    let rotating = RotatingCredentials(RedisCredentials(user: "ada", password: "ADA"))
    var options = try RedisOptions(url: server.url)
    options.credentials = rotating
    let redis = try await Redis.connect(options)
    defer {
      redis.close()
      direct.close()
      server.stop()
    }
    let cached = try redis.withCache()
    let cache = try #require(cached.cache)
    #expect(try await cached.get(key: "secret") == "for ada")
    #expect(try await cached.get(key: "open:a") == "for all")
    #expect(cache.statistics.entries == 2)
    rotating.rotate(to: RedisCredentials(user: "bob", password: "BOB"))
    try await until { await failure { try await cached.get(key: "secret") }?.server?.kind == "NOPERM" }
    let misses = cache.statistics.misses
    #expect(try await cached.get(key: "open:a") == "for all")
    #expect(cache.statistics.misses == misses + 1)
    // The server goes on announcing what the new user reads.
    #expect(try await cached.get(key: "open:a") == "for all")
    #expect(cache.statistics.misses == misses + 1)
    try await direct.set(key: "open:a", value: "changed")
    try await until { try await cached.get(key: "open:a") == "changed" }
  }

  @Test(arguments: ServerBinary.all) func itsConnectionEndsWithIt(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    let redis = try await Redis.connect(server.url)
    let direct = try await Redis.connect(server.url)
    defer {
      redis.close()
      direct.close()
      server.stop()
    }
    func use() async throws {
      let cached = try redis.withCache()
      _ = try await cached.get(key: "a")
      #expect(try await direct.clientList().count == 3)
    }
    try await use()
    try await until { try await direct.clientList().count == 2 }
    let cached = try redis.withCache()
    _ = try await cached.get(key: "a")
    redis.close()
    #expect(await failure { try await cached.get(key: "b") }?.code == .clientClosed)
    try await until { await failure { try await cached.get(key: "a") }?.code == .clientClosed }
    try await until { try await direct.clientList().count == 1 }
  }

  @Test func whoeverIsCancelledHearsOfIt() async throws {
    let server = try await RealServer.started()
    let proxy = try FaultProxy(to: server.port)
    let redis = try await Redis.connect(proxy.url)
    defer {
      redis.close()
      proxy.stop()
      server.stop()
    }
    let cached = try redis.withCache()
    let cache = try #require(cached.cache)
    _ = try await cached.get(key: "first")
    proxy.pause()
    let leader = Task { try await cached.get(key: "a") }
    try await until { cache.statistics.misses == 2 }
    let followers = (0..<10).map { _ in Task { try await cached.get(key: "a") } }
    try await until { cache.statistics.misses == 12 }
    followers[3].cancel()
    #expect(await failure { try await followers[3].value }?.code == .cancelled)
    leader.cancel()
    #expect(await failure { try await leader.value }?.code == .cancelled)
    proxy.resume()
    for (number, follower) in followers.enumerated() where number != 3 {
      #expect(try await follower.value == nil)
    }
    let late = Task { () async throws -> RedisBytes? in
      while !Task.isCancelled { await Task.yield() }
      return try await cached.get(key: "a")
    }
    late.cancel()
    #expect(await failure { try await late.value }?.code == .cancelled)
  }
}
