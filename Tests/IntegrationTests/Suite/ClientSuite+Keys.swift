import Testing
import TypedRedis

extension ClientSuite {
  func checkStrings(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    try await redis.set(key: key("a"), value: "hello")
    #expect(try await redis.get(key: key("a"), as: String.self) == "hello")
    #expect(try await redis.setReturningOld(key: key("a"), value: 7) == "hello")
    #expect(try await redis.incrby(key: key("a"), increment: 35) == 42)
    #expect(try await redis.get(key: key("a"), as: Int.self) == 42)
    #expect(try await redis.set(key: key("a"), value: 1, condition: .ifNotExists) == false)
    #expect(try await redis.append(key: key("a"), value: "!") == 3)
    #expect(try await redis.getrange(key: key("a"), start: -1, end: -1, as: String.self) == "!")
    #expect(try await redis.expire(key: key("a"), seconds: 100))
    #expect(try await redis.ttl(key: key("a")).ends(within: .seconds(100)))
    #expect(try await redis.getdel(key: key("a")) == "42!")
    #expect(try await redis.get(key: key("a")) == nil)

    // Braces in a name decide its slot.
    let odd: [[UInt8]] = [[0, 0xff, 13, 10], Array("{}".utf8), Array("{".utf8), Array("}{x".utf8), Array("{{x}}".utf8), [0x7b, 0xfe, 0x7d]]
    for (index, bytes) in odd.enumerated() {
      let name = Array(key("odd").utf8) + bytes
      try await redis.set(key: name, value: bytes)
      #expect(try await redis.get(key: name)?.bytes == bytes, "odd name \(index)")
    }
    let large = [UInt8](repeating: 0x5A, count: 1_000_000)
    try await redis.set(key: key("large"), value: large)
    #expect(try await redis.get(key: key("large"))?.bytes == large)

    try await redis.rpush(key: key("list"), elements: ["x"])
    let error = await failure { try await redis.incr(key: key("list")) }
    #expect(error?.server?.kind == "WRONGTYPE" && error?.command == "INCR")
    let unreadable = await failure { try await redis.get(key: key("large"), as: Int.self) }
    #expect(unreadable?.code == .unexpectedReply, "\(String(describing: unreadable))")
  }

  /// Commands that a cluster's client splits, and puts together again.
  func checkManyKeys(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let names = key.many(200)
    try await redis.mset(entries: names.enumerated().map { (key: $1, value: $0) })
    #expect(try await redis.mget(keys: names, as: Int.self) == Array(0..<200))
    let shuffled = (0..<200).shuffled()
    let mixed = shuffled.flatMap { [names[$0], key("none:\($0)"), names[$0]] }
    #expect(try await redis.mget(keys: mixed, as: Int.self) == shuffled.flatMap { [$0, nil, $0] })
    #expect(try await redis.exists(keys: names + names + [key("none")]) == 400)
    #expect(try await redis.touch(keys: names) == 200)
    #expect(try await redis.del(keys: Array(names.prefix(50))) == 50)
    #expect(try await redis.unlink(keys: names) == 150)
    #expect(try await redis.exists(keys: names) == 0)
    // One that fails at one server fails as a whole; none of the others is taken for its answer.
    try await redis.mset(entries: names.map { (key: $0, value: "text") })
    try await redis.del(keys: [names[7]])
    try await redis.lpush(key: names[7], elements: ["x"])
    #expect(try await redis.mget(keys: names, as: String.self).filter { $0 == nil }.count == 1)
    #expect(try await redis.unlink(keys: names) == 200)
  }

