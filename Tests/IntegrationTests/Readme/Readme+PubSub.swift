import TestSupport
import Testing
import TypedRedis

extension ReadmeSnippets {
  static func subscription(_ redis: Redis) async throws {
    //////
    try await redis.withSubscription(to: "news", "weather") { messages in
      for try await message in messages {
        print(message.channel, message.payload)
        if message.payload == "good night" { break }
      }
    }
    //////
  }

  static func subscriptionOfAllKinds(_ redis: Redis) async throws -> (Int, RedisSubscriptionStatistics) {
    //////
    let total = try await redis.withSubscription(
      channels: ["orders"], patterns: ["orders.*"], shardChannels: ["orders:{eu}"], buffering: .suspend(1000)
    ) { messages in
      var total = 0
      for try await message in messages {
        if message.followsGap { total = 0 }  // after a break: begin again
        total += try message.payload(as: Int.self)
        if total >= 100 { break }
      }
      return (total, messages.statistics)
    }
    //////
    return total
  }

  static func handler(_ redis: Redis, forget: @escaping @Sendable (RedisBytes) -> Void) async throws -> RedisSubscription {
    //////
    let subscription = try await redis.subscribe(patterns: ["invalidated.*"]) { message in
      forget(message.payload)
    }
    let watching = Task {
      for await event in subscription.events {
        if case .mayHaveMissed(let topics) = event { print("look again: \(topics)") }
      }
    }
    //////
    watching.cancel()
    return subscription
  }

  static func keyspace(_ redis: Redis, end: (KeyspaceNotification) -> Bool) async throws {
    //////
    try await redis.configSet(parameters: [("notify-keyspace-events", "KEA")])
    try await redis.withKeyspaceNotifications(of: .event(.expired), .keys(matching: "user:*")) { notifications in
      for try await notification in notifications {
        print(notification.key, notification.event)
        if end(notification) { break }
      }
    }
    //////
  }
}

@Suite(.timeLimit(.minutes(1))) struct ReadmePubSubTests {
  @Test(arguments: ServerBinary.all) func snippetsRun(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await whilePublishing(redis, to: "weather", "good night") { try await ReadmeSnippets.subscription(redis) }
    try await whilePublishing(redis, to: "orders", "10") {
      let (total, statistics) = try await ReadmeSnippets.subscriptionOfAllKinds(redis)
      #expect(total == 100)
      #expect(statistics.received >= 10)
    }
    let subscription = try await ReadmeSnippets.handler(redis) { _ in }
    #expect(try await redis.publish(channel: "invalidated.x", message: "x") == 1)
    subscription.cancel()
    try await subscription.finished()
    let setting = Task {
      while !Task.isCancelled { try await redis.set(key: "user:1", value: 1) }
    }
    try await ReadmeSnippets.keyspace(redis) { $0.key == "user:1" && $0.event == .set }
    setting.cancel()
    _ = await setting.result
  }

  private func whilePublishing(
    _ redis: Redis, to channel: String, _ message: String, _ body: () async throws -> Void
  ) async throws {
    let publishing = Task {
      while !Task.isCancelled { try await redis.publish(channel: channel, message: message) }
    }
    defer { publishing.cancel() }
    try await body()
  }
}
