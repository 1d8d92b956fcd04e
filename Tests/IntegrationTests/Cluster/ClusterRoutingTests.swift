import TestSupport
import Testing
import TypedRedis

/// Where commands go in a real cluster.
@Suite struct ClusterRoutingTests {
  @Test(arguments: ServerBinary.forTopologies) func commandsOfManyKeys(_ binary: ServerBinary) async throws {
    try await RealCluster.withClient(binary) { redis, prefix async throws in
      let keys = (0..<100).map { "\(prefix)\($0)" }
      try await redis.mset(entries: keys.enumerated().map { (key: $1, value: $0) })
      // Some twice, some that are not there, in no order of slots.
      let wanted = keys.reversed() + ["\(prefix)none"] + keys.prefix(3)
      let values = try await redis.mget(keys: Array(wanted), as: Int.self)
      #expect(values == (0..<100).reversed().map { $0 } + [nil] + [0, 1, 2])
      #expect(try await redis.exists(keys: keys + keys) == 200)
      #expect(try await redis.touch(keys: keys) == 100)
      #expect(try await redis.del(keys: Array(keys.prefix(60))) == 60)
      #expect(try await redis.unlink(keys: keys) == 40)
    }
  }

  @Test(arguments: ServerBinary.forTopologies) func oneReplyOfMany(_ binary: ServerBinary) async throws {
    try await RealCluster.withClient(binary) { redis, prefix async throws in
      for number in 0..<60 { try await redis.set(key: "\(prefix)\(number)", value: number) }
      #expect(try await redis.keys(pattern: "\(prefix)*").count == 60)
      #expect(try await redis.ping() == "PONG")
      let each = try await redis.run(Commands.DBSIZE(), target: .allPrimaries)
      #expect(each.count == 3)
      #expect(try each.allSatisfy { try $0.result.get() > 0 })
      let digest = try await redis.scriptLoad(script: "return 'of \(prefix)'")
      #expect(try await redis.scriptExists(sha1s: [digest, String(repeating: "0", count: 40)]) == [true, false])
      _ = try await redis.unlink(keys: (0..<60).map { "\(prefix)\($0)" })
    }
  }

