import Testing
import TypedRedis

extension ClientSuite {
  func checkHashesAndLists(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    #expect(try await redis.hset(key: key("h"), fields: [("a", 1), ("b", 2)]) == 2)
    #expect(try await redis.hgetall(key: key("h"), as: Int.self) == ["a": 1, "b": 2])
    #expect(try await redis.hmget(key: key("h"), fields: ["b", "none"], as: Int.self) == [2, nil])
    #expect(try await redis.hincrby(key: key("h"), field: "a", increment: 9) == 10)

    let (l, m) = (key.together("l"), key.together("m"))
    #expect(try await redis.rpush(key: l, elements: [3, 1, 2]) == 3)
    #expect(try await redis.sort(key: l, order: .descending, as: Int.self) == [3, 2, 1])
    #expect(try await redis.lmove(source: l, destination: m, from: .left, to: .right, as: Int.self) == 3)
    #expect(try await redis.lrange(key: l, start: 0, stop: -1, as: Int.self) == [1, 2])
    let popped = try await redis.lmpop(keys: [key.together("none"), m], from: .left, count: 5, as: Int.self)
    #expect(popped?.key == m && popped?.elements == [3])
  }

  func checkSets(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    #expect(try await redis.zadd(key: key("z"), members: [("ada", 3), ("bob", 1), ("cy", 2)]) == 3)
    #expect(try await redis.zrange(key: key("z"), start: 0, stop: -1, as: String.self) == ["bob", "cy", "ada"])
    let top = try await redis.zrangeWithScores(key: key("z"), start: 0, stop: 0, reverse: true, as: String.self)
    #expect(top.first?.member == "ada" && top.first?.score == 3)
    #expect(try await redis.zscore(key: key("z"), member: "none") == nil)
    #expect(try await redis.sadd(key: key("s"), members: [1, 2, 3]) == 3)
    #expect(Set(try await redis.smembers(key: key("s"))) == ["1", "2", "3"])
    #expect(try await redis.pfadd(key: key.together("p"), elements: ["a", "b"]))
    #expect(try await redis.pfadd(key: key.together("q"), elements: ["c"]))
    #expect(try await redis.pfcount(keys: [key.together("p"), key.together("q")]) == 3)
    try await redis.pfmerge(destination: key.together("r"), sources: [key.together("p"), key.together("q")])
    #expect(try await redis.pfcount(keys: [key.together("r")]) == 3)
  }

  func checkBitsAndPlaces(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let (a, b, c) = (key.together("bits:a"), key.together("bits:b"), key.together("bits:c"))
    #expect(try await redis.setbit(key: a, offset: 7, value: 1) == false)
    #expect(try await redis.setbit(key: b, offset: 6, value: 1) == false)
    #expect(try await redis.bitop(operation: .or, destination: c, keys: [a, b]) == 1)
    #expect(try await redis.bitcount(key: c) == 2)
    let (places, near) = (key.together("places"), key.together("near"))
    let members = [("berlin", longitude: 13.4050, latitude: 52.5200), ("hamburg", longitude: 9.9937, latitude: 53.5511)]
    #expect(try await redis.geoadd(key: places, members: members) == 2)
    let found = try await redis.geosearch(
      key: places, from: .member("berlin"), by: .circle(radius: 10, unit: .kilometers), as: String.self)
    #expect(found == ["berlin"])
    let stored = try await redis.geosearchstore(
      destination: near, source: places, from: .member("berlin"), by: .circle(radius: 1000, unit: .kilometers))
    #expect(stored == 2)
  }

  func checkStreams(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let (a, b) = (key.together("events:a"), key.together("events:b"))
    for number in 0..<3 { try await redis.xadd(key: a, id: "*", fields: [("n", number)]) }
    try await redis.xadd(key: b, id: "*", fields: [("n", 9)])
    let read = try await redis.xread(streams: [(a, "0"), (b, "0")])
    #expect(read?.map(\.key.string) == [a, b])
    #expect(read?.first?.entries.count == 3)
    #expect(try await redis.xread(block: 20, streams: [(a, "$")]) == nil)
    #expect(try await redis.xlen(key: a) == 3)
  }

  func checkConsumers(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let (orders, dead) = (key.together("orders"), key.together("dead"))
    for number in 0..<40 { try await redis.xadd(key: orders, id: "*", fields: [("n", number)]) }
    let ledger = ConsumerLedger()
    var options = StreamConsumerOptions()
    options.minIdleTime = .milliseconds(100)
    options.deadLetters = DeadLetterPolicy(stream: dead, after: 2)
    let wanted = options
    let consuming = Task {
      try await redis.consume(stream: orders, group: "billing", consumer: "a", concurrency: 4, options: wanted) { entry in
        ledger.begin(entry)
        let isGood = entry.number != "7"
        ledger.end(entry, isHandled: isGood)
        if !isGood { throw NotHandled() }
      }
    }
    try await ledger.waitUntil(handled: 39)
    try await until { try await redis.xlen(key: dead) == 1 }
    try await until { try await redis.xpending(key: orders, group: "billing").count == 0 }
    consuming.cancel()
    _ = await consuming.result
    #expect(ledger.deliveries["7"] == [1, 2])
    #expect(try await redis.trimAcknowledged(key: orders, exactly: true) >= 39)
  }
}

private struct NotHandled: Error {}
