import Testing

@testable import TypedRedis

extension CommandTests {
  @Test(arguments: LiveServer.all) func set(_ server: LiveServer) async throws {
    try await Live.run(group: "set", on: server) { live in
      let key = try await live.freshKeys("set")
      try await members(live, key)
      try await setAlgebra(live, key)
      try await randomMembers(live, key)
    }
  }

  private func members(_ live: Live, _ key: KeyName) async throws {
    await live.check(Commands.SADD.self) { live async throws in
      #expect(try await live.sadd(key: key("a"), members: ["x", "y", "z"]) == 3)
      #expect(try await live.sadd(key: key("a"), members: ["x"]) == 0)
    }
    await live.check(Commands.SCARD.self) { live async throws in
      #expect(try await live.scard(key: key("a")) == 3)
      #expect(try await live.scard(key: key("none")) == 0)
    }
    await live.check(Commands.SISMEMBER.self) { live async throws in
      #expect(try await live.sismember(key: key("a"), member: "x"))
      #expect(try await live.sismember(key: key("none"), member: "x") == false)
    }
    await live.check(Commands.SMISMEMBER.self) { live async throws in
      #expect(try await live.smismember(key: key("a"), members: ["x", "w"]) == [true, false])
      #expect(try await live.smismember(key: key("none"), members: ["x"]) == [false])
    }
    await live.check(Commands.SMEMBERS.self) { live async throws in
      #expect(Set(try await live.smembers(key: key("a"))) == ["x", "y", "z"])
      #expect(Set(try await live.smembers(key: key("a"), as: String.self)) == ["x", "y", "z"])
      #expect(try await live.smembers(key: key("none")) == [])
    }
    await live.check(Commands.SMOVE.self) { live async throws in
      #expect(try await live.smove(source: key("a"), destination: key("b"), member: "z"))
      #expect(try await live.smove(source: key("a"), destination: key("b"), member: "z") == false)
    }
    await live.check(Commands.SREM.self) { live async throws in
      #expect(try await live.srem(key: key("a"), members: ["y", "none"]) == 1)
      #expect(try await live.srem(key: key("none"), members: ["y"]) == 0)
    }
    await live.check(Commands.SSCAN.self) { live async throws in
      try await live.sadd(key: key("many"), members: Array(0..<700))
      var found: Set<Int> = []
      var cursor = ScanCursor.start
      repeat {
        let page = try await live.sscan(key: key("many"), cursor: cursor, count: 50, as: Int.self)
        found.formUnion(page.elements)
        cursor = page.cursor
      } while !cursor.isFinished
      #expect(found == Set(0..<700))
      #expect(try await live.sscan(key: key("b"), cursor: 0, pattern: "z*").elements == ["z"])
      #expect(try await live.sscan(key: key("none"), cursor: 0).elements == [])
    }
  }

  private func setAlgebra(_ live: Live, _ key: KeyName) async throws {
    try await live.redis.sadd(key: key("s1"), members: [1, 2, 3])
    try await live.redis.sadd(key: key("s2"), members: [2, 3, 4])
    let both = [key("s1"), key("s2")]
    let withNone = [key("s1"), key("none")]
    await live.check(Commands.SDIFF.self) { live async throws in
      #expect(try await live.sdiff(keys: both) == ["1"])
      #expect(Set(try await live.sdiff(keys: withNone, as: Int.self)) == [1, 2, 3])
    }
    await live.check(Commands.SINTER.self) { live async throws in
      #expect(Set(try await live.sinter(keys: both)) == ["2", "3"])
      #expect(try await live.sinter(keys: withNone, as: Int.self) == [])
    }
    await live.check(Commands.SUNION.self) { live async throws in
      #expect(Set(try await live.sunion(keys: both, as: Int.self)) == [1, 2, 3, 4])
      #expect(try await live.sunion(keys: [key("none")]) == [])
    }
    await live.check(Commands.SINTERCARD.self) { live async throws in
      #expect(try await live.sintercard(keys: both) == 2)
      #expect(try await live.sintercard(keys: both, limit: 1) == 1)
      #expect(try await live.sintercard(keys: withNone) == 0)
    }
    await live.check(Commands.SDIFFCARD.self) { live async throws in
      #expect(try await live.sdiffcard(keys: both) == 1)
      #expect(try await live.sdiffcard(keys: withNone, limit: 2) == 2)
    }
    await live.check(Commands.SUNIONCARD.self) { live async throws in
      #expect(try await live.sunioncard(keys: both) == 4)
      #expect(try await live.sunioncard(keys: both, limit: 2) == 2)
      #expect(try await live.sunioncard(keys: both, approximate: true) == 4)
    }
    await live.check(Commands.SDIFFSTORE.self) { live async throws in
      #expect(try await live.sdiffstore(destination: key("d"), keys: both) == 1)
    }
    await live.check(Commands.SINTERSTORE.self) { live async throws in
      #expect(try await live.sinterstore(destination: key("d"), keys: both) == 2)
    }
    await live.check(Commands.SUNIONSTORE.self) { live async throws in
      #expect(try await live.sunionstore(destination: key("d"), keys: both) == 4)
      #expect(try await live.scard(key: key("d")) == 4)
    }
  }

  private func randomMembers(_ live: Live, _ key: KeyName) async throws {
    try await live.redis.sadd(key: key("r"), members: [1, 2, 3])
    await live.check(Commands.SRANDMEMBER.self) { live async throws in
      #expect((1...3).contains(try #require(try await live.srandmember(key: key("r"), as: Int.self))))
      #expect(try await live.srandmember(key: key("none")) == nil)
    }
    await live.check(Commands.SRANDMEMBER.Count.self) { live async throws in
      #expect(Set(try await live.srandmember(key: key("r"), count: 9)) == ["1", "2", "3"])
      #expect(try await live.srandmember(key: key("r"), count: -9, as: Int.self).count == 9)
      #expect(try await live.srandmember(key: key("none"), count: 9) == [])
    }
    await live.check(Commands.SPOP.self) { live async throws in
      #expect((1...3).contains(try #require(try await live.spop(key: key("r"), as: Int.self))))
      #expect(try await live.spop(key: key("none")) == nil)
    }
    await live.check(Commands.SPOP.Count.self) { live async throws in
      #expect(try await live.spop(key: key("r"), count: 9).count == 2)
      #expect(try await live.spop(key: key("r"), count: 9, as: Int.self) == [])
    }
  }
}
