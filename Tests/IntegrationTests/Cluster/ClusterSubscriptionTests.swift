import RedisTransport
import Synchronization
import TestSupport
import Testing

@testable import TypedRedis

/// Subscriptions of a real cluster.
@Suite(.timeLimit(.minutes(5))) struct ClusterSubscriptionTests {
  private static func name(_ what: String) -> String { "\(what):\(UInt64.random(in: 0 ... .max))" }

  /// Shard channels in the slots of every primary.
  private static func spread(_ count: Int = 12) -> [String] { (0..<count).map { name("shard\($0)") } }

  @Test(arguments: ServerBinary.forTopologies) func oneSubscriptionHasTopicsOfAllKindsAndSlots(_ binary: ServerBinary) async throws {
    let redis = try await RealCluster.shared(binary).connect()
    defer { redis.close() }
    let (channel, shards) = (Self.name("channel"), Self.spread())
    try await redis.withSubscription(channels: [channel], patterns: [channel + "*"], shardChannels: shards) { messages async throws in
      for (number, shard) in shards.enumerated() {
        #expect(try await redis.spublish(channel: shard, message: "\(number)") == 1)
      }
      try await redis.publish(channel: channel, message: "news")
      var iterator = messages.makeAsyncIterator()
      var payloads: Set<String> = []
      for _ in 0..<shards.count + 2 {
        let message = try #require(try await iterator.next())
        #expect(!message.followsGap && message.isSharded == shards.contains(message.channel.description))
        payloads.insert("\(message.channel) \(message.pattern?.description ?? "-") \(message.payload)")
      }
      var expected = Set(shards.enumerated().map { "\($1) - \($0)" })
      expected.formUnion(["\(channel) - news", "\(channel) \(channel)* news"])
      #expect(payloads == expected)
    }
    try await until { try await redis.spublish(channel: shards[0], message: "after") == 0 }
  }

  /// Each has what is published while it is there, though all share connections.
  @Test(arguments: ServerBinary.forTopologies) func manySubscribersComeAndGo(_ binary: ServerBinary) async throws {
    let redis = try await RealCluster.shared(binary).connect()
    defer { redis.close() }
    let shards = Self.spread(6)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<24 {
        group.addTask {
          let shard = shards[number % shards.count]
          let policy: RedisBufferPolicy = number % 4 == 0 ? .suspend(2) : .standard
          for round in 0..<5 {
            let own = "\(number)-\(round)"
            try await redis.withSubscription(shardChannels: [shard, own], buffering: policy) { messages async throws in
              try await redis.spublish(channel: own, message: own)
              for try await message in messages where message.channel.description == own {
                #expect(message.payload.description == own)
                break
              }
            }
          }
        }
      }
      try await group.waitForAll()
    }
    try await until { redis.core.subscriptions?.ownCount == 0 }
  }

  /// Notifications are told by the node that has the key.
  @Test(arguments: ServerBinary.forTopologies) func notificationsComeFromEveryPrimary(_ binary: ServerBinary) async throws {
    let redis = try await RealCluster.shared(binary).connect()
    defer { redis.close() }
    // The cluster is others', too.
    try await redis.with(target: .allNodes).configSet(parameters: [("notify-keyspace-events", "KEA")])
    let outcome = await Self.outcome { try await notifications(of: redis) }
    try await redis.with(target: .allNodes).configSet(parameters: [("notify-keyspace-events", "")])
    try outcome.get()
  }

  /// For what has to be undone whatever comes of it.
  private static func outcome(of body: () async throws -> Void) async -> Result<Void, any Error> {
    do { return .success(try await body()) } catch { return .failure(error) }
  }

  private func notifications(of redis: RedisCluster) async throws {
    let prefix = Self.name("key")
    let keys = (0..<30).map { "\(prefix):\($0)" }
    try await redis.withKeyspaceNotifications(of: .keys(matching: prefix + "*"), .key(keys[7])) { notifications async throws in
      for key in keys { try await redis.set(key: key, value: "x") }
      var seen: [String: Int] = [:]
      for try await notification in notifications where notification.event == .set {
        seen[notification.key.description, default: 0] += 1
        if seen.values.reduce(0, +) == keys.count + 1 { break }
      }
      #expect(seen == Dictionary(keys.map { ($0, $0 == keys[7] ? 2 : 1) }) { first, _ in first })
    }
  }

  @Test(arguments: ServerBinary.forTopologies) func aRefusalEndsOnlyWhoeverWantedIt(_ binary: ServerBinary) async throws {
    let cluster = try await RealCluster.shared(binary)
    let admin = try await cluster.connect()
    defer { admin.close() }
    let user = "reader\(UInt32.random(in: 0 ... .max))"
    try await admin.with(target: .allNodes).aclSetuser(username: user, rules: ["on", "nopass", "+@all", "&allowed*"])
    var options = RedisClusterOptions(seeds: cluster.endpoints)
    options.node.user = user
    options.node.password = "x"
    let refused = options
    let outcome = await Self.outcome { try await refusal(of: refused, admin) }
    try await admin.with(target: .allNodes).aclDeluser(usernames: [user])
    try outcome.get()
  }

  private func refusal(of options: RedisClusterOptions, _ admin: RedisCluster) async throws {
    let redis = try await RedisCluster.connect(options)
    defer { redis.close() }
    try await redis.withSubscription(shardChannels: ["allowed1", "allowed2"]) { messages async throws in
      let error = await #expect(throws: RedisError.self) {
        try await redis.withSubscription(shardChannels: ["allowed3", "other"]) { _ in }
      }
      #expect(error?.server?.kind == "NOPERM")
      try await admin.spublish(channel: "allowed2", message: "x")
      #expect(try await messages.first(1) == ["x"])
    }
  }

  @Test func aClusterThatIsNotThereIsSaidToBe() async throws {
    var options = RedisClusterOptions(seeds: [.tcp(host: "127.0.0.1", port: 1)])
    options.node.connectsLazily = true
    options.node.connectTimeout = .milliseconds(300)
    let redis = RedisCluster(options)
    defer { redis.close() }
    let error = await #expect(throws: RedisError.self) { try await redis.withSubscription(to: "x") { _ in } }
    #expect(error?.code == .timedOut)
  }

  @Test func closingEndsThem() async throws {
    let redis = try await RealCluster.shared(ServerBinary.forTopologies[0]).connect()
    let subscription = try await redis.subscribe(channels: ["x"], shardChannels: ["y", "z"]) { _ in }
    let events = redis.subscriptionEvents
    redis.close()
    try await subscription.finished()
    for await _ in events {}
    await #expect(throws: RedisError.self) { try await redis.withSubscription(to: "x") { _ in } }
  }
}
