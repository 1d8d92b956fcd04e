import TestSupport
import Testing
import TypedRedis

@Suite(.timeLimit(.minutes(3))) struct ScanTests {
  /// Ten thousand keys are all found while others come and go.
  @Test(arguments: ServerBinary.all) func everyKeyIsFoundWhileOthersAreWritten(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    for start in stride(from: 0, to: 10_000, by: 1000) {
      try await redis.mset(entries: (start..<start + 1000).map { ("here:\($0)", $0) })
    }
    let writing = Task { () async throws in
      var number = 0
      while !Task.isCancelled {
        number += 1
        try await redis.set(key: "other:\(number)", value: number)
        if number.isMultiple(of: 3) { try await redis.del(keys: ["other:\(number - 1)"]) }
      }
    }
    var found: Set<String> = []
    for try await key in redis.scanKeys(matching: "here:*", count: 100, as: String.self) { found.insert(key) }
    writing.cancel()
    _ = await writing.result
    #expect(found == Set((0..<10_000).map { "here:\($0)" }))
    try await resumes(redis)
  }

  /// One scan is left after some pages, another one goes on.
  private func resumes(_ redis: Redis) async throws {
    var found: Set<String> = []
    var cursor: ScanCursor?
    var pages = 0
    for try await page in redis.scanKeys(matching: "here:*", count: 500, as: String.self).pages {
      found.formUnion(page.elements)
      cursor = page.cursor
      pages += 1
      if pages == 5 { break }
    }
    var iterator = redis.scanKeys(
      matching: "here:*", count: 500, from: try #require(cursor), as: String.self).makeAsyncIterator()
    for _ in 0..<10 { found.insert(try #require(try await iterator.next())) }
    let rest = redis.scanKeys(matching: "here:*", count: 500, from: try #require(iterator.cursor), as: String.self)
    for try await key in rest { found.insert(key) }
    #expect(found.count == 10_000)
  }

  @Test(arguments: ServerBinary.all) func collections(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await redis.sadd(key: "set", members: (0..<1000).map { "m\($0)" })
    var members: Set<String> = []
    for try await member in redis.scanSet(key: "set", matching: "m1*", count: 50, as: String.self) { members.insert(member) }
    #expect(members == Set((0..<1000).map { "m\($0)" }.filter { $0.hasPrefix("m1") }))

    try await redis.hset(key: "hash", fields: (0..<1000).map { ("f\($0)", $0) })
    var values: [String: Int] = [:]
    for try await entry in redis.scanHash(key: "hash", as: Int.self) { values[entry.field] = entry.value }
    #expect(values.count == 1000 && values["f77"] == 77)

    try await redis.zadd(key: "sorted", members: (0..<1000).map { ("z\($0)", Double($0)) })
    var scores: [String: Double] = [:]
    for try await entry in redis.scanSortedSet(key: "sorted", count: 100, as: String.self) { scores[entry.member] = entry.score }
    #expect(scores.count == 1000 && scores["z500"] == 500)

    var types: Set<RedisBytes> = []
    for try await key in redis.scanKeys(type: "hash") { types.insert(key) }
    #expect(types == ["hash"])

    let fields = redis.scanHashFields(key: "hash", matching: "f99*", as: String.self)
    if binary.isAtLeast(binary.kind == .redis ? "7.4" : "8.0") {
      var names: Set<String> = []
      for try await field in fields { names.insert(field) }
      #expect(names.count == 11)
    } else {
      await #expect(throws: RedisError.self) { () async throws in
        for try await _ in fields {}
      }
    }
    let sorted = redis.scanSortedSetMembers(key: "sorted", matching: "z99*", as: String.self)
    if binary.kind == .valkey {
      var names: Set<String> = []
      for try await member in sorted { names.insert(member) }
      #expect(names.count == 11)
    }
    try await onALease(redis)
  }

  /// A scan runs on anything that runs commands, and not for longer than its task wants.
  private func onALease(_ redis: Redis) async throws {
    let count = try await redis.withConnection { connection async throws in
      var count = 0
      for try await _ in connection.scanSet(key: "set") { count += 1 }
      return count
    }
    #expect(count >= 1000)
    let endless = Task { () async throws in
      while true { for try await _ in redis.scanSet(key: "set") {} }
    }
    endless.cancel()
    let error = await #expect(throws: RedisError.self) { () async throws in try await endless.value }
    #expect(error?.code == .cancelled)
  }
}
