import TestSupport
import Testing
import TypedRedis

/// Response callbacks on real servers, in both protocols.
@Suite(.timeLimit(.minutes(2))) struct ResponseCallbackLiveTests {
  @Test(arguments: ServerBinary.all, [RedisOptions.ProtocolVersion.resp2, .resp3])
  func everywhereThatCommandsRun(_ server: ServerBinary, _ version: RedisOptions.ProtocolVersion) async throws {
    var options = try RedisOptions(url: RealServer.shared(server).url)
    options.protocolVersion = version
    let redis = try await Redis.connect(options)
    defer { redis.close() }
    // Both protocols use the same server at the same time.
    let board: RedisValue = "callbacks:board:\(version)"
    try await redis.del(keys: [board])
    try await redis.zadd(key: board, members: [("ada", 10), ("grace", 12.5)])

    let top = redis.withResponseCallback(for: Commands.ZRANGE.WithScores.self) { command, reply in
      #expect(command.key == board)
      return try Commands.ZRANGE.WithScores.decode(reply).filter { $0.score > 11 }
    }
    #expect(try await redis.zrangeWithScores(key: board, start: 0, stop: -1).count == 2)
    #expect(
      try await top.zrangeWithScores(key: board, start: 0, stop: -1)
        == [ScoredMember(member: "grace", score: 12.5)])
    #expect(
      try await top.zrangeWithScores(key: board, start: 0, stop: -1, as: String.self).map(\.member) == ["grace"])
    // On a leased connection of the same value, and in the commands that take one by themselves.
    try await top.withConnection { connection async throws in
      #expect(try await connection.zrangeWithScores(key: board, start: 0, stop: -1).count == 1)
      #expect(
        try await connection.withDefaultResponse(for: Commands.ZRANGE.WithScores.self)
          .zrangeWithScores(key: board, start: 0, stop: -1).count == 2)
    }
    let blocking = redis.withResponseCallback(for: Commands.BZPOPMIN.self) { _, reply in
      try Commands.BZPOPMIN.decode(reply).map {
        PoppedMember(key: $0.key, member: "replaced", score: $0.score)
      }
    }
    #expect(try await blocking.bzpopmin(keys: [board], timeout: 1)?.member == "replaced")
    // By name, typed by the catalog.
    #expect(try await redis.execute(named: "ZRANGE", board, 0, -1) as? [RedisBytes] == ["grace"])
  }
}
