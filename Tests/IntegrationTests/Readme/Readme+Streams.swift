import TestSupport
import Testing
import TypedRedis

extension ReadmeSnippets {
  static func scan(_ redis: Redis) async throws {
    //////
    for try await key in redis.scanKeys(matching: "session:*", count: 500, as: String.self) {
      try await redis.expire(key: key, seconds: 3600)
    }
    for try await entry in redis.scanHash(key: "user:1", as: String.self) { print(entry.field, entry.value) }
    //////
  }

  static func scanPages(_ redis: Redis, saved: inout ScanCursor) async throws {
    //////
    for try await page in redis.scanKeys(type: "hash", from: saved).pages {
      print(page.elements)
      saved = page.cursor
    }
    //////
  }

  static func consume(_ redis: Redis, bill: @escaping @Sendable (Int) async throws -> Void) async throws {
    //////
    var options = StreamConsumerOptions()
    options.minIdleTime = .seconds(30)
    options.deadLetters = DeadLetterPolicy(stream: "orders:dead", after: 5, maximumLength: 10_000)
    options.observe = { event in print(event) }
    try await redis.consume(stream: "orders", group: "billing", consumer: "a", concurrency: 8, options: options) { entry in
      guard let order = try entry.value(of: "order", as: Int.self) else { return }
      try await bill(order)
    }
    //////
  }

  static func consumer(_ redis: Redis) async throws {
    //////
    try await redis.withConsumer(of: ["orders", "returns"], group: "audit", consumer: "a") { entries in
      for try await entry in entries {
        print(entry.stream, entry.id, entry.fields, entry.deliveries)
        try await entry.acknowledge()
      }
    }
    //////
  }

  static func deadLetters(_ redis: Redis) async throws -> Int {
    //////
    let letters = try await redis.xrange(key: "orders:dead", start: "-", end: "+", count: 100).compactMap { DeadLetter($0) }
    for letter in letters { print(letter.id, letter.deliveries, letter.reason) }
    //////
    return letters.count
  }

  static func trim(_ redis: Redis) async throws {
    //////
    try await redis.trimStream(key: "orders", to: .newest(100_000))
    try await redis.trimStream(key: "orders", to: .youngerThan(.seconds(86_400)), exactly: true)
    try await redis.trimAcknowledged(key: "orders")
    //////
  }

  static func monitor(_ redis: Redis) async throws {
    //////
    try await redis.withMonitor { entries in
      for try await entry in entries where entry.database == 0 {
        print(entry.time.unixTime, entry.client, entry.words)
      }
    }
    //////
  }
}

extension ReadmeTests {
  /// Runs something endless until `isDone`.
  private func run(
    _ body: @escaping @Sendable () async throws -> Void, until isDone: @Sendable () async throws -> Bool
  ) async throws {
    let task = Task { () async throws -> Void in try await body() }
    while try await !isDone() { try await Task.sleep(for: .milliseconds(2)) }
    task.cancel()
    let error = await #expect(throws: RedisError.self) { () async throws in try await task.value }
    #expect(error?.code == .cancelled)
  }

  @Test(arguments: ServerBinary.all) func streamSnippetsRun(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await redis.set(key: "session:1", value: "ada")
    try await redis.hset(key: "user:1", fields: [("name", "Ada")])
    try await ReadmeSnippets.scan(redis)
    #expect(try await redis.ttl(key: "session:1").duration != nil)
    var cursor = ScanCursor.start
    try await ReadmeSnippets.scanPages(redis, saved: &cursor)
    #expect(cursor.isFinished)

    try await redis.xadd(key: "orders", id: "*", fields: [("order", 7)])
    try await run({
      try await ReadmeSnippets.consume(redis) { order in try await redis.set(key: "billed", value: order) }
    }, until: { try await redis.get(key: "billed", as: Int.self) == 7 })
    try await run({ try await ReadmeSnippets.consumer(redis) }, until: {
      let groups = try? await redis.xinfoGroups(key: "orders")
      return groups?.contains { $0.name == "audit" && $0.lastDeliveredID != "0-0" && $0.pendingCount == 0 } == true
    })
    #expect(try await ReadmeSnippets.deadLetters(redis) == 0)
    try await ReadmeSnippets.trim(redis)
    #expect(try await redis.xlen(key: "orders") == 0)
    try await run({ try await ReadmeSnippets.monitor(redis) }, until: { await redis.statistics().pool.leased > 0 })
  }
}
