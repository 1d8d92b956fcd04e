import TestSupport
import Testing
import TypedRedis

/// Whether the clusters that tests start are what they say. With a client for single servers.
@Suite(.serialized, .timeLimit(.minutes(3))) struct RealClusterTests {
  /// The servers that tests of clusters run on: the oldest, and the newest of the other kind.
  static let binaries = ServerBinary.forTopologies

  @Test(arguments: binaries) func startsAndStops(_ binary: ServerBinary) async throws {
    let start = ContinuousClock.now
    let cluster = try await RealCluster.started(binary)
    defer { cluster.stop() }
    print("a cluster of \(binary) starts within \(distribution([ContinuousClock.now - start]))")
    for node in cluster.nodes {
      let redis = try await Redis.connect(node.url)
      defer { redis.close() }
      #expect(try await redis.clusterInfo().isOK == true)
      let shards = try await redis.clusterSlots()
      #expect(shards.count == 3 && shards.allSatisfy { $0.replicas.count == 1 })
    }
    let ports = cluster.ports
    cluster.stop()
    for port in ports { #expect(throws: (any Error).self) { try LoopbackSocket.connect(port: port) } }
  }

  @Test(arguments: binaries) func changes(_ binary: ServerBinary) async throws {
    var options = RealClusterOptions()
    options.password = "open sesame"
    options.hostname = "localhost"
    options.isProxied = true
    let cluster = try await RealCluster.started(binary, options)
    defer { cluster.stop() }
    let (first, second) = (try await cluster.owner(of: 0), try await cluster.owner(of: 16_383))
    func connect(_ node: RealCluster.Node) async throws -> Redis {
      var options = try RedisOptions(url: "redis://127.0.0.1:\(node.proxy?.port ?? 0)")
      options.password = "open sesame"
      return try await Redis.connect(options)
    }
    let redis = try await connect(first)
    defer { redis.close() }
    #expect(try await redis.clusterSlots().first?.primary?.host == "localhost")
    // In slot 0.
    for number in 0..<50 { try await redis.set(key: "{3560}\(number)", value: number) }
    try await cluster.migrate(slots: 0...2, from: first, to: second)
    #expect(try await cluster.owner(of: 0) === second)
    #expect(try await cluster.owner(of: 3) === first)
    let other = try await connect(second)
    defer { other.close() }
    #expect(try await other.get(key: "{3560}49", as: Int.self) == 49)
    if cluster.movesSlotsAtOnce {
      try await cluster.moveAtOnce(slots: 0...2, from: second, to: first)
      #expect(try await redis.get(key: "{3560}49", as: Int.self) == 49)
    }

    let replica = try await cluster.replica(of: first)
    try await cluster.failOver(to: replica)
    #expect(try await cluster.owner(of: 3) === replica)
    let added = try await cluster.addReplica(of: replica)
    #expect(try await cluster.replicas(of: replica).contains { $0 === added })
    try await cluster.forget(added)
    try await cluster.end(added)
    #expect(cluster.nodes.count == 6)
  }
}