  @Test(arguments: ServerBinary.forTopologies) func whatCannotBeSplitIsNotSent(_ binary: ServerBinary) async throws {
    try await RealCluster.withClient(binary) { redis, prefix async throws in
      let error = await #expect(throws: RedisError.self) {
        try await redis.sinter(keys: ["\(prefix)a", "\(prefix)b"])
      }
      #expect(error?.code == .crossSlot)
      #expect(error?.message.hasPrefix("CROSSSLOT: keys \"\(prefix)a\" and \"\(prefix)b\"") == true)
      #expect(error?.command == "SINTER")
      #expect(error?.mayHaveBeenApplied == false)
      let transaction = await #expect(throws: RedisError.self) {
        try await redis.transaction().set(key: "\(prefix)a", value: 1).set(key: "\(prefix)b", value: 1).execute()
      }
      #expect(transaction?.code == .crossSlot)
      let pipeline = await #expect(throws: RedisError.self) {
        try await redis.pipeline().set(key: "\(prefix)a", value: 1).sinter(keys: ["\(prefix)a", "\(prefix)b"]).execute()
      }
      #expect(pipeline?.code == .crossSlot)
      #expect(try await redis.exists(keys: ["\(prefix)a", "\(prefix)b"]) == 0)
      let info = await #expect(throws: RedisError.self) { try await redis.info() }
      #expect(info?.code == .unsupported)
    }
  }

  @Test(arguments: ServerBinary.forTopologies) func destinations(_ binary: ServerBinary) async throws {
    try await RealCluster.withClient(binary) { redis, prefix async throws in
      let nodes = try await redis.nodes()
      #expect(nodes.filter { !$0.isReplica }.count == 3)
      #expect(nodes.filter(\.isReplica).count == 3)
      #expect(nodes.filter { !$0.isReplica }.flatMap(\.slots).map(\.count).reduce(0, +) == 16384)

      let key = "\(prefix)key"
      try await redis.set(key: key, value: "here")
      let primaries = nodes.filter { !$0.isReplica }
      let owner = try #require(primaries.filter { $0.slots.contains { $0.contains(key.hashSlot) } }.first)
      let other = try #require(primaries.filter { $0.endpoint != owner.endpoint }.first)
      #expect(try await redis.with(target: .node(owner.endpoint)).get(key: key, as: String.self) == "here")
      #expect(try await redis.with(target: .key(key)).info().replication.role == "master")
      // Whoever names a node means it.
      let moved = await #expect(throws: RedisError.self) { try await redis.with(target: .node(other.endpoint)).get(key: key) }
      #expect(moved?.server?.kind == "MOVED")
      #expect(try await redis.client(of: owner.endpoint).get(key: key, as: String.self) == "here")

      let replicas = try await redis.run(Commands.ROLE(), target: .allReplicas)
      #expect(replicas.count == 3)
      let nowhere = Endpoint.tcp(host: "127.0.0.1", port: 1)
      let missing = await #expect(throws: RedisError.self) { try await redis.with(target: .node(nowhere)).ping() }
      #expect(missing?.code == .invalidArgument)
      try await redis.del(keys: [key])
    }
  }

  @Test(arguments: ServerBinary.forTopologies) func seedsOfAllKinds(_ binary: ServerBinary) async throws {
    let servers = try await RealCluster.shared(binary)
    let dead = Endpoint.tcp(host: "127.0.0.1", port: try LoopbackSocket.freePort())
    let last = Endpoint.tcp(host: "127.0.0.1", port: try #require(servers.ports.last))
    for source in RedisClusterOptions.TopologySource.allCases {
      var options = RedisClusterOptions(seeds: [dead, last])
      options.topologySource = source
      let redis = try await RedisCluster.connect(options)
      #expect(try await redis.nodes().count == 6)
      redis.close()
      let closed = await #expect(throws: RedisError.self) { try await redis.get(key: "any") }
      #expect(closed?.code == .clientClosed)
    }
    var lonely = RedisClusterOptions(seeds: [dead])
    lonely.node.connectTimeout = .milliseconds(300)
    let unreachable = await #expect(throws: RedisError.self) { try await RedisCluster.connect(lonely) }
    #expect(unreachable?.code == .timedOut)
  }

  @Test(arguments: ServerBinary.forTopologies) func aServerOnItsOwn(_ binary: ServerBinary) async throws {
    let server = try RealServer.shared(binary)
    var options = RedisClusterOptions(seeds: [.tcp(host: "127.0.0.1", port: server.port)])
    // Far more than it takes, on a machine that is busy with other tests.
    options.node.connectTimeout = .seconds(60)
    options.node.commandTimeout = .seconds(60)
    let patient = options
    let error = await #expect(throws: RedisError.self) { try await RedisCluster.connect(patient) }
    #expect(error?.code == .unsupported)
    #expect(error?.message.contains("no node of a cluster") == true)
    // One that connects with its first command says the same.
    options.node.connectsLazily = true
    let lazy = try await RedisCluster.connect(options)
    defer { lazy.close() }
    let later = await #expect(throws: RedisError.self) { try await lazy.get(key: "any") }
    #expect(later?.code == .unsupported)
  }

  @Test(arguments: ServerBinary.forTopologies) func readsFromReplicas(_ binary: ServerBinary) async throws {
    let servers = try await RealCluster.shared(binary)
    for preference in [RedisClusterReadPreference.replicaPreferred, .roundRobin, .lowestLatency] {
      let redis = try await servers.connect { $0.readsFrom = preference }
      defer { redis.close() }
      let key = "replicas:\(UInt32.random(in: 0 ... .max))"
      try await redis.set(key: key, value: "copied")
      let replicas = try await redis.nodes().filter { $0.isReplica && $0.slots.contains { $0.contains(key.hashSlot) } }
      let owner = try #require(replicas.first)
      let replica = try await redis.client(of: owner.endpoint)
      // As soon as the replica is connected to and has the value.
      try await eventually {
        let before = await replica.statistics().shared.commandsSent
        for _ in 0..<20 { #expect(try await redis.get(key: key, as: String.self) == "copied") }
        let sent = await replica.statistics().shared.commandsSent - before
        if preference == .replicaPreferred ? sent < 20 : sent < 1 { throw NotYet() }
      }
      // Writes go where they have to.
      #expect(try await redis.del(keys: [key]) == 1)
    }
  }

  /// There is one at some node, not at each.
  @Test(arguments: ServerBinary.forTopologies) func someKeyOfAll(_ binary: ServerBinary) async throws {
    let servers = try await RealCluster.started(binary)
    defer { servers.stop() }
    let redis = try await servers.connect()
    defer { redis.close() }
    #expect(try await redis.randomkey() == nil)
    try await redis.set(key: "only", value: 1)
    for _ in 0..<10 { #expect(try await redis.randomkey(as: String.self) == "only") }
    try await redis.mset(entries: (0..<50).map { (key: "\($0)", value: $0) })
    var slots: Set<Int> = []
    for _ in 0..<60 { slots.insert(try await redis.randomkey(as: String.self)?.hashSlot ?? -1) }
    let nodes = try await redis.nodes().filter { !$0.isReplica }
    for node in nodes { #expect(slots.contains { slot in node.slots.contains { $0.contains(slot) } }) }
  }

  /// Servers tell their zones where they know of such; elsewhere the options do.
  @Test(arguments: ServerBinary.forTopologies) func readsInTheSameZone(_ binary: ServerBinary) async throws {
    let servers = try await RealCluster.started(binary)
    defer { servers.stop() }
    let admin = try await servers.connect()
    defer { admin.close() }
    let keys = (0..<30).map { "zone:\($0)" }
    try await admin.mset(entries: keys.map { (key: $0, value: "everywhere") })
    var told: [Endpoint: String] = [:]
    for node in try await admin.nodes() {
      let zone = node.isReplica ? "replicas" : "primaries"
      do {
        try await admin.client(of: node.endpoint).configSet(parameters: [("availability-zone", zone)])
      } catch {
        told[node.endpoint] = zone
      }
    }
    #expect(told.count == (binary.kind == .valkey ? 0 : 6))
    for zone in ["primaries", "replicas"] {
      // Until all servers have told each other, and replicas have the values.
      try await eventually { [told] in
        let redis = try await servers.connect { options in
          options.readsFrom = .sameZone(zone)
          options.zones = told
        }
        defer { redis.close() }
        let nodes = try await redis.nodes()
        guard nodes.allSatisfy({ $0.zone == ($0.isReplica ? "replicas" : "primaries") }) else { throw NotYet() }
        try await Self.read(keys, redis)
        let before = try await Self.sent(redis, nodes)
        try await Self.read(keys, redis)
        for (node, count) in try await Self.sent(redis, nodes) {
          let isNear = nodes.contains { $0.endpoint == node && $0.zone == zone }
          guard isNear == (count > before[node] ?? 0) else { throw NotYet() }
        }
      }
    }
  }

  private static func read(_ keys: [String], _ redis: RedisCluster) async throws {
    for key in keys {
      guard try await redis.get(key: key) == "everywhere" else { throw NotYet() }
    }
  }

  /// How many commands were sent over the connections that are shared.
  private static func sent(_ redis: RedisCluster, _ nodes: [RedisClusterNode]) async throws -> [Endpoint: Int] {
    var sent: [Endpoint: Int] = [:]
    for node in nodes { sent[node.endpoint] = await (try redis.client(of: node.endpoint)).statistics().shared.commandsSent }
    return sent
  }
}
