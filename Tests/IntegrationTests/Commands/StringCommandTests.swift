import Testing

@testable import TypedRedis

extension CommandTests {
  @Test(arguments: LiveServer.all) func string(_ server: LiveServer) async throws {
    try await Live.run(group: "string", on: server) { live in
      let key = try await live.freshKeys("string")
      try await setAndGet(live, key)
      try await getVariants(live, key)
      try await manyStrings(live, key)
      try await counters(live, key)
      try await partsOfStrings(live, key)
      try await commonSubsequences(live, key)
      try await conditionalDeletes(live, key)
    }
  }

  private func setAndGet(_ live: Live, _ key: KeyName) async throws {
    await live.check(Commands.SET.self) { live async throws in
      try await live.set(key: key("a"), value: "hello")
      try await live.set(key: key("timed"), value: "x", expiration: .seconds(100))
      #expect(try await live.redis.ttl(key: key("timed")).ends(within: .seconds(100)))
      try await live.set(key: key("timed"), value: "y", expiration: .keepTTL)
      #expect(try await live.redis.ttl(key: key("timed")).ends(after: .zero))
      try await live.set(key: key("timed"), value: "z", expiration: .milliseconds(100_000))
      try await live.set(
        key: key("timed"), value: "z", expiration: .unixTimeMilliseconds(.now + .seconds(500)))
      #expect(try await live.redis.ttl(key: key("timed")).ends(after: .seconds(200)))
      try await live.set(
        key: key("timed"), value: "z", expiration: .unixTimeSeconds(.now + .seconds(900)))
      #expect(try await live.redis.ttl(key: key("timed")).ends(after: .seconds(600)))
    }
    await live.check(Commands.SET.If.self) { live async throws in
      #expect(try await live.set(key: key("a"), value: "x", condition: .ifNotExists) == false)
      #expect(try await live.set(key: key("a"), value: "hello", condition: .ifExists))
      #expect(try await live.set(key: key("if"), value: 1, condition: .ifNotExists, expiration: .seconds(100)))
      #expect(try await live.redis.ttl(key: key("if")).ends(after: .zero))
    }
    await live.check(Commands.SET.If.self, redis: "8.4", valkey: "8.1") { live async throws in
      #expect(try await live.set(key: key("a"), value: "no", condition: .ifEqual("other")) == false)
      #expect(try await live.set(key: key("a"), value: "hello", condition: .ifEqual("hello")))
    }
    await live.check(Commands.SET.If.self, redis: "8.4", valkey: nil) { live async throws in
      #expect(try await live.set(key: key("a"), value: "no", condition: .ifNotEqual("hello")) == false)
      let digest = try #require(try await live.digest(key: key("a")))
      #expect(try await live.set(key: key("a"), value: "hello", condition: .ifDigestEqual(.string(digest))))
      #expect(
        try await live.set(key: key("a"), value: "no", condition: .ifDigestNotEqual(.string(digest))) == false)
    }
    await live.check(Commands.SET.ReturningOld.self) { live async throws in
      #expect(try await live.setReturningOld(key: key("b"), value: 7) == nil)
      #expect(try await live.setReturningOld(key: key("b"), value: 8, as: Int.self) == 7)
      #expect(
        try await live.setReturningOld(
          key: key("b"), value: 9, condition: .ifNotExists, expiration: .seconds(9)) == "8")
    }
    await live.check(Commands.GET.self) { live async throws in
      #expect(try await live.get(key: key("a"))?.string == "hello")
      #expect(try await live.get(key: key("b"), as: Int.self) == 8)
      #expect(try await live.get(key: key("none"), as: Int.self) == nil)
      try await live.set(key: key("binary"), value: [0xff, 0, 0x0d, 0x0a] as [UInt8])
      #expect(try await live.get(key: key("binary"))?.bytes == [0xff, 0, 0x0d, 0x0a])
      try await live.redis.rpush(key: key("list"), elements: ["x"])
      let error = await #expect(throws: RedisError.self) { try await live.get(key: key("list")) }
      #expect(error?.server?.kind == "WRONGTYPE")
    }
    await live.check(Commands.SETEX.self) { live async throws in
      try await live.setex(key: key("timed"), seconds: 100, value: "s")
      #expect(try await live.redis.ttl(key: key("timed")).ends(within: .seconds(100)))
    }
    await live.check(Commands.PSETEX.self) { live async throws in
      try await live.psetex(key: key("timed"), milliseconds: 50_000, value: "p")
      #expect(try await live.redis.pttl(key: key("timed")).ends(within: .seconds(50)))
    }
    await live.check(Commands.SETNX.self) { live async throws in
      #expect(try await live.setnx(key: key("nx"), value: 1))
      #expect(try await live.setnx(key: key("nx"), value: 2) == false)
    }
  }

  private func getVariants(_ live: Live, _ key: KeyName) async throws {
    await live.check(Commands.GETSET.self) { live async throws in
      #expect(try await live.getset(key: key("swap"), value: 1) == nil)
      #expect(try await live.getset(key: key("swap"), value: 2, as: Int.self) == 1)
    }
    await live.check(Commands.GETDEL.self) { live async throws in
      #expect(try await live.getdel(key: key("swap"), as: Int.self) == 2)
      #expect(try await live.getdel(key: key("swap")) == nil)
    }
    await live.check(Commands.GETEX.self) { live async throws in
      try await live.set(key: key("ex"), value: "1.5")
      #expect(try await live.getex(key: key("ex"), expiration: .seconds(100)) == "1.5")
      #expect(try await live.redis.ttl(key: key("ex")).ends(after: .zero))
      #expect(try await live.getex(key: key("ex"), expiration: .persist, as: Double.self) == 1.5)
      #expect(try await live.redis.ttl(key: key("ex")) == .persistent)
      #expect(
        try await live.getex(key: key("ex"), expiration: .unixTimeSeconds(.now + .seconds(90))) == "1.5")
      #expect(try await live.redis.ttl(key: key("ex")).ends(after: .zero))
      #expect(try await live.getex(key: key("ex")) == "1.5")
      #expect(try await live.getex(key: key("none")) == nil)
    }
  }

  private func manyStrings(_ live: Live, _ key: KeyName) async throws {
    await live.check(Commands.MSET.self) { live async throws in
      try await live.mset(entries: [(key("m1"), 1), (key("m2"), 2)])
      try await live.mset(entries: [(key: key("m3"), value: "three" as RedisValue)])
    }
    await live.check(Commands.MGET.self) { live async throws in
      #expect(try await live.mget(keys: [key("m1"), key("none"), key("m3")]) == ["1", nil, "three"])
      #expect(try await live.mget(keys: [key("m1"), key("m2"), key("none")], as: Int.self) == [1, 2, nil])
    }
    await live.check(Commands.MSETNX.self) { live async throws in
      #expect(try await live.msetnx(entries: [(key("m3"), 3), (key("m4"), 4)]) == false)
      #expect(try await live.msetnx(entries: [(key("m4"), 4), (key("m5"), 5)]))
    }
    await live.check(Commands.MSETEX.self) { live async throws in
      let entries = [(key: key("e1"), value: 1), (key: key("e2"), value: 2)]
      #expect(try await live.msetex(entries: entries, condition: .ifExists) == false)
      #expect(try await live.msetex(entries: entries, condition: .ifNotExists, expiration: .seconds(100)))
      #expect(try await live.redis.ttl(key: key("e2")).ends(after: .zero))
      #expect(try await live.msetex(entries: entries, expiration: .keepTTL))
      #expect(try await live.redis.ttl(key: key("e1")).ends(after: .zero))
      #expect(try await live.msetex(entries: entries))
      #expect(try await live.redis.ttl(key: key("e1")) == .persistent)
    }
  }

  private func counters(_ live: Live, _ key: KeyName) async throws {
    await live.check(Commands.INCR.self) { live async throws in
      #expect(try await live.incr(key: key("n")) == 1)
      try await live.set(key: key("n"), value: Int.max)
      await #expect(throws: RedisError.self) { try await live.incr(key: key("n")) }
      try await live.set(key: key("n"), value: 1)
    }
    await live.check(Commands.INCRBY.self) { live async throws in
      #expect(try await live.incrby(key: key("n"), increment: 10) == 11)
      #expect(try await live.incrby(key: key("n"), increment: -1) == 10)
    }
    await live.check(Commands.DECR.self) { live async throws in
      #expect(try await live.decr(key: key("n")) == 9)
    }
    await live.check(Commands.DECRBY.self) { live async throws in
      #expect(try await live.decrby(key: key("n"), decrement: 19) == -10)
    }
    await live.check(Commands.INCRBYFLOAT.self) { live async throws in
      #expect(try await live.incrbyfloat(key: key("f"), increment: 1.5) == 1.5)
      #expect(try await live.incrbyfloat(key: key("f"), increment: -3e2) == -298.5)
    }
    await live.check(Commands.INCREX.self) { live async throws in
      #expect(try await live.increx(key: key("bound")) == BoundedIncrement(value: 1, applied: 1))
      let top = try await live.increx(key: key("bound"), increment: 10, saturate: true, upperBound: 5)
      #expect(top == BoundedIncrement(value: 5, applied: 4))
      #expect(
        try await live.increx(key: key("bound"), increment: -1, expiration: .seconds(100), onlyIfNoExpiry: true).value
          == 4)
      #expect(try await live.redis.ttl(key: key("bound")).ends(after: .zero))
    }
    await live.check(Commands.INCREX.ByFloat.self) { live async throws in
      #expect(
        try await live.increxByFloat(key: key("float"), increment: 0.5)
          == BoundedFloatIncrement(value: 0.5, applied: 0.5))
      let low = try await live.increxByFloat(
        key: key("float"), increment: -4, saturate: true, lowerBound: 0, upperBound: 1)
      #expect(low == BoundedFloatIncrement(value: 0, applied: -0.5))
    }
  }

  private func partsOfStrings(_ live: Live, _ key: KeyName) async throws {
    await live.check(Commands.APPEND.self) { live async throws in
      #expect(try await live.append(key: key("text"), value: "Hello") == 5)
      #expect(try await live.append(key: key("text"), value: " 2026") == 10)
    }
    await live.check(Commands.STRLEN.self) { live async throws in
      #expect(try await live.strlen(key: key("text")) == 10)
      #expect(try await live.strlen(key: key("none")) == 0)
    }
    await live.check(Commands.GETRANGE.self) { live async throws in
      #expect(try await live.getrange(key: key("text"), start: 0, end: 4) == "Hello")
      #expect(try await live.getrange(key: key("text"), start: -4, end: -1, as: Int.self) == 2026)
      #expect(try await live.getrange(key: key("none"), start: 0, end: -1) == "")
    }
    await live.check(Commands.SUBSTR.self) { live async throws in
      #expect(try await live.substr(key: key("text"), start: 0, end: 0) == "H")
      #expect(try await live.substr(key: key("text"), start: 1, end: 4, as: String.self) == "ello")
    }
    await live.check(Commands.SETRANGE.self) { live async throws in
      #expect(try await live.setrange(key: key("text"), offset: 6, value: "there") == 11)
      #expect(try await live.get(key: key("text")) == "Hello there")
    }
  }

  private func commonSubsequences(_ live: Live, _ key: KeyName) async throws {
    try await live.redis.mset(entries: [(key("lcs1"), "ohmytext"), (key("lcs2"), "mynewtext")])
    let first = key("lcs1")
    let second = key("lcs2")
    let text = LCSMatch(first: IndexRange(first: 4, last: 7), second: IndexRange(first: 5, last: 8))
    let my = LCSMatch(first: IndexRange(first: 2, last: 3), second: IndexRange(first: 0, last: 1))

    await live.check(Commands.LCS.self) { live async throws in
      #expect(try await live.lcs(key1: first, key2: second) == "mytext")
      #expect(try await live.lcs(key1: first, key2: second, as: String.self) == "mytext")
      #expect(try await live.lcs(key1: first, key2: key("none")) == "")
    }
    await live.check(Commands.LCS.Length.self) { live async throws in
      #expect(try await live.lcsLength(key1: first, key2: second) == 6)
    }
    await live.check(Commands.LCS.Matches.self) { live async throws in
      let all = try await live.lcsMatches(key1: first, key2: second)
      #expect(all.matches == [text, my])
      #expect(all.length == 6)
      let long = try await live.lcsMatches(key1: first, key2: second, minMatchLen: 3)
      #expect(long.matches == [text])
      #expect(try await live.lcsMatches(key1: first, key2: key("none")).matches.isEmpty)
    }
    await live.check(Commands.LCS.MatchesWithLengths.self) { live async throws in
      let all = try await live.lcsMatchesWithLengths(key1: first, key2: second, minMatchLen: 2)
      #expect(
        all.matches == [
          LCSMeasuredMatch(first: text.first, second: text.second, length: 4),
          LCSMeasuredMatch(first: my.first, second: my.second, length: 2),
        ])
      #expect(all.length == 6)
    }
  }

  private func conditionalDeletes(_ live: Live, _ key: KeyName) async throws {
    await live.check(Commands.DIGEST.self) { live async throws in
      try await live.set(key: key("digest"), value: "x")
      let digest = try #require(try await live.digest(key: key("digest")))
      #expect(digest.count == 16)
      #expect(UInt64(digest, radix: 16) != nil)
      #expect(try await live.digest(key: key("none")) == nil)
    }
    await live.check(Commands.DELEX.self) { live async throws in
      try await live.mset(entries: [(key("d1"), "x"), (key("d2"), "x")])
      #expect(try await live.delex(key: key("d1"), condition: .ifEqual("y")) == false)
      #expect(try await live.delex(key: key("d1"), condition: .ifNotEqual("x")) == false)
      let digest = try #require(try await live.digest(key: key("d1")))
      #expect(try await live.delex(key: key("d1"), condition: .ifDigestNotEqual(.string(digest))) == false)
      #expect(try await live.delex(key: key("d1"), condition: .ifDigestEqual(.string(digest))))
      #expect(try await live.delex(key: key("d2")))
      #expect(try await live.delex(key: key("none")) == false)
    }
    await live.check(Commands.DELIFEQ.self) { live async throws in
      try await live.set(key: key("d3"), value: "x")
      #expect(try await live.delifeq(key: key("d3"), value: "y") == false)
      #expect(try await live.delifeq(key: key("d3"), value: "x"))
    }
  }
}
