import TestSupport
import Testing
import TypedRedis

/// Slots that move while 32 tasks read and write.
@Suite(.serialized, .timeLimit(.minutes(5))) struct ReshardingTests {
  /// No error reaches a caller, and no write that was acknowledged is lost.
  @Test(arguments: ServerBinary.forTopologies) func aThousandSlots(_ binary: ServerBinary) async throws {
    try await FaultyCluster.run(binary) { cluster in try await reshard(cluster) }
  }

  private func reshard(_ cluster: FaultyCluster) async throws {
    let slots = 0...999
    let (first, second) = (try await cluster.servers.owner(of: 0), try await cluster.servers.owner(of: 16_383))
    // What nobody looks at meanwhile.
    let filling = (0..<3000).map { "filling:\($0)" }
    try await cluster.redis.mset(entries: filling.enumerated().map { (key: $1, value: $0) })

    let load = ClusterLoad(cluster.redis, keys: cluster.names(640, of: slots))
    try await load.goOn(for: 500)
    let start = ContinuousClock.now
    try await cluster.servers.migrate(slots: slots, from: first, to: second)
    let time = ContinuousClock.now - start
    let before = load.report
    if cluster.servers.movesSlotsAtOnce {
      try await cluster.servers.moveAtOnce(slots: slots, from: second, to: first)
    }
    try await load.goOn(for: 500)
    let report = await load.finish()
    print("1000 slots of \(cluster.servers.binary) in \(milliseconds(time)) ms: \(before.summary); to the end: \(report.summary)")
    #expect(report.failures == [])
    #expect(report.lost == [])
    #expect(report.doubled == [])
    #expect(try await cluster.redis.mget(keys: filling, as: Int.self) == Array(0..<3000))
  }

  /// Leases, scripts, blocked commands and locks, whose slot moves to and fro.
  @Test(arguments: ServerBinary.forTopologies) func whateverIsThere(_ binary: ServerBinary) async throws {
    try await FaultyCluster.run(binary) { cluster in
      let slot = "moving".hashSlot
      let (first, last) = (try await cluster.servers.owner(of: slot), try await other(cluster, than: slot))
      let moving = Task {
        for _ in 0..<10 {
          try await cluster.servers.migrate(slots: slot...slot, from: first, to: last)
          try await cluster.servers.migrate(slots: slot...slot, from: last, to: first)
        }
      }
      let redis = cluster.redis
      let script = redis.script("return redis.call('incr', KEYS[1])", keys: 1, returning: Int.self)
      let isDone = Noted(false)
      let watching = Task {
        while !isDone.value {
          let outcome = try await redis.transaction(watching: ["{moving}:watched"], attempts: 1000) { connection in
            let value = try await connection.get(key: "{moving}:watched", as: Int.self) ?? 0
            return connection.transaction().set(key: "{moving}:watched", value: value + 1)
          }
          #expect(outcome.isCommitted)
        }
      }
      var rounds = 0
      while !isDone.value {
        rounds += 1
        #expect(try await redis.run(script, keys: ["{moving}:script"]) == rounds)
        let queue = Task { try await redis.blpop(keys: ["{moving}:queue"], timeout: 20, as: Int.self) }
        try await redis.rpush(key: "{moving}:queue", elements: [rounds])
        #expect(try await queue.value?.element == rounds)
        #expect(try await redis.withLock("moving") { $0.fencingToken } > 0)
        if moving.isCancelled || rounds >= 30 { isDone.change { $0 = true } }
      }
      try await watching.value
      try await moving.value
    }
  }

  private func other(_ cluster: FaultyCluster, than slot: Int) async throws -> RealCluster.Node {
    let owner = try await cluster.servers.owner(of: slot)
    let found = try await cluster.servers.primaries().filter { $0 !== owner }
    return try #require(found.first)
  }
}
