import TestSupport
import Testing

@testable import TypedRedis

/// Subscribers that do not take what arrives: their memory is bounded, and nobody else waits for them.
@Suite(.timeLimit(.minutes(3))) struct SlowSubscriberTests {
  private static let payload = String(repeating: "x", count: 1000)

  /// Publishes numbered messages of a kilobyte, many at a time.
  private static func publish(_ count: Int, to name: String, _ redis: Redis) async throws {
    for start in stride(from: 1, through: count, by: 100) {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in start..<min(start + 100, count + 1) {
          group.addTask { try await redis.publish(channel: name, message: "\(number):\(payload)") }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test(arguments: LiveSession.all) func theOldestAreDroppedAndOthersGoOn(_ session: LiveSession) async throws {
    try await withClients(session) { redis, other, name in
      try await redis.withSubscription(to: name, buffering: .dropOldest(50)) { slow in
        let events = slow.events
        let quick = try await redis.subscribe(channels: [name]) { _ in }
        try await Self.publish(5000, to: name, other)
        try await until { quick.statistics.received == 5000 && quick.statistics.buffered == 0 }
        #expect(try await redis.ping() == "PONG")
        let statistics = slow.statistics
        #expect(statistics.received == 5000 && statistics.dropped == 4950 && statistics.buffered == 50)
        var iterator = slow.makeAsyncIterator()
        #expect(try await iterator.next()?.followsGap == true)
        #expect(try await iterator.next()?.followsGap == false)
        // Half of them: from here on nothing is dropped.
        for _ in 0..<23 { #expect(try await iterator.next()?.followsGap == false) }
        quick.cancel()
        redis.close()
        var words: [String] = []
        for await event in events { words.append(event.word) }
        #expect(words == ["mayHaveMissed", "mayHaveMissed"])
      }
    }
  }

  @Test(arguments: LiveSession.all) func itFailsAloneWhenItIsToFail(_ session: LiveSession) async throws {
    try await withClients(session) { redis, other, name in
      let quick = try await redis.subscribe(channels: [name]) { _ in }
      let error = await failure {
        try await redis.withSubscription(to: name, "\(name):more", buffering: .fail(100)) { slow in
          try await Self.publish(1000, to: name, other)
          try await until { quick.statistics.received == 1000 }
          // Nothing is left for it at the server.
          try await until { try await subscribers(of: "\(name):more", other) == 0 }
          #expect(slow.statistics.buffered == 100)
          #expect(try await slow.first(100).count == 100)
          for try await message in slow { Issue.record("\(message)") }
        }
      }
      #expect(error?.code == .limitExceeded)
      #expect(try await subscribers(of: name, other) == 1)
      quick.cancel()
    }
  }

  @Test(arguments: LiveSession.all) func whoeverSuspendsLosesNothingAndHoldsUpNobody(_ session: LiveSession) async throws {
    try await withClients(session) { redis, other, name in
      try await redis.withSubscription(to: name, buffering: .suspend(50)) { slow in
        let quick = try await redis.subscribe(channels: [name]) { _ in }
        try await Self.publish(6000, to: name, other)
        try await until { quick.statistics.received == 6000 }
        #expect(try await redis.ping() == "PONG")
        #expect(try await other.publish(channel: name, message: "6001:") == 2)
        #expect(slow.statistics.buffered == 50)
        // Those that were published at the same time may have changed places.
        var missing = Set(1...6001)
        for try await message in slow {
          let number = message.payload.description.split(separator: ":").first.flatMap { Int($0) } ?? 0
          if missing.remove(number) == nil || message.followsGap { Issue.record("unexpected: \(number)") }
          if slow.statistics.buffered > 50 { Issue.record("\(slow.statistics)") }
          if missing.isEmpty { break }
        }
        #expect(missing.isEmpty)
        quick.cancel()
      }
      try await until { try await subscribers(of: name, other) == 0 }
      try await until { redis.core.connections.subscriptions.ownCount == 0 }
    }
  }

  /// Beyond what the server keeps for it, it is interrupted, and hears of that.
  @Test(arguments: LiveSession.all) func theServersOwnLimitIsABreak(_ session: LiveSession) async throws {
    let server = try await RealServer.started(
      session.server.binary, ["--client-output-buffer-limit", "pubsub 1mb 0 0"])
    defer { server.stop() }
    let redis = try await session.connect(to: server.url)
    defer { redis.close() }
    let other = try await Redis.connect(server.url)
    defer { other.close() }
    try await redis.withSubscription(to: "flood", buffering: .suspend(20)) { slow in
      let events = slow.events
      // Until the server has given up on it.
      var count = 0
      while try await subscribers(of: "flood", other) == 1 {
        try await Self.publish(500, to: "flood", other)
        count += 500
        try #require(count <= 60_000, "the server keeps everything")
      }
      #expect(slow.statistics.buffered <= 20)
      // It is noticed when it reads on.
      let taking = Task {
        var gaps = 0
        for try await message in slow {
          if message.followsGap { gaps += 1 }
          if message.payload == "after" { break }
        }
        return gaps
      }
      var words: [String] = []
      for await event in events {
        words.append(event.word)
        if event == .restored { break }
      }
      #expect(words == ["interrupted", "mayHaveMissed", "restored"])
      try await other.publish(channel: "flood", message: "after")
      #expect(try await taking.value == 1)
    }
  }
}
