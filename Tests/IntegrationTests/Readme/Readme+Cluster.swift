import TestSupport
import Testing
import TypedRedis

extension ReadmeSnippets {
  static func connectToCluster() async throws -> (RedisCluster, [String?], Int) {
    //////
    let cluster = try await RedisCluster.connect("redis://node1:7000,node2:7000,node3:7000")

    try await cluster.set(key: "{user:1}:name", value: "Ada")
    let values = try await cluster.mget(keys: ["{user:1}:name", "{user:2}:name"], as: String.self)  // from two nodes, perhaps
    let keys = try await cluster.dbsize()  // of all primaries together
    //////
    return (cluster, values, keys)
  }

  static func targets(_ cluster: RedisCluster) async throws -> Redis {
    //////
    try await cluster.with(target: .allNodes).slowlogReset()
    for (node, info) in try await cluster.run(Commands.INFO(), target: .allPrimaries) {
      print(node.endpoint, node.slots, try info.get().memory.used ?? 0)
    }
    let one = try await cluster.client(of: cluster.nodes()[0].endpoint)  // an ordinary Redis, for this node
    //////
    return one
  }

  static func scan(_ cluster: RedisCluster) async throws {
    //////
    for try await key in cluster.scanKeys(matching: "session:*", as: String.self) { print(key) }
    //////
  }

  static func sentinels() async throws -> (RedisSentinel, String?) {
    //////
    let sentinel = try await RedisSentinel.connect("redis+sentinel://s1:26379,s2:26379,s3:26379/main?quorum=2")

    try await sentinel.primary.set(key: "greeting", value: "hello")
    let greeting = try await sentinel.replicas.get(key: "greeting", as: String.self)
    let watching = Task { for await event in sentinel.events { print(event) } }
    //////
    watching.cancel()
    return (sentinel, greeting)
  }
}

@Suite struct ReadmeClusterTests {
  @Test(arguments: ServerBinary.forTopologies.prefix(1)) func snippetsRun(_ binary: ServerBinary) async throws {
    let cluster = try await RealCluster.shared(binary).connect()
    defer { cluster.close() }
    let one = try await ReadmeSnippets.targets(cluster)
    #expect(try await one.ping() == "PONG")
    try await ReadmeSnippets.scan(cluster)
  }
}
