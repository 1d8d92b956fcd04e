import Testing

@testable import TypedRedis

extension CommandTests {
  @Test(arguments: LiveServer.all) func hash(_ server: LiveServer) async throws {
    try await Live.run(group: "hash", on: server) { live in
      let key = try await live.freshKeys("hash")
      try await fields(live, key)
      try await wholeHashes(live, key)
      try await randomFields(live, key)
      try await hashScans(live, key)
      try await fieldExpiry(live, key)
      try await fieldsWithExpiry(live, key)
      try await imports(live, key)
    }
  }

  private func fields(_ live: Live, _ key: KeyName) async throws {
    await live.check(Commands.HSET.self) { live async throws in
      #expect(try await live.hset(key: key("a"), fields: [("n", 1), ("m", 2)]) == 2)
      #expect(try await live.hset(key: key("a"), fields: [(field: "n", value: "3" as RedisValue)]) == 0)
    }
    await live.check(Commands.HGET.self) { live async throws in
      #expect(try await live.hget(key: key("a"), field: "n") == "3")
      #expect(try await live.hget(key: key("a"), field: "n", as: Int.self) == 3)
      #expect(try await live.hget(key: key("a"), field: "none") == nil)
      #expect(try await live.hget(key: key("none"), field: "n", as: Int.self) == nil)
    }
    await live.check(Commands.HMSET.self) { live async throws in
      try await live.hmset(key: key("b"), fields: [("x", 1.5), ("y", -2)])
    }
    await live.check(Commands.HMGET.self) { live async throws in
      #expect(try await live.hmget(key: key("b"), fields: ["x", "none"]) == ["1.5", nil])
      #expect(try await live.hmget(key: key("b"), fields: ["y", "x"], as: Double.self) == [-2, 1.5])
      #expect(try await live.hmget(key: key("none"), fields: ["y"]) == [nil])
    }
    await live.check(Commands.HSETNX.self) { live async throws in
      #expect(try await live.hsetnx(key: key("a"), field: "new", value: 1))
      #expect(try await live.hsetnx(key: key("a"), field: "new", value: 2) == false)
    }
    await live.check(Commands.HEXISTS.self) { live async throws in
      #expect(try await live.hexists(key: key("a"), field: "new"))
      #expect(try await live.hexists(key: key("a"), field: "none") == false)
    }
    await live.check(Commands.HDEL.self) { live async throws in
      #expect(try await live.hdel(key: key("a"), fields: ["new", "none"]) == 1)
    }
    await live.check(Commands.HINCRBY.self) { live async throws in
      #expect(try await live.hincrby(key: key("a"), field: "n", increment: -4) == -1)
    }
    await live.check(Commands.HINCRBYFLOAT.self) { live async throws in
      #expect(try await live.hincrbyfloat(key: key("a"), field: "n", increment: 0.25) == -0.75)
    }
    await live.check(Commands.HSTRLEN.self) { live async throws in
      #expect(try await live.hstrlen(key: key("a"), field: "n") == 5)
      #expect(try await live.hstrlen(key: key("a"), field: "none") == 0)
    }
  }

  private func wholeHashes(_ live: Live, _ key: KeyName) async throws {
    try await live.redis.hset(key: key("whole"), fields: [("one", 1), ("two", 2)])
    await live.check(Commands.HGETALL.self) { live async throws in
      #expect(try await live.hgetall(key: key("whole")) == ["one": "1", "two": "2"])
      #expect(try await live.hgetall(key: key("whole"), as: Int.self) == ["one": 1, "two": 2])
      #expect(try await live.hgetall(key: key("none")).isEmpty)
    }
    await live.check(Commands.HKEYS.self) { live async throws in
      #expect(Set(try await live.hkeys(key: key("whole"))) == ["one", "two"])
      #expect(try await live.hkeys(key: key("none"), as: String.self) == [])
    }
    await live.check(Commands.HVALS.self) { live async throws in
      #expect(try await live.hvals(key: key("whole"), as: Int.self).sorted() == [1, 2])
      #expect(try await live.hvals(key: key("none")) == [])
    }
    await live.check(Commands.HLEN.self) { live async throws in
      #expect(try await live.hlen(key: key("whole")) == 2)
    }
  }

