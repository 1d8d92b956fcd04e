import Synchronization
import TestSupport
import Testing
import TypedRedis

/// A cache on real clusters: what it answers, and when it asks again.
@Suite(.timeLimit(.minutes(5))) struct ClusterCacheTests {
  /// Runs `body` with a client with a cache, its cache, one without, and what the names of keys begin with.
  private func withCache(
    _ options: RedisCacheOptions = RedisCacheOptions(), on cluster: RealCluster,
    _ body: (_ cached: RedisCluster, _ cache: RedisCache, _ direct: RedisCluster, _ prefix: String) async throws -> Void
  ) async throws {
    let redis = try await cluster.connect()
    let direct = try await cluster.connect()
    defer {
      redis.close()
      direct.close()
    }
    let cached = try redis.withCache(options)
    try await body(cached, try #require(cached.cache), direct, "cache\(UInt32.random(in: 0 ... .max)):")
  }

  @Test(arguments: ServerBinary.forTopologies) func everyNodeIsAskedOnce(_ binary: ServerBinary) async throws {
    try await withCache(on: RealCluster.shared(binary)) { cached, cache, direct, prefix in
      let keys = (0..<60).map { "\(prefix)\($0)" }
      try await direct.mset(entries: keys.enumerated().map { (key: $1, value: $0) })
      for _ in 0..<2 {
        for (number, key) in keys.enumerated() { #expect(try await cached.get(key: key, as: Int.self) == number) }
        // Nobody else has this key either: that is known as well.
        #expect(try await cached.get(key: "\(prefix)none") == nil)
      }
      #expect(cache.statistics.misses == 61)
      #expect(cache.statistics.hits == 61)
      // Keys of one slot are, keys of several are not.
      for _ in 0..<2 {
        #expect(try await cached.mget(keys: ["{\(keys[1])}none", keys[1]], as: Int.self) == [nil, 1])
        #expect(try await cached.mget(keys: keys, as: Int.self) == Array(0..<60))
        #expect(try await cached.exists(keys: keys) == 60)
      }
      #expect(cache.statistics.misses == 62)
      #expect(cache.statistics.hits == 62)
      // Whoever names a node means that one.
      let here = cache.statistics
      #expect(try await cached.with(target: .key(keys[3])).get(key: keys[3], as: Int.self) == 3)
      #expect(cache.statistics.hits == here.hits)
      // What it changes there is forgotten.
      try await cached.with(target: .key(keys[3])).set(key: keys[3], value: "new")
      #expect(try await cached.get(key: keys[3]) == "new")
      _ = try await cached.run(Commands.SET(key: keys[3], value: "newer"), target: .key(keys[3]))
      #expect(try await cached.get(key: keys[3]) == "newer")
    }
  }

  @Test(arguments: ServerBinary.forTopologies, [RedisCacheOptions.Mode.perKey, .broadcast])
  func changesByOthers(_ binary: ServerBinary, _ mode: RedisCacheOptions.Mode) async throws {
    try await withCache(RedisCacheOptions(mode: mode), on: RealCluster.shared(binary)) { cached, cache, direct, prefix in
      let keys = (0..<12).map { "\(prefix)\($0)" }
      for key in keys { #expect(try await cached.get(key: key) == nil) }
      for value in 1...10 {
        for key in keys { try await direct.set(key: key, value: value) }
        for key in keys { try await until { try await cached.get(key: key, as: Int.self) == value } }
      }
      _ = try await direct.unlink(keys: keys)
      for key in keys { try await until { try await cached.get(key: key) == nil } }
      #expect(cache.statistics.invalidations >= 120)
    }
  }

  @Test(arguments: ServerBinary.forTopologies) func ownWritesAreSeen(_ binary: ServerBinary) async throws {
    try await withCache(on: RealCluster.shared(binary)) { cached, cache, direct, prefix in
      let keys = (0..<20).map { "\(prefix)\($0)" }
      for value in 1...20 {
        for key in keys {
          try await cached.set(key: key, value: value)
          #expect(try await cached.get(key: key, as: Int.self) == value)
        }
        _ = try await cached.pipeline(keys.map { Commands.INCR(key: $0) })
        for key in keys { #expect(try await cached.get(key: key, as: Int.self) == value + 1) }
      }
      try await cached.mset(entries: keys.map { (key: $0, value: "all") })
      for key in keys { #expect(try await cached.get(key: key) == "all") }
      _ = try await cached.unlink(keys: keys)
      for key in keys { #expect(try await cached.get(key: key) == nil) }
    }
  }

  /// Its connections end with it, and it needs RESP3.
  @Test(arguments: ServerBinary.forTopologies) func itEndsWithItsLastValue(_ binary: ServerBinary) async throws {
    let cluster = try await RealCluster.shared(binary)
    let name = "cached\(UInt32.random(in: 0 ... .max))"
    let redis = try await cluster.connect { options in
      options.node.clientName = name
      options.readsFrom = .roundRobin
    }
    defer { redis.close() }
    @Sendable func tracking() async throws -> Int {
      var count = 0
      for (node, clients) in try await redis.run(Commands.CLIENT.LIST(), target: .allNodes) {
        for client in try clients.get() where client.name == name && client.flags.contains(.tracking) {
          #expect(!node.isReplica && !client.flags.contains(.readOnly))
          count += 1
        }
      }
      return count
    }
    var cached: RedisCluster? = try redis.withCache()
    for number in 0..<60 { #expect(try await cached?.get(key: "none:\(number)") == nil) }
    #expect(try await tracking() == 3)
    cached = nil
    try await until { try await tracking() == 0 }
    // The others stay.
    try await redis.set(key: name, value: 1)
    _ = try await redis.del(keys: [name])

    let old = try await cluster.connect { $0.node.protocolVersion = .resp2 }
    defer { old.close() }
    #expect(throws: RedisError.self) { try old.withCache() }
    #expect(throws: RedisError.self) { try redis.with(target: .allPrimaries).withCache() }
  }

  /// What came of counters that somebody else counts up, read again and again.
  private final class Readings: Sendable {
    private let state = Mutex((last: [String: Int](), faults: [String](), count: 0))
    let isCounting = Atomic(true)

    func take(_ value: Int, of key: String) {
      state.withLock { state in
        state.count += 1
        let last = state.last[key] ?? 0
        if value < last { state.faults.append("\(key): \(value) after \(last)") }
        state.last[key] = value
      }
    }

    var faults: [String] { state.withLock { $0.faults } }
    var count: Int { state.withLock { $0.count } }
  }

  /// Has keys counted up by one client, and read from memory by another, while `change` happens: no reading may be older than one
  /// before, and in the end all of them are right.
  private func counted(_ cluster: RealCluster, _ keys: [String], _ change: () async throws -> Void) async throws {
    try await withCache(on: cluster) { cached, cache, direct, _ in
      let readings = Readings()
      let counting = Task {
        var count = 0
        while readings.isCounting.load(ordering: .relaxed) {
          count += 1
          for key in keys { try await direct.incr(key: key) }
          try? await Task.sleep(for: .milliseconds(2))
        }
        return count
      }
      let reading = Task {
        while !Task.isCancelled {
          for key in keys { readings.take(try await cached.get(key: key, as: Int.self) ?? 0, of: key) }
          try? await Task.sleep(for: .microseconds(100))
        }
      }
      defer {
        counting.cancel()
        reading.cancel()
      }
      try await until { readings.count > 50 }
      try await change()
      let before = readings.count
      try await until { readings.count > before + 200 }
      readings.isCounting.store(false, ordering: .relaxed)
      let count = try await counting.value
      for key in keys { try await until { try await cached.get(key: key, as: Int.self) == count } }
      reading.cancel()
      // It may have been asking when it was told to stop.
      _ = await reading.result
      #expect(readings.faults.isEmpty, "\(readings.faults.count) of \(readings.count): \(readings.faults.prefix(5))")
      #expect(cache.statistics.hits > 0)
    }
  }

  @Test(arguments: ServerBinary.forTopologies) func slotsAreFollowed(_ binary: ServerBinary) async throws {
    let cluster = try await RealCluster.started(binary)
    defer { cluster.stop() }
    let primaries = try await cluster.primaries()
    let slots = try await cluster.slots(of: primaries[0])
    let keys = RealCluster.names("count:", 6, in: slots)
    try await counted(cluster, keys) {
      try await cluster.migrate(slots: keys.map(\.hashSlot), from: primaries[0], to: primaries[1])
      try await cluster.migrate(slots: keys.map(\.hashSlot), from: primaries[1], to: primaries[0])
      guard cluster.movesSlotsAtOnce, let slots = slots.first else { return }
      try await cluster.moveAtOnce(slots: slots, from: primaries[0], to: primaries[2])
    }
  }

  @Test(arguments: ServerBinary.forTopologies) func aFailoverIsFollowed(_ binary: ServerBinary) async throws {
    let cluster = try await RealCluster.started(binary)
    defer { cluster.stop() }
    let primary = try await cluster.primaries()[0]
    let replica = try await cluster.replica(of: primary)
    let slots = try await cluster.slots(of: primary)
    let keys = RealCluster.names("count:", 6, in: slots)
    try await counted(cluster, keys) { try await cluster.failOver(to: replica) }
  }

  /// Of a key that was not there when it was read, the former node says nothing, and it need not have been asked since.
  @Test(arguments: ServerBinary.forTopologies) func whatWasNotThereIsForgottenWithTheSlot(_ binary: ServerBinary) async throws {
    let cluster = try await RealCluster.started(binary)
    defer { cluster.stop() }
    let primaries = try await cluster.primaries()
    try await withCache(on: cluster) { cached, cache, direct, _ in
      let key = "absent"
      let slot = key.hashSlot
      let source = try await cluster.owner(of: slot)
      let target = try #require(primaries.first { $0 !== source })
      for _ in 0..<2 { #expect(try await cached.get(key: key) == nil) }
      #expect(cache.statistics.hits == 1)
      try await cluster.migrate(slots: [slot], from: source, to: target)
      try await direct.set(key: key, value: "there")
      // Any command for the slot tells where it is.
      _ = try await cached.exists(keys: ["{\(key)}other"])
      #expect(try await cached.get(key: key) == "there")
    }
  }

  @Test(arguments: ServerBinary.forTopologies) func aLostNodeIsForgotten(_ binary: ServerBinary) async throws {
    let cluster = try await RealCluster.started(binary, .failingOver())
    defer { cluster.stop() }
    try await withCache(on: cluster) { cached, cache, direct, _ in
      let keys = (0..<30).map { "kept:\($0)" }
      try await direct.mset(entries: keys.map { (key: $0, value: "before") })
      for key in keys { #expect(try await cached.get(key: key) == "before") }
      let primary = try await cluster.primaries()[0]
      let replica = try await cluster.replica(of: primary)
      let lost = try await cluster.slots(of: primary)
      primary.kill()
      // What other nodes have stays in memory, however often it is tried to reach this one.
      let others = keys.filter { key in !lost.contains { $0.contains(key.hashSlot) } }
      try await until { cache.statistics.entries == 0 }
      for key in others { #expect(try await cached.get(key: key) == "before") }
      let misses = cache.statistics.misses
      for _ in 0..<20 {
        for key in others { #expect(try await cached.get(key: key) == "before") }
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(cache.statistics.misses == misses)
      try await cluster.waitUntilPrimary(replica)
      try await until { (try? await direct.mset(entries: keys.map { (key: $0, value: "after") })) != nil }
      for key in keys { try await until { try await cached.get(key: key) == "after" } }
      // From then on memory is enough.
      try await until {
        let hits = cache.statistics.hits
        for key in keys { _ = try await cached.get(key: key) }
        return cache.statistics.hits == hits + 30
      }
    }
  }
}
