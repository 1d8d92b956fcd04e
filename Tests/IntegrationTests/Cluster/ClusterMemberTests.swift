import TestSupport
import Testing
import TypedRedis

/// Servers that come and go while 32 tasks read and write.
@Suite(.serialized, .timeLimit(.minutes(5))) struct ClusterMemberTests {
  @Test(arguments: ServerBinary.forTopologies) func addedAndRemoved(_ binary: ServerBinary) async throws {
    try await FaultyCluster.run(binary) { options in
      options.refreshInterval = .milliseconds(300)
    } _: { cluster in
      try await addAndRemove(cluster)
    }
  }

  private func addAndRemove(_ cluster: FaultyCluster) async throws {
    let slots = 0...299
    let owner = try await cluster.servers.owner(of: 0)
    let load = ClusterLoad(cluster.redis, keys: cluster.names(320, of: slots))
    try await load.goOn(for: 300)
    let added = try await cluster.servers.addNode()
    try await cluster.servers.migrate(slots: slots, from: owner, to: added)
    try await load.goOn(for: 300)
    let replica = try await cluster.servers.addReplica(of: added)
    try await until { try await cluster.redis.nodes().count == 8 }
    try await cluster.servers.migrate(slots: slots, from: added, to: owner)
    try await load.goOn(for: 300)

    for node in [replica, added] {
      try await cluster.servers.forget(node)
      try await until { try await !cluster.redis.nodes().contains { $0.endpoint == .tcp(host: "127.0.0.1", port: node.port) } }
      // Its connections are closed while it is still there.
      try await until { try await connections(to: node) == 0 }
      try await cluster.servers.end(node)
    }
    try await load.goOn(for: 300)
    let report = await load.finish()
    print("a server of \(cluster.servers.binary) comes and goes: \(report.summary)")
    #expect(report.failures == [])
    #expect(report.lost == [])
    #expect(report.doubled == [])
  }

  private func connections(to node: RealCluster.Node) async throws -> Int {
    let redis = try await Redis.connect(node.url)
    defer { redis.close() }
    return try await redis.clientList().filter { $0.name == "load" }.count
  }
}
