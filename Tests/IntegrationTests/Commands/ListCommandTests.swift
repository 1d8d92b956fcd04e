import Testing

@testable import TypedRedis

extension CommandTests {
  @Test(arguments: LiveServer.all) func list(_ server: LiveServer) async throws {
    try await Live.run(group: "list", on: server) { live in
      let key = try await live.freshKeys("list")
      try await pushes(live, key)
      try await elements(live, key)
      try await pops(live, key)
      try await moves(live, key)
      try await blockingPops(live, key)
      try await blockingMoves(live, key)
    }
  }

  private func pushes(_ live: Live, _ key: KeyName) async throws {
    await live.check(Commands.RPUSH.self) { live async throws in
      #expect(try await live.rpush(key: key("a"), elements: [2, 3]) == 2)
    }
    await live.check(Commands.LPUSH.self) { live async throws in
      #expect(try await live.lpush(key: key("a"), elements: [1, 0]) == 4)
    }
    await live.check(Commands.RPUSHX.self) { live async throws in
      #expect(try await live.rpushx(key: key("a"), elements: ["4"]) == 5)
      #expect(try await live.rpushx(key: key("none"), elements: ["4"]) == 0)
    }
    await live.check(Commands.LPUSHX.self) { live async throws in
      #expect(try await live.lpushx(key: key("a"), elements: [-1]) == 6)
      #expect(try await live.lpushx(key: key("none"), elements: [-1]) == 0)
    }
    await live.check(Commands.LRANGE.self) { live async throws in
      #expect(try await live.lrange(key: key("a"), start: 0, stop: -1, as: Int.self) == [-1, 0, 1, 2, 3, 4])
      #expect(try await live.lrange(key: key("a"), start: 4, stop: 9) == ["3", "4"])
      #expect(try await live.lrange(key: key("none"), start: 0, stop: -1) == [])
    }
    await live.check(Commands.LLEN.self) { live async throws in
      #expect(try await live.llen(key: key("a")) == 6)
      #expect(try await live.llen(key: key("none")) == 0)
    }
  }