  private func randomFields(_ live: Live, _ key: KeyName) async throws {
    try await live.redis.hset(key: key("random"), fields: [(1, 10), (2, 20)])
    await live.check(Commands.HRANDFIELD.self) { live async throws in
      let field = try await live.hrandfield(key: key("random"), as: Int.self)
      #expect(field == 1 || field == 2)
      #expect(try await live.hrandfield(key: key("none")) == nil)
    }
    await live.check(Commands.HRANDFIELD.Count.self) { live async throws in
      #expect(Set(try await live.hrandfield(key: key("random"), count: 5)) == ["1", "2"])
      #expect(try await live.hrandfield(key: key("random"), count: -5, as: Int.self).count == 5)
      #expect(try await live.hrandfield(key: key("none"), count: 5) == [])
    }
    await live.check(Commands.HRANDFIELD.WithValues.self) { live async throws in
      let pairs = try await live.hrandfieldWithValues(key: key("random"), count: 2)
      #expect(Set(pairs) == [FieldValue(field: "1", value: "10"), FieldValue(field: "2", value: "20")])
      #expect(try await live.hrandfieldWithValues(key: key("none"), count: 2) == [])
      let numbers = try await live.hrandfieldWithValues(key: key("random"), count: -3, as: Int.self)
      #expect(numbers.allSatisfy { $0.value % 10 == 0 })
      #expect(numbers.count == 3)
    }
  }

  private func hashScans(_ live: Live, _ key: KeyName) async throws {
    // So many fields that they are not all kept in one piece, which a scan gives as one page.
    let many = (0..<600).map { (field: "f\($0)", value: $0) }
    try await live.redis.hset(key: key("many"), fields: many)
    await live.check(Commands.HSCAN.self) { live async throws in
      var found: [RedisBytes: Int] = [:]
      var cursor = ScanCursor.start
      repeat {
        let page = try await live.hscan(key: key("many"), cursor: cursor, count: 50, as: Int.self, keys: RedisBytes.self)
        for pair in page.elements { found[pair.field] = pair.value }
        cursor = page.cursor
      } while !cursor.isFinished
      #expect(found.count == 600)
      #expect(found["f77"] == 77)
      let none = try await live.hscan(key: key("none"), cursor: ScanCursor.start, pattern: "f1*")
      #expect(none.elements.isEmpty)
      #expect(none.cursor.isFinished)
    }
    await live.check(Commands.HSCAN.NoValues.self, redis: "7.4", valkey: "8.0") { live async throws in
      try await live.redis.hset(key: key("few"), fields: [("a", 1), ("b", 2)])
      let page = try await live.hscanNoValues(key: key("few"), cursor: 0, pattern: "*", count: 10)
      #expect(Set(page.elements) == ["a", "b"])
      #expect(page.cursor == .start)
      let text = try await live.hscanNoValues(key: key("few"), cursor: 0, pattern: "b", as: String.self)
      #expect(text.elements == ["b"])
    }
  }

