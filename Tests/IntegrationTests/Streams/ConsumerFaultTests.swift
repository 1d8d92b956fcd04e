import TestSupport
import Testing
import TypedRedis

/// Consumers that end, whose connections break and whose server is restarted: no entry is lost.
@Suite(.serialized, .timeLimit(.minutes(5))) struct ConsumerFaultTests {
  private func options(_ ledger: ConsumerLedger) -> StreamConsumerOptions {
    var options = StreamConsumerOptions()
    options.minIdleTime = .milliseconds(250)
    options.blockTime = .milliseconds(500)
    options.observe = { ledger.note($0) }
    return options
  }

  private func consumer(
    _ redis: Redis, _ name: String, _ ledger: ConsumerLedger, slow: Bool = false
  ) -> Task<Void, any Error> {
    let options = options(ledger)
    return Task {
      try await redis.consume(stream: "orders", group: "billing", consumer: name, concurrency: 4, options: options) { entry in
        ledger.begin(entry)
        do {
          try await Task.sleep(for: .milliseconds(slow ? 200 : 1))
          ledger.end(entry, isHandled: true)
        } catch {
          ledger.end(entry, isHandled: false)
          throw error
        }
      }
    }
  }

  /// Adds entries, each until the server has said so.
  private func fill(_ redis: Redis, _ numbers: Range<Int>) async throws {
    for number in numbers {
      _ = try await eventually { try await redis.xadd(key: "orders", id: "*", fields: [("n", number)]) }
    }
  }

  private func settled(_ redis: Redis) async throws {
    while try await redis.xpending(key: "orders", group: "billing").count > 0 {
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Of two consumers, one is cancelled in the middle of its work, another one's connections are cut for good.
  @Test(arguments: ServerBinary.all) func aKilledConsumerLosesNothing(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let proxy = try FaultProxy(to: server.port)
    defer { proxy.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let far = try await Redis.connect(proxy.url)
    defer { far.close() }
    let ledger = ConsumerLedger()
    let survivor = consumer(redis, "a", ledger)
    let victim = consumer(redis, "b", ledger, slow: true)
    let distant = consumer(far, "c", ledger, slow: true)
    try await fill(redis, 0..<150)
    victim.cancel()
    proxy.blackhole(true)
    distant.cancel()
    try await fill(redis, 150..<300)
    try await ledger.waitUntil(handled: 300)
    try await settled(redis)
    survivor.cancel()
    for task in [survivor, victim, distant] { _ = await task.result }
    #expect(Set(ledger.handled.keys) == Set((0..<300).map { "\($0)" }))
  }

  @Test(arguments: ServerBinary.all) func cutsAndARestart(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary, ["--appendonly", "yes", "--appendfsync", "always"])
    defer { server.stop() }
    var profile = FaultProfile.rough
    profile.lifetime = 1_500...12_000
    let proxy = try FaultProxy(to: server.port, plan: FaultPlan(seed: 11, profile: profile))
    defer { proxy.stop() }
    let redis = Redis(try RedisOptions(url: proxy.url))
    defer { redis.close() }
    let direct = try await Redis.connect(server.url)
    defer { direct.close() }
    let ledger = ConsumerLedger()
    let tasks = ["a", "b"].map { consumer(redis, $0, ledger) }
    for round in 0..<6 {
      try await fill(direct, round * 100..<round * 100 + 100)
      proxy.cutAll([.reset, .close, .halfClose][round % 3])
      if round == 3 { try await server.restart() }
    }
    try await ledger.waitUntil(handled: 600)
    try await eventually { try await settled(direct) }
    for task in tasks { task.cancel() }
    for task in tasks { _ = await task.result }
    #expect(Set(ledger.handled.keys) == Set((0..<600).map { "\($0)" }))
    let late = ledger.deliveries.values.count { $0.first ?? 0 > 1 }
    let again = ledger.handled.values.reduce(0) { $0 + $1 - 1 }
    let interruptions = ledger.events.count { if case .interrupted = $0 { true } else { false } }
    print(
      "\(binary): 600 entries, \(late) of them lost on their first way, \(again) handled once more,",
      "\(interruptions) interruptions")
  }

  /// Consumers that live for a moment, one after the other, under one name.
  @Test(arguments: ServerBinary.all) func shortLives(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let ledger = ConsumerLedger()
    try await fill(redis, 0..<300)
    var lives = 0
    while ledger.handled.count < 300 {
      let task = consumer(redis, "a", ledger)
      try await Task.sleep(for: .microseconds(Int.random(in: 100...20_000)))
      task.cancel()
      _ = await task.result
      lives += 1
    }
    let last = consumer(redis, "a", ledger)
    try await settled(redis)
    last.cancel()
    _ = await last.result
    #expect(Set(ledger.handled.keys) == Set((0..<300).map { "\($0)" }))
    #expect(ledger.handled.values.allSatisfy { $0 == 1 })
    print("\(binary): 300 entries in \(lives) lives")
    while await redis.statistics().pool.leased > 0 { try await Task.sleep(for: .milliseconds(2)) }
  }

  /// A cancelled consumer finishes or leaves pending what it has, and holds no connection.
  @Test(arguments: ServerBinary.all) func aGracefulStop(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let ledger = ConsumerLedger()
    let task = consumer(redis, "a", ledger, slow: true)
    try await fill(redis, 0..<40)
    try await ledger.waitUntil(handled: 4)
    task.cancel()
    _ = await task.result
    let handled = ledger.handled.count
    #expect(try await redis.xpending(key: "orders", group: "billing").count <= 12)
    let rest = consumer(redis, "b", ledger)
    try await ledger.waitUntil(handled: 40)
    try await settled(redis)
    rest.cancel()
    _ = await rest.result
    #expect(handled < 40)
    #expect(ledger.handled.values.allSatisfy { $0 == 1 })
    while await redis.statistics().pool.leased > 0 { try await Task.sleep(for: .milliseconds(2)) }
  }
}