  private func elements(_ live: Live, _ key: KeyName) async throws {
    try await live.redis.rpush(key: key("e"), elements: ["a", "b", "c", "b"])
    await live.check(Commands.LINDEX.self) { live async throws in
      #expect(try await live.lindex(key: key("e"), index: 0) == "a")
      #expect(try await live.lindex(key: key("e"), index: -1, as: String.self) == "b")
      #expect(try await live.lindex(key: key("e"), index: 9) == nil)
    }
    await live.check(Commands.LPOS.self) { live async throws in
      #expect(try await live.lpos(key: key("e"), element: "b") == 1)
      #expect(try await live.lpos(key: key("e"), element: "b", rank: -1) == 3)
      #expect(try await live.lpos(key: key("e"), element: "c", maxLength: 2) == nil)
      #expect(try await live.lpos(key: key("none"), element: "c") == nil)
    }
    await live.check(Commands.LPOS.Count.self) { live async throws in
      #expect(try await live.lpos(key: key("e"), element: "b", count: 0) == [1, 3])
      #expect(try await live.lpos(key: key("e"), element: "b", rank: 2, count: 5, maxLength: 4) == [3])
      #expect(try await live.lpos(key: key("none"), element: "b", count: 0) == [])
    }
    await live.check(Commands.LINSERT.self) { live async throws in
      #expect(try await live.linsert(key: key("e"), where: .before, pivot: "b", element: "B") == 5)
      #expect(try await live.linsert(key: key("e"), where: .after, pivot: "c", element: "C") == 6)
      #expect(try await live.linsert(key: key("e"), where: .after, pivot: "none", element: "C") == nil)
      #expect(try await live.linsert(key: key("none"), where: .after, pivot: "x", element: "C") == 0)
    }
    await live.check(Commands.LSET.self) { live async throws in
      try await live.lset(key: key("e"), index: 0, element: "A")
      #expect(
        try await live.lrange(key: key("e"), start: 0, stop: -1, as: String.self)
          == ["A", "B", "b", "c", "C", "b"])
      await #expect(throws: RedisError.self) {
        try await live.lset(key: key("e"), index: 99, element: "A")
      }
    }
    await live.check(Commands.LREM.self) { live async throws in
      #expect(try await live.lrem(key: key("e"), count: -1, element: "b") == 1)
      #expect(try await live.lrem(key: key("e"), count: 0, element: "none") == 0)
    }
    await live.check(Commands.LTRIM.self) { live async throws in
      try await live.ltrim(key: key("e"), start: 1, stop: 2)
      #expect(try await live.lrange(key: key("e"), start: 0, stop: -1) == ["B", "b"])
    }
  }

  private func pops(_ live: Live, _ key: KeyName) async throws {
    try await live.redis.rpush(key: key("p"), elements: Array(1...9))
    await live.check(Commands.LPOP.self) { live async throws in
      #expect(try await live.lpop(key: key("p")) == "1")
      #expect(try await live.lpop(key: key("p"), as: Int.self) == 2)
      #expect(try await live.lpop(key: key("none")) == nil)
    }
    await live.check(Commands.LPOP.Count.self) { live async throws in
      #expect(try await live.lpop(key: key("p"), count: 2, as: Int.self) == [3, 4])
      #expect(try await live.lpop(key: key("none"), count: 2) == nil)
      #expect(try await live.lpop(key: key("p"), count: 0) == [])
    }
    await live.check(Commands.RPOP.self) { live async throws in
      #expect(try await live.rpop(key: key("p")) == "9")
      #expect(try await live.rpop(key: key("none"), as: Int.self) == nil)
    }
    await live.check(Commands.RPOP.Count.self) { live async throws in
      #expect(try await live.rpop(key: key("p"), count: 2) == ["8", "7"])
      #expect(try await live.rpop(key: key("none"), count: 2) == nil)
    }
    await live.check(Commands.LMPOP.self) { live async throws in
      let keys = [key("none"), key("p")]
      #expect(
        try await live.lmpop(keys: keys, from: .left)
          == PoppedElements(key: RedisBytes(key("p")), elements: ["5"]))
      #expect(try await live.lmpop(keys: keys, from: .right, count: 5, as: Int.self)?.elements == [6])
      #expect(try await live.lmpop(keys: keys, from: .right) == nil)
    }
  }

  private func moves(_ live: Live, _ key: KeyName) async throws {
    try await live.redis.rpush(key: key("from"), elements: Array(1...6))
    await live.check(Commands.LMOVE.self) { live async throws in
      #expect(
        try await live.lmove(source: key("from"), destination: key("to"), from: .left, to: .right) == "1")
      #expect(
        try await live.lmove(
          source: key("from"), destination: key("to"), from: .right, to: .left, as: Int.self) == 6)
      #expect(
        try await live.lmove(source: key("none"), destination: key("to"), from: .left, to: .left) == nil)
    }
    await live.check(Commands.RPOPLPUSH.self) { live async throws in
      #expect(try await live.rpoplpush(source: key("from"), destination: key("to")) == "5")
      #expect(try await live.rpoplpush(source: key("none"), destination: key("to"), as: Int.self) == nil)
      #expect(try await live.lrange(key: key("to"), start: 0, stop: -1, as: Int.self) == [5, 6, 1])
    }
    await live.check(Commands.LMOVEM.self) { live async throws in
      #expect(
        try await live.lmovem(
          source: key("from"), destination: key("to"), from: .left, to: .right,
          howMany: (.count(9), .oneByOne), as: Int.self) == [2, 3, 4])
      #expect(
        try await live.lmovem(
          source: key("to"), destination: key("from"), from: .left, to: .right,
          howMany: (.exactly(99), .bulk)) == nil)
    }
  }

  private func blockingPops(_ live: Live, _ key: KeyName) async throws {
    try await live.redis.rpush(key: key("q"), elements: Array(1...9))
    let keys = [key("none"), key("q")]
    let name = RedisBytes(key("q"))
    await live.check(Commands.BLPOP.self) { live async throws in
      #expect(try await live.blpop(keys: keys, timeout: 1) == PoppedElement(key: name, element: "1"))
      #expect(try await live.blpop(keys: keys, timeout: 0, as: Int.self)?.element == 2)
      #expect(try await live.blpop(keys: [key("none")], timeout: 0.01) == nil)
    }
    await live.check(Commands.BRPOP.self) { live async throws in
      #expect(try await live.brpop(keys: keys, timeout: 1) == PoppedElement(key: name, element: "9"))
      #expect(
        try await live.brpop(keys: keys, timeout: 1, as: Int.self, keys: RedisBytes.self)
          == PoppedElement(key: name, element: 8))
      #expect(try await live.brpop(keys: [key("none")], timeout: 0.01) == nil)
    }
    await live.check(Commands.BLMPOP.self) { live async throws in
      #expect(
        try await live.blmpop(timeout: 1, keys: keys, from: .left, count: 2)
          == PoppedElements(key: name, elements: ["3", "4"]))
      #expect(
        try await live.blmpop(timeout: 1, keys: keys, from: .right, as: Int.self)?.elements == [7])
      #expect(try await live.blmpop(timeout: 0.01, keys: [key("none")], from: .left) == nil)
    }
    await live.check(Commands.BLPOP.self) { live async throws in
      // One waits, on a connection of its own, until another one pushes.
      async let popped = live.blpop(keys: [key("later")], timeout: 20)
      try await live.rpush(key: key("later"), elements: ["x"])
      #expect(try await popped?.element == "x")
    }
  }

  private func blockingMoves(_ live: Live, _ key: KeyName) async throws {
    try await live.redis.rpush(key: key("bm"), elements: Array(1...6))
    await live.check(Commands.BLMOVE.self) { live async throws in
      #expect(
        try await live.blmove(
          source: key("bm"), destination: key("bt"), from: .left, to: .right, timeout: 1) == "1")
      #expect(
        try await live.blmove(
          source: key("bm"), destination: key("bt"), from: .right, to: .left, timeout: 1, as: Int.self) == 6)
      #expect(
        try await live.blmove(
          source: key("none"), destination: key("bt"), from: .left, to: .left, timeout: 0.01) == nil)
    }
    await live.check(Commands.BRPOPLPUSH.self) { live async throws in
      #expect(try await live.brpoplpush(source: key("bm"), destination: key("bt"), timeout: 1) == "5")
      #expect(
        try await live.brpoplpush(
          source: key("none"), destination: key("bt"), timeout: 0.01, as: Int.self) == nil)
    }
    await live.check(Commands.BLMOVEM.self) { live async throws in
      #expect(
        try await live.blmovem(
          source: key("bm"), destination: key("bt"), from: .left, to: .right, timeout: 1,
          howMany: (.exactly(2), .oneByOne)) == ["2", "3"])
      #expect(
        try await live.blmovem(
          source: key("none"), destination: key("bt"), from: .left, to: .right, timeout: 0.01) == nil)
    }
  }
}
