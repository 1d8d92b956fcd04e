import TestSupport
import Testing
import TypedRedis

@Suite(.timeLimit(.minutes(2))) struct TrimTests {
  private func ids(_ redis: Redis) async throws -> [String] {
    try await redis.xrange(key: "log", start: "-", end: "+").map(\.id)
  }

  private func fill(_ redis: Redis) async throws {
    try await redis.del(keys: ["log"])
    for number in 1...6 { try await redis.xadd(key: "log", id: "\(number)-0", fields: [("n", number)]) }
  }

  @Test(arguments: ServerBinary.all) func extents(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await fill(redis)
    #expect(try await redis.trimStream(key: "log", to: .newest(5), exactly: true) == 1)
    #expect(try await redis.trimStream(key: "log", to: .from(id: "4"), exactly: true) == 2)
    #expect(try await redis.trimStream(key: "log", to: .newest(2)) == 0)
    #expect(try await ids(redis) == ["4-0", "5-0", "6-0"])
    for extent in [StreamExtent.newest(-1), .youngerThan(.seconds(-1))] {
      let error = await #expect(throws: RedisError.self) { () async throws in
        try await redis.trimStream(key: "log", to: extent, exactly: true)
      }
      #expect(error?.code == .invalidArgument)
    }
    #expect(try await ids(redis) == ["4-0", "5-0", "6-0"])
    let new = try await redis.xadd(key: "log", id: "*", fields: [("n", 7)])
    #expect(try await redis.trimStream(key: "log", to: .youngerThan(.seconds(1000)), exactly: true) == 3)
    #expect(try await ids(redis) == [new])
    #expect(try await redis.trimStream(key: "log", to: .youngerThan(.seconds(Int64.max)), exactly: true) == 0)
  }

  @Test(arguments: ServerBinary.all) func whatAllGroupsHaveDone(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await fill(redis)
    #expect(try await redis.trimAcknowledged(key: "log", exactly: true) == 0)
    for group in ["g", "h"] { try await redis.xgroupCreate(key: "log", group: group, id: 0) }
    try await redis.xreadgroup(group: "g", consumer: "c", streams: [("log", ">")])
    try await redis.xack(key: "log", group: "g", ids: ["1-0", "2-0", "3-0", "4-0", "5-0", "6-0"])
    #expect(try await redis.trimAcknowledged(key: "log", exactly: true) == 0)
    try await redis.xreadgroup(group: "h", consumer: "c", count: 4, streams: [("log", ">")])
    try await redis.xack(key: "log", group: "h", ids: ["1-0", "2-0", "4-0"])
    #expect(try await redis.trimAcknowledged(key: "log", exactly: true) == 2)
    #expect(try await ids(redis) == ["3-0", "4-0", "5-0", "6-0"])
    try await redis.xack(key: "log", group: "h", ids: ["3-0"])
    #expect(try await redis.trimAcknowledged(key: "log", exactly: true) == 2)
    #expect(try await ids(redis) == ["5-0", "6-0"])
  }
}
