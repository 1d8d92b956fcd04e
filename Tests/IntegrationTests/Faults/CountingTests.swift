import Synchronization
import TestSupport
import Testing
import TypedRedis

/// Nothing that was acknowledged is lost, and nothing is applied twice without being reported as uncertain.
@Suite(.timeLimit(.minutes(2))) struct CountingTests {
  private struct Count: Sendable {
    var attempts = 0
    var acknowledged = 0
    var uncertain = 0
    var largest = 0

    mutating func add(_ other: Count) {
      attempts += other.attempts
      acknowledged += other.acknowledged
      uncertain += other.uncertain
      largest = max(largest, other.largest)
    }
  }

  @Test(arguments: ServerBinary.all) func incrementsUnderFaults(_ binary: ServerBinary) async throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    var profile = FaultProfile.rough
    profile.lifetime = 200...50_000
    profile.spacing = 1...20_000
    let server = try await RealServer.common(binary)
    let proxy = try FaultProxy(to: server.port, plan: FaultPlan(seed: seed, profile: profile))
    defer { proxy.stop() }
    var options = try RedisOptions(url: proxy.url)
    options.connectsLazily = true
    options.commandTimeout = .milliseconds(500)
    let redis = Redis(options)
    defer { redis.close() }
    let direct = try await Redis.connect(server.url)
    defer { direct.close() }
    try await direct.del(keys: ["faults:counter"])

    let count = await withTaskGroup(of: Count.self) { group in
      for task in 0..<32 {
        group.addTask { await increment(redis, times: 60, SplitMix(seed: seed).part(task)) }
      }
      return await group.reduce(into: Count()) { $0.add($1) }
    }
    let counter = try await direct.get(key: "faults:counter", as: Int.self) ?? 0
    print(
      "INCR under faults on \(binary), seed \(seed): \(count.attempts) attempts, counter \(counter), "
        + "\(count.acknowledged) acknowledged, \(count.uncertain) uncertain, \(proxy.statistics.cuts) cuts")
    #expect(counter <= count.attempts, "seed \(seed)")
    #expect(counter >= count.acknowledged, "seed \(seed)")
    #expect(counter >= count.largest, "seed \(seed)")
    #expect(counter <= count.acknowledged + count.uncertain, "seed \(seed)")
    #expect(proxy.statistics.cuts > 0, "seed \(seed)")
  }

  /// What is acknowledged is on the disk, and what the server had not read when it was killed was not applied.
  @Test(arguments: ServerBinary.all) func incrementsOnAServerThatIsKilled(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary, ["--appendonly", "yes", "--appendfsync", "always"])
    let redis = try await Redis.connect(server.url)
    defer {
      redis.close()
      server.stop()
    }
    let tasks = (0..<16).map { task in Task { await increment(redis, times: 400, SplitMix(seed: UInt64(task))) } }
    for _ in 0..<3 {
      try await Task.sleep(for: .milliseconds(60))
      try await server.restart()
    }
    var count = Count()
    for task in tasks { count.add(await task.value) }
    let counter = try await redis.get(key: "faults:counter", as: Int.self) ?? 0
    print(
      "INCR with kill -9 on \(binary): \(count.attempts) attempts, counter \(counter), "
        + "\(count.acknowledged) acknowledged, \(count.uncertain) uncertain")
    #expect(counter <= count.attempts)
    #expect(counter >= count.acknowledged)
    #expect(counter <= count.acknowledged + count.uncertain)
  }

  private func increment(_ redis: Redis, times: Int, _ seeded: SplitMix) async -> Count {
    var (random, count) = (seeded, Count())
    for _ in 0..<times {
      count.attempts += 1
      let call = Task { try await redis.incr(key: "faults:counter") }
      if random.happens(0.05) { call.cancel() }
      switch await call.result {
      case .success(let value):
        count.acknowledged += 1
        count.largest = max(count.largest, value)
      case .failure(let error):
        if (error as? RedisError)?.mayHaveBeenApplied ?? true { count.uncertain += 1 }
      }
    }
    return count
  }
}
