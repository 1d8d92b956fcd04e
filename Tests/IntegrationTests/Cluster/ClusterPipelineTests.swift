import TestSupport
import Testing
import TypedRedis

/// Pipelines over several nodes.
@Suite struct ClusterPipelineTests {
  @Test(arguments: ServerBinary.forTopologies) func keepTheOrderOfTheirCommands(_ binary: ServerBinary) async throws {
    try await RealCluster.withClient(binary) { redis, prefix async throws in
      let written = try await redis.pipeline((0..<2000).map { Commands.SET(key: "\(prefix)\($0)", value: $0) })
      #expect(written.count == 2000)
      let read = try await redis.pipeline((0..<2000).map { Commands.GET(key: "\(prefix)\($0)") })
      #expect(try read.map { try $0.get()?.int } == Array(0..<2000))
      // One that fails, one that is split, one that goes to all.
      try await redis.set(key: "\(prefix)text", value: "text")
      let chain = redis.pipeline().incr(key: "\(prefix)text").mget(keys: ["\(prefix)1", "\(prefix)2", "\(prefix)3"], as: Int.self)
        .dbsize().get(key: "\(prefix)4", as: Int.self)
      let outcome = try await chain.run()
      #expect(outcome.errors.map(\.position) == [0])
      #expect(try outcome.result(1, as: [Int?].self).get() == [1, 2, 3])
      #expect(try outcome.result(2, as: Int.self).get() >= 2001)
      #expect(try outcome.result(3, as: Int?.self).get() == 4)
      _ = try await redis.unlink(keys: (0..<2000).map { "\(prefix)\($0)" } + ["\(prefix)text"])
    }
  }

  /// Each node gets its part in one write, which it reads at once.
  @Test(arguments: ServerBinary.forTopologies) func leaveInOneWritePerNode(_ binary: ServerBinary) async throws {
    // Replicas would say something now and then, which counts too.
    var plan = RealClusterOptions()
    plan.replicasOfEach = 0
    let servers = try await RealCluster.started(binary, plan)
    defer { servers.stop() }
    let redis = try await servers.connect()
    defer { redis.close() }
    let commands = (0..<150).map { Commands.SET(key: "one:\($0)", value: $0) }
    _ = try await redis.pipeline(commands)
    let before = try await reads(redis)
    _ = try await redis.pipeline(commands)
    let after = try await reads(redis)
    for (endpoint, count) in after {
      // The pipeline, and the question.
      #expect(count - (before[endpoint] ?? 0) <= 2, "\(endpoint)")
    }
  }

  private func reads(_ redis: RedisCluster) async throws -> [Endpoint: Int] {
    var reads: [Endpoint: Int] = [:]
    for (node, info) in try await redis.run(Commands.INFO(), target: .allPrimaries) {
      reads[node.endpoint] = try info.get().stats.reads
    }
    return reads
  }

  @Test(arguments: ServerBinary.forTopologies) func callbacksRunOnceForEachReply(_ binary: ServerBinary) async throws {
    try await RealCluster.withClient(binary) { redis, prefix async throws in
      let count = Noted(0)
      let keys = (0..<30).map { "\(prefix)\($0)" }
      try await redis.mset(entries: keys.map { (key: $0, value: "value") })
      let counting = redis.withResponseCallback(for: Commands.GET.self) { _, reply in
        count.change { $0 += 1 }
        return try Commands.GET.decode(reply)
      }.withResponseCallback(for: Commands.MGET.self) { _, reply in
        count.change { $0 += 1 }
        return try Commands.MGET.decode(reply)
      }
      _ = try await counting.get(key: keys[0])
      #expect(count.value == 1)
      _ = try await counting.mget(keys: keys)
      #expect(count.value == 2)
      _ = try await counting.pipeline(keys.map { Commands.GET(key: $0) })
      #expect(count.value == 32)
      _ = try await redis.unlink(keys: keys)
    }
  }

  @Test(arguments: ServerBinary.forTopologies) func scriptsAreLoadedWhereTheyRun(_ binary: ServerBinary) async throws {
    try await RealCluster.withClient(binary) { redis, prefix async throws in
      let script = redis.script("return KEYS[1] .. ' \(prefix)'", keys: 1, returning: String.self)
      let outcome = try await redis.pipeline().run(script, keys: ["a"]).run(script, keys: ["b"]).run(script, keys: ["c"]).execute()
      #expect(outcome == ("a \(prefix)", "b \(prefix)", "c \(prefix)"))
      let queued = try await redis.transaction().run(script, keys: ["{a}1"]).run(script, keys: ["{a}2"]).execute()
      #expect(queued == ("{a}1 \(prefix)", "{a}2 \(prefix)"))
    }
  }

  /// Some of the commands go where the slot is going to, and none is carried out twice.
  @Test(arguments: ServerBinary.forTopologies) func followASlotThatIsOnItsWay(_ binary: ServerBinary) async throws {
    try await FaultyCluster.run(binary) { cluster async throws in
      let redis = cluster.redis
      let slot = "{way}".hashSlot
      let source = try await cluster.servers.owner(of: slot)
      let others = try await cluster.servers.primaries().filter { $0 !== source }
      let target = try #require(others.first)
      // Half of them have gone already.
      let keys = (0..<20).map { "{way}\($0)" }
      try await redis.mset(entries: keys.prefix(10).map { (key: $0, value: 100) })
      let from = try await redis.client(of: .tcp(host: "127.0.0.1", port: source.port))
      let to = try await redis.client(of: .tcp(host: "127.0.0.1", port: target.port))
      try await to.execute("CLUSTER", "SETSLOT", slot, "IMPORTING", source.id)
      try await from.execute("CLUSTER", "SETSLOT", slot, "MIGRATING", target.id)
      let count = Noted(0)
      let counting = redis.withResponseCallback(for: Commands.INCR.self) { _, reply in
        count.change { $0 += 1 }
        return try Commands.INCR.decode(reply)
      }
      let further = (0..<20).map { "other:\($0)" }
      let results = try await counting.pipeline(zip(keys, further).flatMap { [Commands.INCR(key: $0), Commands.INCR(key: $1)] })
      #expect(try results.map { try $0.get() } == (0..<20).flatMap { [$0 < 10 ? 101 : 1, 1] })
      #expect(count.value == 40)
      // A transaction of which all keys have gone.
      #expect(try await redis.transaction().incr(key: keys[15]).incr(key: keys[15]).execute() == (2, 3))
      #expect(try await redis.get(key: keys[5], as: Int.self) == 101)
    }
  }
}
