import Testing

@testable import TypedRedis

extension Live {
  /// Everything of the group that reads a part of a sorted set in order.
  func checkSortedSetRanges(_ key: @Sendable (String) -> String) async {
    let board = key("board")
    let words = key("words")
    do {
      try await zadd(key: board, members: [("a", 1), ("b", 2), ("c", 3), ("d", 4.5)])
      try await zadd(key: words, members: [("ant", 0), ("bee", 0), ("cat", 0), ("dog", 0)])
    } catch {
      Issue.record(error)
    }

    await check(Commands.ZRANGE.self) { live async throws in
      #expect(try await live.zrange(key: board, start: 0, stop: -1) == ["a", "b", "c", "d"])
      #expect(try await live.zrange(key: board, start: 0, stop: 1, reverse: true) == ["d", "c"])
      #expect(
        try await live.zrange(key: board, start: "(1", stop: "+inf", by: .score, limit: (1, 1))
          == ["c"])
      #expect(
        try await live.zrange(key: words, start: "[bee", stop: "(dog", by: .lex, as: String.self)
          == ["bee", "cat"])
      #expect(try await live.zrange(key: key("none"), start: 0, stop: -1) == [])
    }
    await check(Commands.ZRANGE.WithScores.self) { live async throws in
      #expect(
        try await live.zrangeWithScores(key: board, start: 2, stop: 3) == [
          ScoredMember(member: "c", score: 3), ScoredMember(member: "d", score: 4.5),
        ])
      let down = try await live.zrangeWithScores(
        key: board, start: 3, stop: "-inf", by: .score, reverse: true, as: String.self)
      #expect(down.map(\.member) == ["c", "b", "a"])
      #expect(try await live.zrangeWithScores(key: key("none"), start: 0, stop: -1) == [])
    }
    await check(Commands.ZREVRANGE.self) { live async throws in
      #expect(try await live.zrevrange(key: board, start: 0, stop: 1) == ["d", "c"])
      #expect(try await live.zrevrange(key: key("none"), start: 0, stop: 1, as: Int.self) == [])
    }
    await check(Commands.ZREVRANGE.WithScores.self) { live async throws in
      #expect(
        try await live.zrevrangeWithScores(key: board, start: 0, stop: 0, as: String.self) == [
          ScoredMember(member: "d", score: 4.5)
        ])
      #expect(try await live.zrevrangeWithScores(key: key("none"), start: 0, stop: 0) == [])
    }
    await check(Commands.ZRANGEBYSCORE.self) { live async throws in
      #expect(try await live.zrangebyscore(key: board, min: 2, max: "(4.5") == ["b", "c"])
      #expect(
        try await live.zrangebyscore(
          key: board, min: "-inf", max: "+inf", limit: (offset: 1, count: 2), as: String.self)
          == ["b", "c"])
    }
    await check(Commands.ZRANGEBYSCORE.WithScores.self) { live async throws in
      #expect(
        try await live.zrangebyscoreWithScores(key: board, min: 1, max: 2) == [
          ScoredMember(member: "a", score: 1), ScoredMember(member: "b", score: 2),
        ])
      #expect(try await live.zrangebyscoreWithScores(key: board, min: 8, max: 9) == [])
    }
    await check(Commands.ZREVRANGEBYSCORE.self) { live async throws in
      #expect(try await live.zrevrangebyscore(key: board, max: 2, min: "-inf") == ["b", "a"])
      #expect(
        try await live.zrevrangebyscore(key: board, max: 9, min: 0, limit: (0, 1), as: String.self)
          == ["d"])
    }
    await check(Commands.ZREVRANGEBYSCORE.WithScores.self) { live async throws in
      #expect(
        try await live.zrevrangebyscoreWithScores(key: board, max: 9, min: 4) == [
          ScoredMember(member: "d", score: 4.5)
        ])
      #expect(try await live.zrevrangebyscoreWithScores(key: key("none"), max: 9, min: 4) == [])
    }
    await check(Commands.ZRANGEBYLEX.self) { live async throws in
      #expect(try await live.zrangebylex(key: words, min: "-", max: "(cat") == ["ant", "bee"])
      #expect(
        try await live.zrangebylex(key: words, min: "-", max: "+", limit: (3, 9), as: String.self)
          == ["dog"])
    }
    await check(Commands.ZREVRANGEBYLEX.self) { live async throws in
      #expect(
        try await live.zrevrangebylex(key: words, max: "+", min: "[cat") == ["dog", "cat"])
      #expect(try await live.zrevrangebylex(key: key("none"), max: "+", min: "-") == [])
    }
    await check(Commands.ZLEXCOUNT.self) { live async throws in
      #expect(try await live.zlexcount(key: words, min: "-", max: "+") == 4)
      #expect(try await live.zlexcount(key: words, min: "[bee", max: "(cat") == 1)
    }
    await check(Commands.ZRANGESTORE.self) { live async throws in
      #expect(
        try await live.zrangestore(destination: key("part"), source: board, min: 1, max: 2) == 2)
      #expect(try await live.zrange(key: key("part"), start: 0, stop: -1) == ["b", "c"])
      #expect(
        try await live.zrangestore(
          destination: key("part"), source: board, min: "+inf", max: 2, by: .score, reverse: true,
          limit: (0, 2)) == 2)
      #expect(try await live.zrange(key: key("part"), start: 0, stop: -1) == ["c", "d"])
      #expect(
        try await live.zrangestore(destination: key("part"), source: key("none"), min: 0, max: 1)
          == 0)
    }
  }

  func checkSortedSetRemovals(_ key: @Sendable (String) -> String) async {
    await check(Commands.ZREMRANGEBYRANK.self) { live async throws in
      try await live.zadd(key: key("cut"), members: [("a", 1), ("b", 2), ("c", 3)])
      #expect(try await live.zremrangebyrank(key: key("cut"), start: -2, stop: -1) == 2)
      #expect(try await live.zremrangebyrank(key: key("none"), start: 0, stop: -1) == 0)
    }
    await check(Commands.ZREMRANGEBYSCORE.self) { live async throws in
      try await live.zadd(key: key("cut"), members: [("a", 1), ("b", 2), ("c", 3)])
      #expect(try await live.zremrangebyscore(key: key("cut"), min: "(1", max: "+inf") == 2)
      #expect(try await live.zremrangebyscore(key: key("cut"), min: 5, max: 6.5) == 0)
    }
    await check(Commands.ZREMRANGEBYLEX.self) { live async throws in
      try await live.zadd(key: key("cut-words"), members: [("ant", 0), ("bee", 0), ("cat", 0)])
      #expect(try await live.zremrangebylex(key: key("cut-words"), min: "[bee", max: "+") == 2)
      #expect(try await live.zremrangebylex(key: key("none"), min: "-", max: "+") == 0)
    }
  }

  /// Unions, intersections and differences.
  func checkSortedSetAlgebra(_ key: @Sendable (String) -> String) async {
    let both = [key("left"), key("right")]
    let result = key("result")
    do {
      try await zadd(key: both[0], members: [("a", 1), ("b", 2)])
      try await zadd(key: both[1], members: [("b", 10), ("c", 20)])
    } catch {
      Issue.record(error)
    }

    await check(Commands.ZUNION.self) { live async throws in
      #expect(try await live.zunion(keys: both) == ["a", "b", "c"])
      #expect(
        try await live.zunion(keys: both, weights: [100, 1], aggregate: .max, as: String.self)
          == ["c", "a", "b"])
      #expect(try await live.zunion(keys: [key("none")]) == [])
    }
    await check(Commands.ZUNION.WithScores.self) { live async throws in
      #expect(
        try await live.zunionWithScores(keys: both, weights: [1, 0.5]) == [
          ScoredMember(member: "a", score: 1), ScoredMember(member: "b", score: 7),
          ScoredMember(member: "c", score: 10),
        ])
      #expect(
        try await live.zunionWithScores(keys: both, aggregate: .min, as: String.self).map(\.score)
          == [1, 2, 20])
    }
    await check(Commands.ZUNION.self, redis: "8.8", valkey: nil) { live async throws in
      let counts = try await live.zunionWithScores(keys: both, aggregate: .count)
      #expect(counts.map(\.score) == [1, 1, 2])
    }
    await check(Commands.ZUNIONSTORE.self) { live async throws in
      #expect(
        try await live.zunionstore(
          destination: result, keys: both, weights: [2, 1], aggregate: .sum) == 3)
      #expect(try await live.zscore(key: result, member: "b") == 14)
      #expect(try await live.zunionstore(destination: result, keys: [key("none")]) == 0)
    }
    await check(Commands.ZINTER.self) { live async throws in
      #expect(try await live.zinter(keys: both) == ["b"])
      #expect(try await live.zinter(keys: both + [key("none")], as: String.self) == [])
    }
    await check(Commands.ZINTER.WithScores.self) { live async throws in
      #expect(
        try await live.zinterWithScores(keys: both, weights: [1, 2]) == [
          ScoredMember(member: "b", score: 22)
        ])
      #expect(
        try await live.zinterWithScores(keys: both, aggregate: .min, as: String.self) == [
          ScoredMember(member: "b", score: 2)
        ])
    }
    await check(Commands.ZINTERSTORE.self) { live async throws in
      #expect(
        try await live.zinterstore(destination: result, keys: both, aggregate: .max) == 1)
      #expect(try await live.zscore(key: result, member: "b") == 10)
      #expect(
        try await live.zinterstore(destination: result, keys: both, weights: [0.5, 0]) == 1)
      #expect(try await live.zscore(key: result, member: "b") == 1)
    }
    await check(Commands.ZINTERCARD.self) { live async throws in
      #expect(try await live.zintercard(keys: both) == 1)
      #expect(try await live.zintercard(keys: [both[0], both[0]], limit: 1) == 1)
      #expect(try await live.zintercard(keys: [both[0], key("none")]) == 0)
    }
    await check(Commands.ZDIFF.self) { live async throws in
      #expect(try await live.zdiff(keys: both) == ["a"])
      #expect(try await live.zdiff(keys: both.reversed(), as: String.self) == ["c"])
    }
    await check(Commands.ZDIFF.WithScores.self) { live async throws in
      #expect(
        try await live.zdiffWithScores(keys: both) == [ScoredMember(member: "a", score: 1)])
      #expect(try await live.zdiffWithScores(keys: [key("none")], as: Int.self) == [])
    }
    await check(Commands.ZDIFFSTORE.self) { live async throws in
      #expect(try await live.zdiffstore(destination: result, keys: both) == 1)
      #expect(try await live.zrange(key: result, start: 0, stop: -1) == ["a"])
      #expect(try await live.zdiffstore(destination: result, keys: [both[0], both[0]]) == 0)
    }
  }
}