  private func fieldExpiry(_ live: Live, _ key: KeyName) async throws {
    try await live.redis.hset(key: key("e"), fields: ["a", "b", "c", "d", "gone"].map { (field: $0, value: 1) })
    await live.check(Commands.HEXPIRE.self) { live async throws in
      #expect(try await live.hexpire(key: key("e"), seconds: 100, fields: ["a", "none"]) == [.updated, .missing])
      #expect(
        try await live.hexpire(key: key("e"), seconds: 200, condition: .ifNoExpiry, fields: ["a", "b"])
          == [.conditionNotMet, .updated])
      #expect(try await live.hexpire(key: key("e"), seconds: 0, fields: ["gone"]) == [.deleted])
      #expect(try await live.hexpire(key: key("none"), seconds: 1, fields: ["a"]) == [.missing])
    }
    await live.check(Commands.HPEXPIRE.self) { live async throws in
      #expect(
        try await live.hpexpire(key: key("e"), milliseconds: 300_000, condition: .ifGreater, fields: ["a"])
          == [.updated])
    }
    await live.check(Commands.HEXPIREAT.self) { live async throws in
      #expect(
        try await live.hexpireat(key: key("e"), at: UnixTime(seconds: 4_000_000_000), fields: ["c"])
          == [.updated])
    }
    await live.check(Commands.HPEXPIREAT.self) { live async throws in
      let time = UnixTime(milliseconds: 4_000_000_000_123)
      #expect(
        try await live.hpexpireat(
          key: key("e"), at: time, condition: .ifNoExpiry, fields: ["d"]) == [.updated])
    }
    await live.check(Commands.HEXPIRETIME.self) { live async throws in
      #expect(
        try await live.hexpiretime(key: key("e"), fields: ["c", "none"])
          == [.at(UnixTime(seconds: 4_000_000_000)), .missing])
      #expect(try await live.hexpiretime(key: key("none"), fields: ["c"]) == [.missing])
    }
    await live.check(Commands.HPEXPIRETIME.self) { live async throws in
      #expect(
        try await live.hpexpiretime(key: key("e"), fields: ["d", "none"])
          == [.at(UnixTime(milliseconds: 4_000_000_000_123)), .missing])
    }
    await live.check(Commands.HTTL.self) { live async throws in
      let answers = try await live.httl(key: key("e"), fields: ["a", "none"])
      #expect(answers.count == 2)
      #expect(answers.first?.ends(within: .seconds(300)) == true)
      #expect(answers.last == .missing)
      #expect(try await live.httl(key: key("none"), fields: ["a", "b"]) == [.missing, .missing])
    }
    await live.check(Commands.HPTTL.self) { live async throws in
      let answer = try await live.hpttl(key: key("e"), fields: ["a"])
      #expect(answer.first?.ends(within: .seconds(300)) == true)
    }
    await live.check(Commands.HPERSIST.self) { live async throws in
      #expect(try await live.hpersist(key: key("e"), fields: ["a", "none"]) == [.persisted, .missing])
      #expect(try await live.hpersist(key: key("e"), fields: ["a"]) == [.alreadyPersistent])
      #expect(try await live.hpersist(key: key("none"), fields: ["a"]) == [.missing])
      #expect(try await live.redis.hpexpiretime(key: key("e"), fields: ["a"]) == [.never])
    }
  }

  private func fieldsWithExpiry(_ live: Live, _ key: KeyName) async throws {
    await live.check(Commands.HSETEX.self) { live async throws in
      #expect(try await live.hsetex(key: key("x"), expiration: .seconds(100), fields: [("a", 1), ("b", 2)]))
      #expect(try await live.httl(key: key("x"), fields: ["a"]).first?.ends(within: .seconds(100)) == true)
      #expect(try await live.hsetex(key: key("x"), condition: .ifNoneExist, fields: [("a", 9)]) == false)
      #expect(
        try await live.hsetex(
          key: key("x"), condition: .ifAllExist, expiration: .keepTTL, fields: [("a", 3)]))
      #expect(try await live.httl(key: key("x"), fields: ["a"]).first?.ends(after: .zero) == true)
    }
    await live.check(Commands.HSETEX.self, redis: nil, valkey: "9.0") { live async throws in
      #expect(try await live.hsetex(key: key("none"), keyCondition: .ifExists, fields: [("a", 1)]) == false)
    }
    await live.check(Commands.HGETEX.self) { live async throws in
      #expect(
        try await live.hgetex(key: key("x"), expiration: .persist, fields: ["a", "none"], as: Int.self)
          == [3, nil])
      #expect(try await live.httl(key: key("x"), fields: ["a"]) == [.persistent])
      #expect(
        try await live.hgetex(key: key("x"), expiration: .milliseconds(90_000), fields: ["a"]) == ["3"])
      #expect(try await live.httl(key: key("x"), fields: ["a"]).first?.ends(after: .zero) == true)
      #expect(try await live.hgetex(key: key("none"), fields: ["a"]) == [nil])
    }
    await live.check(Commands.HGETDEL.self) { live async throws in
      #expect(try await live.hgetdel(key: key("x"), fields: ["a", "none"]) == ["3", nil])
      #expect(try await live.hgetdel(key: key("x"), fields: ["b"], as: Int.self) == [2])
      #expect(try await live.hgetdel(key: key("x"), fields: ["b"]) == [nil])
    }
  }

  private func imports(_ live: Live, _ key: KeyName) async throws {
    // Field sets belong to a connection.
    try await live.withConnection { live in
      await live.check(Commands.HIMPORT.PREPARE.self) { live async throws in
        try await live.himportPrepare(fieldset: "point", fields: ["x", "y"])
      }
      await live.check(Commands.HIMPORT.SET.self) { live async throws in
        try await live.himportSet(key: key("point"), fieldset: "point", values: [1, 2])
        #expect(try await live.hgetall(key: key("point"), as: Int.self) == ["x": 1, "y": 2])
      }
      await live.check(Commands.HIMPORT.DISCARD.self) { live async throws in
        #expect(try await live.himportDiscard(fieldset: "point"))
        #expect(try await live.himportDiscard(fieldset: "point") == false)
      }
      await live.check(Commands.HIMPORT.DISCARDALL.self) { live async throws in
        #expect(try await live.himportDiscardall() == 0)
      }
    }
  }
}
