import TestSupport
import Testing

@testable import TypedRedis

extension CommandTests {
  @Test(arguments: LiveServer.all) func generic(_ server: LiveServer) async throws {
    try await Live.run(group: "generic", on: server) { live in
      let key = try await live.freshKeys("generic")
      try await keyNames(live, key)
      try await keyExpiry(live, key)
      try await keyScans(live, key)
      try await objects(live, key)
      try await sorting(live, key)
      try await dumps(live, key)
      try await otherDatabases(live, key)
      try await waiting(live, key)
      try await migration(live, key)
    }
  }

  private func keyNames(_ live: Live, _ key: KeyName) async throws {
    try await live.redis.mset(entries: ["a", "b", "c", "d", "e"].map { (key: key($0), value: $0) })
    await live.check(Commands.EXISTS.self) { live async throws in
      #expect(try await live.exists(keys: [key("a"), key("a"), key("none")]) == 2)
    }
    await live.check(Commands.TYPE.self) { live async throws in
      #expect(try await live.type(key: key("a")) == "string")
      #expect(try await live.type(key: key("none")) == "none")
    }
    await live.check(Commands.TOUCH.self) { live async throws in
      #expect(try await live.touch(keys: [key("a"), key("none")]) == 1)
    }
    await live.check(Commands.COPY.self) { live async throws in
      #expect(try await live.copy(source: key("a"), destination: key("copy")))
      #expect(try await live.copy(source: key("b"), destination: key("copy")) == false)
      #expect(try await live.copy(source: key("b"), destination: key("copy"), replace: true))
      #expect(try await live.redis.get(key: key("copy")) == "b")
    }
    await live.check(Commands.RENAME.self) { live async throws in
      try await live.rename(key: key("copy"), newkey: key("moved"))
      await #expect(throws: RedisError.self) {
        try await live.rename(key: key("none"), newkey: key("moved"))
      }
    }
    await live.check(Commands.RENAMENX.self) { live async throws in
      #expect(try await live.renamenx(key: key("moved"), newkey: key("a")) == false)
      #expect(try await live.renamenx(key: key("moved"), newkey: key("again")))
    }
    await live.check(Commands.RANDOMKEY.self) { live async throws in
      #expect(try await live.randomkey() != nil)
      #expect(try await live.randomkey(as: RedisBytes.self) != nil)
    }
    await live.check(Commands.DEL.self) { live async throws in
      #expect(try await live.del(keys: [key("c"), key("none"), key("again")]) == 2)
    }
    await live.check(Commands.UNLINK.self) { live async throws in
      #expect(try await live.unlink(keys: [key("d"), key("none")]) == 1)
    }
  }

  private func keyExpiry(_ live: Live, _ key: KeyName) async throws {
    try await live.redis.set(key: key("x"), value: 1)
    let far = UnixTime(milliseconds: 4_000_000_000_123)
    await live.check(Commands.EXPIRE.self) { live async throws in
      #expect(try await live.expire(key: key("x"), seconds: 100))
      #expect(try await live.expire(key: key("x"), seconds: 100, condition: .ifNoExpiry) == false)
      #expect(try await live.expire(key: key("x"), seconds: 50, condition: .ifLess))
      #expect(try await live.expire(key: key("none"), seconds: 100) == false)
    }
    await live.check(Commands.TTL.self) { live async throws in
      #expect(try await live.ttl(key: key("x")).ends(within: .seconds(50)))
      #expect(try await live.ttl(key: key("none")) == .missing)
    }
    await live.check(Commands.PEXPIRE.self) { live async throws in
      #expect(try await live.pexpire(key: key("x"), milliseconds: 99_000, condition: .ifGreater))
      #expect(try await live.pexpire(key: key("none"), milliseconds: 99_000) == false)
    }
    await live.check(Commands.PTTL.self) { live async throws in
      #expect(try await live.pttl(key: key("x")).ends(within: .seconds(99)))
      #expect(try await live.pttl(key: key("none")) == .missing)
    }
    await live.check(Commands.EXPIREAT.self) { live async throws in
      #expect(try await live.expireat(key: key("x"), at: far, condition: .ifHasExpiry))
      #expect(try await live.expireat(key: key("none"), at: far) == false)
    }
    await live.check(Commands.EXPIRETIME.self) { live async throws in
      #expect(try await live.expiretime(key: key("x")) == .at(UnixTime(seconds: 4_000_000_000)))
      #expect(try await live.expiretime(key: key("none")) == .missing)
    }
    await live.check(Commands.PEXPIREAT.self) { live async throws in
      #expect(try await live.pexpireat(key: key("x"), at: far))
      #expect(try await live.pexpireat(key: key("x"), at: far, condition: .ifLess) == false)
    }
    await live.check(Commands.PEXPIRETIME.self) { live async throws in
      #expect(try await live.pexpiretime(key: key("x")) == .at(far))
      #expect(try await live.pexpiretime(key: key("none")) == .missing)
      // As far away as a server takes it.
      #expect(try await live.redis.pexpireat(key: key("x"), at: UnixTime(milliseconds: .max)))
      #expect(try await live.pexpiretime(key: key("x")) == .at(UnixTime(milliseconds: .max)))
      #expect(try await live.redis.pttl(key: key("x")).ends(after: .seconds(9_000_000_000_000_000)))
    }
    await live.check(Commands.PERSIST.self) { live async throws in
      #expect(try await live.persist(key: key("x")))
      #expect(try await live.persist(key: key("x")) == false)
      #expect(try await live.ttl(key: key("x")) == .persistent)
      #expect(try await live.pttl(key: key("x")) == .persistent)
    }
  }

  private func keyScans(_ live: Live, _ key: KeyName) async throws {
    let names = (0..<40).map { key("scan:\($0)") }
    try await live.redis.mset(entries: names.map { (key: $0, value: 1) })
    try await live.redis.sadd(key: key("scan:set"), members: ["x"])
    await live.check(Commands.KEYS.self) { live async throws in
      #expect(try await live.keys(pattern: key("scan:?")).count == 10)
      #expect(Set(try await live.keys(pattern: key("scan:[0-9]*"), as: String.self)) == Set(names))
      #expect(try await live.keys(pattern: key("none*")) == [])
    }
    await live.check(Commands.SCAN.self) { live async throws in
      var found: Set<String> = []
      var cursor = ScanCursor.start
      repeat {
        let page = try await live.scan(
          cursor: cursor, pattern: key("scan:*"), count: 20, type: "string", as: String.self)
        found.formUnion(page.elements)
        cursor = page.cursor
      } while !cursor.isFinished
      #expect(found == Set(names))
      _ = try await live.scan(cursor: 0)
    }
  }

  private func objects(_ live: Live, _ key: KeyName) async throws {
    try await live.redis.set(key: key("o"), value: 1)
    await live.check(Commands.OBJECT.ENCODING.self) { live async throws in
      #expect(try await live.objectEncoding(key: key("o")) == "int")
      #expect(try await live.objectEncoding(key: key("none")) == nil)
    }
    await live.check(Commands.OBJECT.REFCOUNT.self) { live async throws in
      #expect(try #require(try await live.objectRefcount(key: key("o"))) > 0)
      #expect(try await live.objectRefcount(key: key("none")) == nil)
    }
    await live.check(Commands.OBJECT.IDLETIME.self) { live async throws in
      #expect(try #require(try await live.objectIdletime(key: key("o"))) < .seconds(100))
      #expect(try await live.objectIdletime(key: key("none")) == nil)
    }
    await live.check(Commands.OBJECT.HELP.self) { live async throws in
      #expect(try await live.objectHelp().contains { $0.contains("ENCODING") })
    }
    await live.check(Commands.OBJECT.FREQ.self) { live async throws in
      #expect(try await live.objectFreq(key: key("none")) == nil)
      // Only a server that evicts by frequency counts.
      await #expect(throws: RedisError.self) { try await live.objectFreq(key: key("o")) }
    }
  }

  private func sorting(_ live: Live, _ key: KeyName) async throws {
    try await live.redis.rpush(key: key("sort"), elements: [3, 1, 2])
    try await live.redis.rpush(key: key("words"), elements: ["b", "c", "a"])
    try await live.redis.mset(entries: [(key("w:1"), 30), (key("w:2"), 20), (key("w:3"), 10)])
    try await live.redis.mset(entries: [(key("v:1"), "one"), (key("v:3"), "three")])
    await live.check(Commands.SORT.self) { live async throws in
      #expect(try await live.sort(key: key("sort"), as: Int.self) == [1, 2, 3])
      #expect(try await live.sort(key: key("words"), order: .descending, alpha: true) == ["c", "b", "a"])
      #expect(
        try await live.sort(key: key("sort"), by: key("w:*"), limit: (offset: 0, count: 2), as: Int.self)
          == [3, 2])
      #expect(try await live.sort(key: key("none")) == [])
    }
    await live.check(Commands.SORT.Getting.self) { live async throws in
      #expect(
        try await live.sortGetting(key: key("sort"), get: ["#", key("v:*")])
          == ["1", "one", "2", nil, "3", "three"])
      #expect(
        try await live.sortGetting(key: key("sort"), get: [key("w:*")], order: .descending, as: Int.self)
          == [10, 20, 30])
    }
    await live.check(Commands.SORT.Storing.self) { live async throws in
      #expect(try await live.sortStoring(key: key("sort"), order: .ascending, destination: key("sorted")) == 3)
      #expect(
        try await live.sortStoring(key: key("sort"), get: [key("v:*")], destination: key("sorted")) == 3)
      #expect(try await live.redis.lrange(key: key("sorted"), start: 0, stop: -1) == ["one", "", "three"])
      #expect(try await live.sortStoring(key: key("none"), destination: key("sorted")) == 0)
    }
    await live.check(Commands.SORT_RO.self) { live async throws in
      #expect(try await live.sortRo(key: key("sort")) == ["1", "2", "3"])
      #expect(
        try await live.sortRo(
          key: key("sort"), by: "nosort", limit: (offset: 1, count: 1), order: .ascending, as: Int.self) == [1])
      #expect(try await live.sortRo(key: key("words"), alpha: true, as: String.self) == ["a", "b", "c"])
    }
    await live.check(Commands.SORT_RO.Getting.self) { live async throws in
      #expect(try await live.sortRoGetting(key: key("sort"), get: [key("v:*")]) == ["one", nil, "three"])
      #expect(
        try await live.sortRoGetting(key: key("sort"), by: key("w:*"), get: ["#"], as: Int.self) == [3, 2, 1])
    }
  }

  private func dumps(_ live: Live, _ key: KeyName) async throws {
    try await live.redis.hset(key: key("dump"), fields: [("f", 1)])
    await live.check(Commands.DUMP.self) { live async throws in
      #expect(try await live.dump(key: key("none")) == nil)
      #expect(try await live.dump(key: key("dump"), as: [UInt8].self)?.isEmpty == false)
    }
    await live.check(Commands.RESTORE.self) { live async throws in
      let value = try #require(try await live.dump(key: key("dump")))
      try await live.restore(key: key("restored"), ttl: 0, serializedValue: value)
      #expect(try await live.redis.hget(key: key("restored"), field: "f", as: Int.self) == 1)
      let error = await #expect(throws: RedisError.self) {
        try await live.restore(key: key("restored"), ttl: 0, serializedValue: value)
      }
      #expect(error?.server?.kind == "BUSYKEY")
      try await live.restore(
        key: key("restored"), ttl: 4_000_000_000_123, serializedValue: value, replace: true, absttl: true,
        idleTime: 5000)
      #expect(try await live.redis.pexpiretime(key: key("restored")) == .at(UnixTime(milliseconds: 4_000_000_000_123)))
      #expect(try #require(try await live.redis.objectIdletime(key: key("restored"))) >= .seconds(5000))
      try await live.restore(
        key: key("restored"), ttl: 60_000, serializedValue: value, replace: true, frequency: 3)
      #expect(try await live.redis.pttl(key: key("restored")).ends(within: .seconds(60)))
    }
  }

  private func otherDatabases(_ live: Live, _ key: KeyName) async throws {
    try await live.redis.set(key: key("move"), value: "here")
    try await live.redis.withConnection { connection in
      try await connection.select(database: 1)
      _ = try await connection.unlink(keys: [key("move"), key("copied")])
    }
    await live.check(Commands.COPY.self) { live async throws in
      #expect(
        try await live.copy(source: key("move"), destination: key("copied"), database: 1, replace: true))
    }
    await live.check(Commands.MOVE.self) { live async throws in
      #expect(try await live.move(key: key("move"), database: 1))
      #expect(try await live.move(key: key("move"), database: 1) == false)
    }
    try await live.withConnection { live in
      try await live.select(database: 1)
      #expect(try await live.mget(keys: [key("move"), key("copied")]) == ["here", "here"])
    }
  }

  private func waiting(_ live: Live, _ key: KeyName) async throws {
    try await live.withConnection { live in
      await live.check(Commands.WAIT.self) { live async throws in
        try await live.set(key: key("wait"), value: 1)
        #expect(try await live.wait(replicas: 0, timeout: 1000) == 0)
        #expect(try await live.wait(replicas: 1, timeout: 10) == 0)
      }
      await live.check(Commands.WAITAOF.self) { live async throws in
        #expect(try await live.waitaof(local: 0, replicas: 0, timeout: 1000) == FsyncCounts(local: 0, replicas: 0))
        #expect(try await live.waitaof(local: 0, replicas: 1, timeout: 10) == FsyncCounts(local: 0, replicas: 0))
      }
    }
  }

  private func migration(_ live: Live, _ key: KeyName) async throws {
    let other = try RealServer(
      live.server.binary,
      arguments: ["--requirepass", "pass word", "--maxmemory-policy", "allkeys-lfu"])
    defer { other.stop() }
    var options = try RedisOptions(url: other.url)
    options.password = "pass word"
    let target = try await Redis.connect(options)
    defer { target.close() }

    await live.check(Commands.MIGRATE.self) { live async throws in
      func migrate(
        _ name: String, copy: Bool = false, replace: Bool = false,
        _ authentication: Commands.MIGRATE.Authentication
      ) async throws -> MigrationResult {
        try await live.migrate(
          host: "127.0.0.1", port: other.port, key: key(name), database: 0, timeout: 5000, copy: copy,
          replace: replace, authentication: authentication)
      }
      try await live.redis.set(key: key("m1"), value: 1)
      #expect(try await migrate("m1", copy: true, .password("pass word")) == .migrated)
      #expect(
        try await migrate("m1", replace: true, .user(username: "default", password: "pass word"))
          == .migrated)
      #expect(try await migrate("m1", .password("pass word")) == .noKey)
      #expect(try await target.get(key: key("m1"), as: Int.self) == 1)
      await #expect(throws: RedisError.self) { try await migrate("x", .password("wrong")) }
    }
    await live.check(Commands.MIGRATE.Keys.self) { live async throws in
      try await live.redis.mset(entries: [(key("m2"), 2), (key("m3"), 3)])
      let keys = [key("m2"), key("none"), key("m3")]
      #expect(
        try await live.migrate(
          host: "127.0.0.1", port: other.port, database: 0, timeout: 5000,
          authentication: .password("pass word"), keys: keys) == .migrated)
      #expect(try await target.mget(keys: keys, as: Int.self) == [2, nil, 3])
      #expect(try await live.redis.exists(keys: keys) == 0)
    }
    await live.check(Commands.OBJECT.FREQ.self) { live async throws in
      try await target.set(key: key("freq"), value: 1)
      #expect(try #require(try await target.objectFreq(key: key("freq"))) > 0)
    }
  }
}