  /// Commands whose keys one server has to have.
  func checkPairs(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let (a, b, c) = (key.together("a"), key.together("b"), key.together("c"))
    #expect(try await redis.msetnx(entries: [(a, 1), (b, 2)]))
    #expect(try await redis.msetnx(entries: [(b, 1), (c, 2)]) == false)
    try await redis.rename(key: a, newkey: c)
    #expect(try await redis.copy(source: c, destination: a))
    #expect(try await redis.mget(keys: [a, b, c], as: Int.self) == [1, 2, 1])
    let dump = try #require(try await redis.dump(key: b))
    try await redis.restore(key: key("restored"), ttl: 0, serializedValue: dump)
    #expect(try await redis.get(key: key("restored"), as: Int.self) == 2)
    try await redis.del(keys: [a, b, c])
    #expect(try await redis.sadd(key: a, members: ["x", "y"]) == 2)
    #expect(try await redis.sadd(key: b, members: ["y", "z"]) == 2)
    #expect(try await redis.sinterstore(destination: c, keys: [a, b]) == 1)
    #expect(try await redis.smembers(key: c) == ["y"])
    #expect(try await redis.smove(source: a, destination: b, member: "x"))
    #expect(try await redis.zunionstore(destination: key.together("z"), keys: [a, b], weights: [1, 2]) == 4 - 1)
    #expect(try await redis.zscore(key: key.together("z"), member: "y") == 3)
  }

  /// In a cluster: said before anything is sent.
  func checkSlotsThatDiffer(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let names = key.many(20)
    try await redis.mset(entries: names.map { (key: $0, value: "here") })
    let rename = await failure { try await redis.rename(key: names[0], newkey: names[1]) }
    #expect(rename?.code == .crossSlot && rename?.command == "RENAME")
    #expect(rename?.message.hasPrefix("CROSSSLOT: keys \"\(names[0])\" and \"\(names[1])\"") == true, "\(rename?.message ?? "")")
    #expect(rename?.mayHaveBeenApplied == false)
    #expect(await failure { try await redis.sinter(keys: names) }?.code == .crossSlot)
    #expect(await failure { try await redis.eval(script: "return 1", keys: names) }?.code == .crossSlot)
    #expect(await failure { try await redis.blpop(keys: names, timeout: 0) }?.code == .crossSlot)
    #expect(try await redis.exists(keys: names) == 20)
  }

  func checkKeyspace(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let names = key.many(100)
    for name in names { try await redis.set(key: name, value: 1) }
    #expect(try await redis.dbsize() >= 100)
    #expect(Set(try await redis.keys(pattern: key("many:*")).compactMap(\.string)) == Set(names))
    #expect(try await redis.type(key: names[0]) == "string")
    #expect(try await redis.objectEncoding(key: names[1]) == "int")
    #expect(try await redis.memoryUsage(key: names[2]).map { $0 > 0 } == true)
    try await redis.del(keys: names)
    #expect(try await redis.keys(pattern: key("many:*")).isEmpty)
  }

  func checkScans(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let names = key.many(300)
    try await redis.mset(entries: names.map { (key: $0, value: "x") })
    var seen: Set<String> = []
    for try await name in redis.scanKeys(matching: key("many:*"), count: 50, as: String.self) { seen.insert(name) }
    #expect(seen == Set(names))
    // Left in the middle, and gone on with.
    seen = []
    var rest: ScanCursor?
    for try await page in redis.scanKeys(matching: key("many:*"), count: 20).pages {
      seen.formUnion(page.elements.compactMap(\.string))
      rest = page.cursor
      if seen.count >= 100 { break }
    }
    if let rest {
      for try await name in redis.scanKeys(matching: key("many:*"), count: 50, from: rest, as: String.self) { seen.insert(name) }
    }
    #expect(seen == Set(names))

    let fields = (0..<300).map { (field: "f\($0)", value: $0) }
    try await redis.hset(key: key("hash"), fields: fields)
    var sum = 0
    for try await pair in redis.scanHash(key: key("hash"), count: 40, as: Int.self) { sum += pair.value }
    #expect(sum == 300 * 299 / 2)
    try await redis.sadd(key: key("set"), members: fields.map(\.field))
    var members: Set<String> = []
    for try await member in redis.scanSet(key: key("set"), count: 40, as: String.self) { members.insert(member) }
    #expect(members.count == 300)
  }
}
