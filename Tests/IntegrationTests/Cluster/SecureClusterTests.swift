import TestSupport
import Testing
import TypedRedis

/// Clusters whose servers speak TLS, want a password, and go by a name instead of addresses.
@Suite(.serialized, .timeLimit(.minutes(3))) struct SecureClusterTests {
  @Test(arguments: ServerBinary.forTopologies.filter(\.hasTLS)) func everythingAtOnce(_ binary: ServerBinary) async throws {
    var plan = RealClusterOptions()
    plan.isSecure = true
    plan.password = "open sesame"
    plan.hostname = "localhost"
    let servers = try await RealCluster.started(binary, plan)
    defer { servers.stop() }
    var tls = TLSOptions()
    tls.trust = [.file(TestCertificate.authority.file)]
    for source in RedisClusterOptions.TopologySource.allCases {
      // One seed is enough.
      var options = RedisClusterOptions(seeds: servers.ports.suffix(1).map { .tcp(host: "localhost", port: $0) })
      options.node.tls = tls
      options.node.password = "open sesame"
      options.topologySource = source
      try await use(options, servers)
    }
  }

  private func use(_ options: RedisClusterOptions, _ servers: RealCluster) async throws {
    let redis = try await RedisCluster.connect(options)
    defer { redis.close() }
    let nodes = try await redis.nodes()
    #expect(Set(nodes.map(\.endpoint)) == Set(servers.ports.map { .tcp(host: "localhost", port: $0) }))
    let names = (0..<60).map { "secure:\($0)" }
    try await redis.mset(entries: names.enumerated().map { (key: $1, value: $0) })
    #expect(try await redis.mget(keys: names, as: Int.self) == Array(0..<60))

    // Redirections name the port that speaks TLS, too.
    let slot = names[0].hashSlot
    let owner = try await servers.owner(of: slot)
    let foundOther = try await servers.primaries().filter { $0 !== owner }
    let other = try #require(foundOther.first)
    try await servers.migrate(slots: slot...slot, from: owner, to: other)
    #expect(try await redis.get(key: names[0], as: Int.self) == 0)
    #expect(try await redis.transaction().incr(key: names[0]).execute() == 1)
    try await redis.set(key: names[0], value: 0)
  }

  @Test func aWrongPasswordIsSaid() async throws {
    let binary = try #require(ServerBinary.forTopologies.first)
    var plan = RealClusterOptions()
    plan.password = "open sesame"
    let servers = try await RealCluster.started(binary, plan)
    defer { servers.stop() }
    let error = await failure {
      try await servers.connect { options in
        options.node.password = "closed"
        options.node.connectTimeout = .seconds(3)
      }
    }
    #expect(error?.description.contains("WRONGPASS") == true, "\(String(describing: error))")
    #expect(error?.description.contains("closed") == false)
  }
}
