import Testing

@testable import TypedRedis

extension CommandTests {
  @Test(arguments: LiveServer.all) func sortedSet(_ server: LiveServer) async throws {
    try await Live.run(group: "sorted-set", on: server) { live in
      let key = try await live.freshKeys("sorted-set")
      await live.checkScores(key)
      await live.checkSortedSetRanges(key)
      await live.checkSortedSetRemovals(key)
      await live.checkSortedSetAlgebra(key)
      await live.checkPops(key)
    }
  }
}

extension Live {
  fileprivate func checkScores(_ key: @Sendable (String) -> String) async {
    let scores = key("scores")
    await check(Commands.ZADD.self) { live async throws in
      #expect(try await live.zadd(key: scores, members: [("a", 1), ("b", 2), ("c", 3)]) == 3)
      #expect(try await live.zadd(key: scores, members: [("b", 2.5), ("d", 4)]) == 1)
      #expect(try await live.zadd(key: scores, change: true, members: [("b", 2), ("e", 5)]) == 2)
      #expect(try await live.zadd(key: scores, condition: .ifNotExists, members: [("a", 9)]) == 0)
      #expect(try await live.zadd(key: scores, condition: .ifExists, members: [("new", 9)]) == 0)
      #expect(
        try await live.zadd(key: scores, comparison: .ifGreater, change: true, members: [("a", 0)]) == 0)
      #expect(
        try await live.zadd(key: scores, comparison: .ifLess, change: true, members: [("e", 4.5)]) == 1)
    }
    await check(Commands.ZADD.Increment.self) { live async throws in
      #expect(try await live.zaddIncrement(key: scores, member: "a", score: 0.5) == 1.5)
      #expect(try await live.zaddIncrement(key: scores, member: "a", score: -0.5) == 1)
      #expect(
        try await live.zaddIncrement(key: scores, condition: .ifExists, member: "none", score: 1) == nil)
      #expect(
        try await live.zaddIncrement(key: scores, comparison: .ifLess, member: "a", score: 1) == nil)
    }
    await check(Commands.ZINCRBY.self) { live async throws in
      #expect(try await live.zincrby(key: scores, increment: 1.25, member: "f") == 1.25)
      #expect(try await live.zincrby(key: scores, increment: .infinity, member: "f") == .infinity)
    }
    await check(Commands.ZSCORE.self) { live async throws in
      #expect(try await live.zscore(key: scores, member: "b") == 2)
      #expect(try await live.zscore(key: scores, member: "f") == .infinity)
      #expect(try await live.zscore(key: scores, member: "none") == nil)
      #expect(try await live.zscore(key: key("none"), member: "a") == nil)
    }
    await check(Commands.ZMSCORE.self) { live async throws in
      #expect(try await live.zmscore(key: scores, members: ["a", "none", "e"]) == [1, nil, 4.5])
      #expect(try await live.zmscore(key: key("none"), members: ["a"]) == [nil])
    }
    await check(Commands.ZREM.self) { live async throws in
      #expect(try await live.zrem(key: scores, members: ["f", "none"]) == 1)
      #expect(try await live.zrem(key: key("none"), members: ["f"]) == 0)
    }
    await check(Commands.ZCARD.self) { live async throws in
      #expect(try await live.zcard(key: scores) == 5)
      #expect(try await live.zcard(key: key("none")) == 0)
    }
    await check(Commands.ZCOUNT.self) { live async throws in
      #expect(try await live.zcount(key: scores, min: "(1", max: "+inf") == 4)
      #expect(try await live.zcount(key: scores, min: 1, max: 2.5) == 2)
    }
    await check(Commands.ZRANK.self) { live async throws in
      #expect(try await live.zrank(key: scores, member: "c") == 2)
      #expect(try await live.zrank(key: scores, member: "none") == nil)
    }
    await check(Commands.ZRANK.WithScore.self, since: "7.2") { live async throws in
      #expect(
        try await live.zrankWithScore(key: scores, member: "c") == RankedScore(rank: 2, score: 3))
      #expect(try await live.zrankWithScore(key: scores, member: "none") == nil)
    }
    await check(Commands.ZREVRANK.self) { live async throws in
      #expect(try await live.zrevrank(key: scores, member: "c") == 2)
      #expect(try await live.zrevrank(key: scores, member: "e") == 0)
      #expect(try await live.zrevrank(key: key("none"), member: "c") == nil)
    }
    await check(Commands.ZREVRANK.WithScore.self, since: "7.2") { live async throws in
      #expect(
        try await live.zrevrankWithScore(key: scores, member: "e") == RankedScore(rank: 0, score: 4.5))
      #expect(try await live.zrevrankWithScore(key: key("none"), member: "e") == nil)
    }
    await check(Commands.ZSCAN.self) { live async throws in
      let page = try await live.zscan(key: scores, cursor: ScanCursor.start)
      #expect(page.cursor.isFinished)
      #expect(page.elements.map(\.member) == ["a", "b", "c", "d", "e"])
      #expect(page.elements.map(\.score) == [1, 2, 3, 4, 4.5])
      let some = try await live.zscan(
        key: scores, cursor: ScanCursor.start, pattern: "[ab]", count: 100, as: String.self)
      #expect(some.elements.map(\.member) == ["a", "b"])
      #expect(try await live.zscan(key: key("none"), cursor: 0).elements.isEmpty)
    }
    await check(Commands.ZSCAN.NoScores.self, redis: nil, valkey: "8.0") { live async throws in
      let page = try await live.zscanNoScores(key: scores, cursor: ScanCursor.start, pattern: "[ab]")
      #expect(page.cursor.isFinished)
      #expect(page.elements == ["a", "b"])
      let names = try await live.zscanNoScores(key: scores, cursor: 0, as: String.self)
      #expect(names.elements == ["a", "b", "c", "d", "e"])
    }
    await check(Commands.ZRANDMEMBER.self) { live async throws in
      let member = try await live.zrandmember(key: scores, as: String.self)
      #expect(["a", "b", "c", "d", "e"].contains(member))
      #expect(try await live.zrandmember(key: key("none")) == nil)
    }
    await check(Commands.ZRANDMEMBER.Count.self) { live async throws in
      let members = try await live.zrandmember(key: scores, count: 9)
      #expect(Set(members) == ["a", "b", "c", "d", "e"] && members.count == 5)
      #expect(try await live.zrandmember(key: scores, count: -9).count == 9)
      #expect(try await live.zrandmember(key: key("none"), count: 2, as: Int.self) == [])
    }
    await check(Commands.ZRANDMEMBER.WithScores.self) { live async throws in
      let all = try await live.zrandmemberWithScores(key: scores, count: 9, as: String.self)
      #expect(
        all.sorted { $0.score < $1.score }.map(\.member) == ["a", "b", "c", "d", "e"])
      #expect(try await live.zrandmemberWithScores(key: scores, count: -3).count == 3)
      #expect(try await live.zrandmemberWithScores(key: key("none"), count: 1) == [])
    }
  }

  fileprivate func checkPops(_ key: @Sendable (String) -> String) async {
    let pops = key("pops")
    let refill: [(member: Int, score: Double)] = (1...6).map { ($0, Double($0)) }
    await check(Commands.ZPOPMIN.self) { live async throws in
      try await live.zadd(key: pops, members: refill)
      #expect(try await live.zpopmin(key: pops) == ScoredMember(member: "1", score: 1))
      #expect(try await live.zpopmin(key: pops, as: Int.self) == ScoredMember(member: 2, score: 2))
      #expect(try await live.zpopmin(key: key("none")) == nil)
    }
    await check(Commands.ZPOPMIN.Count.self) { live async throws in
      try await live.zadd(key: pops, members: refill)
      #expect(
        try await live.zpopmin(key: pops, count: 2, as: Int.self) == [
          ScoredMember(member: 1, score: 1), ScoredMember(member: 2, score: 2),
        ])
      #expect(try await live.zpopmin(key: pops, count: 1).map(\.member) == ["3"])
      #expect(try await live.zpopmin(key: key("none"), count: 1) == [])
    }
    await check(Commands.ZPOPMAX.self) { live async throws in
      try await live.zadd(key: pops, members: refill)
      #expect(try await live.zpopmax(key: pops) == ScoredMember(member: "6", score: 6))
      #expect(try await live.zpopmax(key: pops, as: String.self)?.member == "5")
      #expect(try await live.zpopmax(key: key("none")) == nil)
    }
    await check(Commands.ZPOPMAX.Count.self) { live async throws in
      try await live.zadd(key: pops, members: refill)
      #expect(try await live.zpopmax(key: pops, count: 1).map(\.member) == ["6"])
      #expect(try await live.zpopmax(key: pops, count: 2, as: Int.self).map(\.score) == [5, 4])
      #expect(try await live.zpopmax(key: key("none"), count: 3) == [])
    }
    await check(Commands.ZMPOP.self) { live async throws in
      try await live.zadd(key: pops, members: refill)
      let least = try await live.zmpop(keys: [key("none"), pops], from: .min)
      #expect(least?.key.string == pops)
      #expect(least?.members == [ScoredMember(member: "1", score: 1)])
      let most = try await live.zmpop(keys: [pops], from: .max, count: 2, as: String.self)
      #expect(most?.members.map(\.member) == ["6", "5"])
      #expect(try await live.zmpop(keys: [key("none")], from: .min) == nil)
    }
    await check(Commands.BZMPOP.self) { live async throws in
      try await live.zadd(key: pops, members: refill)
      let found = try await live.bzmpop(timeout: 1, keys: [key("none"), pops], from: .max, count: 2)
      #expect(found?.key.string == pops)
      #expect(found?.members.map(\.score) == [6, 5])
      let one = try await live.bzmpop(timeout: 1, keys: [pops], from: .min, as: String.self)
      #expect(one?.members == [ScoredMember(member: "1", score: 1)])
      #expect(try await live.bzmpop(timeout: 0.01, keys: [key("none")], from: .min) == nil)
    }
    await check(Commands.BZPOPMIN.self) { live async throws in
      try await live.zadd(key: pops, members: refill)
      #expect(
        try await live.bzpopmin(keys: [key("none"), pops], timeout: 1, as: String.self)
          == PoppedMember(key: pops, member: "1", score: 1))
      #expect(try await live.bzpopmin(keys: [key("none")], timeout: 0.01) == nil)
    }
    await check(Commands.BZPOPMAX.self) { live async throws in
      try await live.zadd(key: pops, members: refill)
      let popped = try await live.bzpopmax(keys: [key("none"), pops], timeout: 1)
      #expect(popped?.key.string == pops)
      #expect(popped?.member == "6" && popped?.score == 6)
      #expect(try await live.bzpopmax(keys: [key("none")], timeout: 0.01) == nil)
    }
  }
}
