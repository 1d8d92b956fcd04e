import Synchronization
import TestSupport
import Testing
import TypedRedis

/// A cache on real servers: what it answers, and when it asks again.
@Suite(.timeLimit(.minutes(3))) struct CacheTests {
  @Test(arguments: ServerBinary.all) func asksOnce(_ binary: ServerBinary) async throws {
    try await withCache(on: binary) { cached, cache, direct in
      try await direct.set(key: "n", value: 42)
      #expect(try await cached.get(key: "n", as: String.self) == "42")
      // In memory are the bytes of the reply, so any type can be asked for, and the words may come in any way.
      #expect(try await cached.get(key: "n", as: Int.self) == 42)
      #expect(try await cached.get(key: "n") == "42")
      #expect(try await cached.execute("GET", "n").int == 42)
      #expect(try await cached.execute(named: "get", "n") as? RedisBytes? == "42")
      #expect(try await cached.execute(Commands.GET(key: "n")) { $0.bytes?.count ?? 0 } == 2)
      #expect(cache.statistics.misses <= 2)  // The command's name in lower case is another request.
      #expect(cache.statistics.hits >= 4)
      // That there is nothing is known as well.
      #expect(try await cached.get(key: "none") == nil)
      let before = cache.statistics
      #expect(try await cached.get(key: "none") == nil)
      #expect(cache.statistics.hits == before.hits + 1)
    }
  }

  @Test(arguments: ServerBinary.all) func allKindsOfReads(_ binary: ServerBinary) async throws {
    try await withCache(on: binary) { cached, cache, direct in
      try await direct.hset(key: "h", fields: [("a", "1"), ("b", "2")])
      try await direct.zadd(key: "z", members: [("x", 1), ("y", 2.5)])
      try await direct.rpush(key: "l", elements: ["1", "2", "3"])
      func read() async throws {
        #expect(try await cached.hgetall(key: "h", as: String.self) == ["a": "1", "b": "2"])
        #expect(try await cached.zrangeWithScores(key: "z", start: 0, stop: -1, as: String.self).map(\.score) == [1, 2.5])
        #expect(try await cached.lrange(key: "l", start: 0, stop: -1, as: Int.self) == [1, 2, 3])
        #expect(try await cached.mget(keys: ["h:none", "none"], as: String.self) == [nil, nil])
        #expect(try await cached.exists(keys: ["h", "z", "none"]) == 2)
      }
      try await read()
      #expect(cache.statistics.hits == 0)
      try await read()
      #expect(cache.statistics.hits == 5)
      #expect(cache.statistics.misses == 5)
      #expect(cache.statistics.entries == 5)
      // One of several keys.
      try await direct.set(key: "none", value: "some")
      try await until { cache.statistics.invalidations > 0 }
      #expect(try await cached.mget(keys: ["h:none", "none"], as: String.self) == [nil, "some"])
      #expect(try await cached.exists(keys: ["h", "z", "none"]) == 3)
    }
  }

  @Test(arguments: ServerBinary.all, [RedisCacheOptions.Mode.perKey, .broadcast])
  func changesByOthers(_ binary: ServerBinary, _ mode: RedisCacheOptions.Mode) async throws {
    try await withCache(RedisCacheOptions(mode: mode), on: binary) { cached, cache, direct in
      for value in 1...20 {
        try await direct.set(key: "n", value: value)
        try await until { try await cached.get(key: "n", as: Int.self) == value }
      }
      #expect(cache.statistics.invalidations >= 19)
      try await direct.flushall()
      try await until { try await cached.get(key: "n") == nil }
      #expect(cache.statistics.flushes > 0)
      // A key that expires.
      try await until {
        // Again where it is gone before it could be read.
        try await direct.set(key: "n", value: "soon gone")
        try await direct.pexpire(key: "n", milliseconds: 300)
        return try await cached.get(key: "n") == "soon gone"
      }
      try await until { try await cached.get(key: "n") == nil }
    }
  }

  @Test(arguments: ServerBinary.all) func onlyWhatBeginsSo(_ binary: ServerBinary) async throws {
    let options = RedisCacheOptions(mode: .broadcast, prefixes: ["user:", "page:"])
    try await withCache(options, on: binary) { cached, cache, direct in
      for _ in 0..<3 {
        #expect(try await cached.get(key: "user:1") == nil)
        #expect(try await cached.get(key: "other") == nil)
        #expect(try await cached.mget(keys: ["user:1", "other"], as: String.self) == [nil, nil])
      }
      #expect(cache.statistics.hits == 2)
      #expect(cache.statistics.misses == 1)
      try await direct.set(key: "other", value: "x")
      try await direct.set(key: "user:1", value: "ada")
      try await until { cache.statistics.invalidations == 1 }
      #expect(try await cached.get(key: "user:1") == "ada")
      #expect(try await cached.get(key: "other") == "x")
    }
  }

  @Test(arguments: ServerBinary.all) func ownWritesAreSeen(_ binary: ServerBinary) async throws {
    try await withCache(on: binary) { cached, cache, direct in
      for value in 1...50 {
        try await cached.set(key: "n", value: value)
        #expect(try await cached.get(key: "n", as: Int.self) == value)
      }
      try await cached.execute("SET", "n", "by name")
      #expect(try await cached.get(key: "n") == "by name")
      _ = try await cached.pipeline().set(key: "n", value: "piped").get(key: "n").execute()
      #expect(try await cached.get(key: "n") == "piped")
      _ = try await cached.pipeline([Commands.SET(key: "n", value: "listed")])
      #expect(try await cached.get(key: "n") == "listed")
      _ = try await cached.transaction().set(key: "n", value: "together").execute()
      #expect(try await cached.get(key: "n") == "together")
      try await cached.withConnection { connection async throws in
        try await connection.multi()
        _ = try await connection.execute("SET", "n", "leased")
        _ = try await connection.exec()
      }
      #expect(try await cached.get(key: "n") == "leased")
      _ = try await cached.eval(script: "return redis.call('SET', KEYS[1], 'script')", keys: ["n"])
      #expect(try await cached.get(key: "n") == "script")
      try await cached.flushall()
      #expect(try await cached.get(key: "n") == nil)
      // What is read on a leased connection comes from the server, and is not kept.
      let before = cache.statistics
      try await cached.withConnection { connection async throws in _ = try await connection.get(key: "n") }
      #expect(cache.statistics.hits == before.hits)
      #expect(try await cached.withoutCache().get(key: "n") == nil)
      #expect(cached.withoutCache().cache == nil)
    }
  }

  @Test(arguments: ServerBinary.all) func callbacksSeeEveryCall(_ binary: ServerBinary) async throws {
    try await withCache(on: binary) { cached, cache, direct in
      try await direct.set(key: "n", value: 7)
      let calls = Atomic(0)
      let doubling = cached.withResponseCallback(for: Commands.GET.self) { command, reply in
        #expect(command.key == "n")
        calls.add(1, ordering: .relaxed)
        return try Commands.GET.decode(reply).map { RedisBytes("\(($0.int ?? 0) * 2)") }
      }
      for _ in 0..<3 { #expect(try await doubling.get(key: "n", as: Int.self) == 14) }
      #expect(try await doubling.get(key: "n") == "14")
      #expect(calls.load(ordering: .relaxed) == 4)
      #expect(cache.statistics.misses == 1)
      #expect(cache.statistics.hits == 3)
      let named = cached.withResponseCallback(named: "GET") { words, reply in "\(words.count) \(reply.string ?? "")" }
      #expect(try await named.execute(named: "GET", "n") as? String == "2 7")
      #expect(try await cached.get(key: "n", as: Int.self) == 7)
    }
  }

  @Test(arguments: ServerBinary.all) func errorsAreGivenToAllAndNotKept(_ binary: ServerBinary) async throws {
    try await withCache(on: binary) { cached, cache, direct in
      try await direct.rpush(key: "l", elements: ["a"])
      for _ in 0..<2 {
        let error = await failure { try await cached.get(key: "l") }
        #expect(error?.server?.kind == "WRONGTYPE")
        #expect(error?.command == "GET")
      }
      #expect(cache.statistics.entries == 0)
      #expect(cache.statistics.misses == 2)
    }
  }

  @Test(arguments: ServerBinary.all) func manyAskAtOnceAndTheServerIsAskedOnce(_ binary: ServerBinary) async throws {
    try await withCache(on: binary) { cached, cache, direct in
      try await direct.set(key: "hot", value: "x")
      try await direct.configResetstat()
      try await withThrowingTaskGroup(of: String?.self) { group in
        for _ in 0..<200 { group.addTask { try await cached.get(key: "hot", as: String.self) } }
        for try await value in group { #expect(value == "x") }
      }
      #expect(cache.statistics.hits + cache.statistics.misses == 200)
      let statistics = try await direct.execute("INFO", "commandstats").string ?? ""
      #expect(statistics.contains("cmdstat_get:calls=1,"), "\(statistics)")
    }
  }

  @Test(arguments: ServerBinary.all) func memoryIsBounded(_ binary: ServerBinary) async throws {
    var options = RedisCacheOptions()
    options.maximumEntries = 100
    options.maximumBytes = 50_000
    try await withCache(options, on: binary) { cached, cache, direct in
      for key in 0..<300 { try await direct.set(key: "\(key)", value: String(repeating: "x", count: key)) }
      for key in 0..<300 {
        #expect(try await cached.get(key: "\(key)", as: String.self)?.utf8.count == key)
        #expect(cache.statistics.entries <= 100)
        #expect(cache.statistics.bytes <= 50_000)
      }
      #expect(cache.statistics.evictions > 150)
      try await direct.set(key: "large", value: String(repeating: "x", count: 60_000))
      for _ in 0..<2 { #expect(try await cached.strlen(key: "large") == 60_000) }
      for _ in 0..<2 { #expect(try await cached.get(key: "large", as: String.self)?.utf8.count == 60_000) }
      #expect(cache.statistics.bytes <= 50_000)
      cache.clear()
      #expect(cache.statistics.entries == 0)
      #expect(cache.statistics.bytes == 0)
      #expect(try await cached.get(key: "1") == "x")
    }
  }
}

/// Runs `body` with a client with a cache, its cache, and one without, on a server of the test's own.
func withCache(
  _ options: RedisCacheOptions = RedisCacheOptions(), on binary: ServerBinary,
  _ body: (_ cached: Redis, _ cache: RedisCache, _ direct: Redis) async throws -> Void
) async throws {
  let server = try await RealServer.started(binary)
  defer { server.stop() }
  let redis = try await Redis.connect(server.url)
  let direct = try await Redis.connect(server.url)
  defer {
    redis.close()
    direct.close()
  }
  let cached = try redis.withCache(options)
  try await body(cached, try #require(cached.cache), direct)
}

/// Waits until something is so, for as long as it may take on a slow machine.
func until(
  sourceLocation: SourceLocation = #_sourceLocation, _ isSo: () async throws -> Bool
) async throws {
  let deadline = ContinuousClock.now + .seconds(30)
  while try await !isSo() {
    guard .now < deadline else {
      Issue.record("it did not come about", sourceLocation: sourceLocation)
      return
    }
    try await Task.sleep(for: .milliseconds(1))
  }
}
