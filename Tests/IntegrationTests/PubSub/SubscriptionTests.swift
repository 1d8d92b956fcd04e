import Synchronization
import TestSupport
import Testing

@testable import TypedRedis

/// What subscribers get, on every server in both protocols.
@Suite(.timeLimit(.minutes(2))) struct SubscriptionTests {
  @Test(arguments: LiveSession.all) func topicsOfAllKinds(_ session: LiveSession) async throws {
    try await withClients(session) { redis, other, name in
      let messages = try await redis.withSubscription(
        channels: [name], patterns: ["\(name).*"], shardChannels: ["\(name).shard"]
      ) { messages in
        try await other.publish(channel: name, message: "plain")
        try await other.publish(channel: "\(name).x", message: [0, 255, 13, 10] as [UInt8])
        try await other.publish(channel: "\(name).x", message: "")
        try await other.spublish(channel: "\(name).shard", message: 42)
        var list: [RedisMessage] = []
        for try await message in messages {
          list.append(message)
          if list.count == 4 { break }
        }
        #expect(messages.statistics.received == 4 && messages.statistics.buffered == 0)
        return list
      }
      #expect(
        messages == [
          RedisMessage(channel: RedisBytes(name), payload: "plain"),
          RedisMessage(channel: RedisBytes("\(name).x"), pattern: RedisBytes("\(name).*"), payload: RedisBytes([0, 255, 13, 10])),
          RedisMessage(channel: RedisBytes("\(name).x"), pattern: RedisBytes("\(name).*"), payload: ""),
          RedisMessage(channel: RedisBytes("\(name).shard"), payload: "42", isSharded: true),
        ])
      #expect(try messages.last?.payload(as: Int.self) == 42)
      #expect(throws: RedisError.self) { try messages.first?.payload(as: Int.self) }
      try await until { try await subscribers(of: name, other) == 0 }
      try await until { try await subscribers(of: "\(name).shard", other, sharded: true) == 0 }
    }
  }

  @Test(arguments: LiveSession.all) func oneChannelIsSubscribedToOnce(_ session: LiveSession) async throws {
    try await withClients(session) { redis, other, name in
      try await redis.withSubscription(to: name) { first async throws in
        try await redis.withSubscription(to: name, name) { second async throws in
          #expect(try await subscribers(of: name, other) == 1)
          #expect(try await other.publish(channel: name, message: "both") == 1)
          #expect(try await first.first(1) == ["both"])
          #expect(try await second.first(1) == ["both"])
        }
        // The other one's end is nobody else's.
        #expect(try await other.publish(channel: name, message: "one") == 1)
        #expect(try await first.first(1) == ["one"])
      }
      try await until { try await subscribers(of: name, other) == 0 }
      #expect(await redis.statistics().subscriptions.connected == 1)
    }
  }

  @Test(arguments: LiveSession.all) func handlersGetMessagesInOrder(_ session: LiveSession) async throws {
    try await withClients(session) { redis, other, name in
      let taken = Mutex<[Int]>([])
      let subscription = try await redis.subscribe(channels: [name]) { message in
        taken.withLock { $0.append(message.payload.int ?? -1) }
      }
      for number in 0..<100 { try await other.publish(channel: name, message: number) }
      try await until { taken.withLock { $0.count == 100 } }
      #expect(taken.withLock { $0 } == Array(0..<100))
      #expect(subscription.statistics.received == 100)
      subscription.cancel()
      try await subscription.finished()
      try await until { try await subscribers(of: name, other) == 0 }
      try await other.publish(channel: name, message: 100)
      #expect(taken.withLock { $0.count } == 100)
    }
  }

  @Test(arguments: LiveSession.all) func cancellingWhoeverTakesMessagesUnsubscribes(_ session: LiveSession) async throws {
    try await withClients(session) { redis, other, name in
      let isSubscribed = Atomic(false)
      let task = Task {
        try await redis.withSubscription(to: name) { messages in
          isSubscribed.store(true, ordering: .relaxed)
          for try await message in messages { Issue.record("\(message)") }
        }
      }
      try await until { isSubscribed.load(ordering: .relaxed) }
      #expect(try await subscribers(of: name, other) == 1)
      task.cancel()
      try await task.value
      try await until { try await subscribers(of: name, other) == 0 }
    }
  }

  @Test(arguments: LiveSession.all) func closingTheClientEndsItsSequences(_ session: LiveSession) async throws {
    try await withClients(session) { redis, other, name in
      let events = redis.subscriptionEvents
      let subscription = try await redis.subscribe(patterns: [name]) { _ in }
      let ownEvents = subscription.events
      try await redis.withSubscription(to: name, buffering: .suspend(10)) { held in
        try await redis.withSubscription(to: name) { messages in
          try await other.publish(channel: name, message: "last")
          try await until { messages.statistics.received == 1 }
          redis.close()
          // What is there can still be taken.
          var list: [String] = []
          for try await message in messages { list.append(message.payload.description) }
          #expect(list == ["last"])
          for try await _ in held {}
        }
      }
      try await subscription.finished()
      for await _ in ownEvents {}
      for await _ in events {}
      let error = await failure { try await redis.withSubscription(to: name) { _ in } }
      #expect(error?.code == .clientClosed)
      let held = await failure { try await redis.withSubscription(to: name, buffering: .suspend(1)) { _ in } }
      #expect(held?.code == .clientClosed)
      try await until { try await subscribers(of: name, other) == 0 }
    }
  }

  @Test(arguments: LiveSession.all) func withoutConfirmationTheBodyBeginsAtOnce(_ session: LiveSession) async throws {
    try await withClients(session) { redis, other, name in
      try await redis.withSubscription(to: name, confirmed: false) { messages async throws in
        try await until { try await subscribers(of: name, other) == 1 }
        try await other.publish(channel: name, message: "x")
        #expect(try await messages.first(1) == ["x"])
      }
    }
  }

  @Test func nothingToSubscribeToIsSaid() async throws {
    let redis = try await Redis.connect(RealServer.common().url)
    defer { redis.close() }
    let none: [String] = []
    let error = await failure { try await redis.withSubscription(channels: none) { _ in } }
    #expect(error?.code == .invalidArgument)
    let wrong = Redis({ var options = RedisOptions(); options.database = -1; return options }())
    let flaw = await failure { try await wrong.withSubscription(to: "a") { _ in } }
    #expect(flaw?.code == .invalidConfiguration)
  }

  /// Many come and go on the same names. Whoever is confirmed gets what is published from then on.
  @Test(arguments: LiveSession.all) func comingAndGoingAllTheTime(_ session: LiveSession) async throws {
    try await withClients(session) { redis, other, name in
      let names = (0..<3).map { "\(name):\($0)" }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for task in 0..<16 {
          group.addTask {
            for round in 0..<25 { try await takePart("\(task):\(round)", names, redis, other) }
          }
        }
        try await group.waitForAll()
      }
      for name in names { try await until { try await subscribers(of: name, other) == 0 } }
      #expect(await redis.statistics().subscriptions.connected == 1)
    }
  }
}

private func takePart(_ text: String, _ names: [String], _ redis: Redis, _ other: Redis) async throws {
  let mine = Array(names.shuffled().prefix(2))
  try await redis.withSubscription(channels: mine) { messages in
    for name in mine { try await other.publish(channel: name, message: text) }
    var missing = Set(mine)
    for try await message in messages where message.payload == RedisBytes(text) {
      missing.remove(message.channel.description)
      if missing.isEmpty { break }
    }
    #expect(missing.isEmpty)
  }
}
