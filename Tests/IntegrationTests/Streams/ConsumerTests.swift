import TestSupport
import Testing
import TypedRedis

/// Consumers of a group, on a network that works.
@Suite(.timeLimit(.minutes(3))) struct ConsumerTests {
  struct Refused: Error {}

  private func connected(
    _ binary: ServerBinary, _ body: @Sendable (Redis) async throws -> Void
  ) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await body(redis)
  }

  private func fill(_ redis: Redis, _ numbers: Range<Int>, in stream: String = "orders") async throws {
    for number in numbers { try await redis.xadd(key: stream, id: "*", fields: [("n", number)]) }
  }

  private func pending(_ redis: Redis, _ stream: String = "orders") async throws -> Int {
    try await redis.xpending(key: stream, group: "billing").count
  }

  @Test(arguments: ServerBinary.all) func aSequenceOfEntries(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await fill(redis, 0..<20)
      var numbers: [Int] = []
      try await redis.withConsumer(of: "orders", group: "billing", consumer: "a") { entries in
        for try await entry in entries {
          numbers.append(try #require(try entry.value(of: "n", as: Int.self)))
          #expect(entry.stream == "orders" && entry.deliveries == 1 && entry.value(of: "none") == nil)
          try await entry.acknowledge()
          try await entry.acknowledge()
          if numbers.count == 15 { break }
        }
      }
      #expect(numbers == Array(0..<15))
      // What was read ahead was given back, and is there for another one at once.
      #expect(try await redis.xpendingEntries(
        key: "orders", group: "billing", start: "-", end: "+", count: 10).allSatisfy { $0.deliveries == 0 })
      try await redis.withConsumer(of: "orders", group: "billing", consumer: "b") { entries in
        for try await entry in entries {
          numbers.append(try #require(try entry.value(of: "n", as: Int.self)))
          #expect(entry.deliveries == 1)
          try await entry.acknowledge()
          if numbers.count == 20 { break }
        }
      }
      #expect(numbers == Array(0..<20))
      #expect(try await pending(redis) == 0)
    }
  }

  /// What a consumer had before it ended comes first when it is there again.
  @Test(arguments: ServerBinary.all) func ownEntriesComeFirst(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await fill(redis, 0..<10)
      try await redis.xgroupCreate(key: "orders", group: "billing", id: 0)
      try await redis.xreadgroup(group: "billing", consumer: "a", count: 4, streams: [("orders", ">")])
      var seen: [String] = []
      try await redis.withConsumer(of: "orders", group: "billing", consumer: "a") { entries in
        for try await entry in entries {
          seen.append("\(entry.number):\(entry.deliveries)")
          try await entry.acknowledge()
          if seen.count == 10 { break }
        }
      }
      #expect(seen == ["0:2", "1:2", "2:2", "3:2", "4:1", "5:1", "6:1", "7:1", "8:1", "9:1"])
    }
  }

  @Test(arguments: ServerBinary.all) func concurrencyIsBounded(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await fill(redis, 0..<200)
      let ledger = ConsumerLedger()
      var options = StreamConsumerOptions()
      options.prefetch = 3
      let reader = options
      let consuming = Task {
        try await redis.consume(stream: "orders", group: "billing", consumer: "a", concurrency: 4, options: reader) { entry in
          ledger.begin(entry)
          let count = try await redis.xpending(key: "orders", group: "billing").count
          #expect(count <= 4 + 3, "more than those at work and those ahead are pending")
          ledger.end(entry, isHandled: true)
        }
      }
      try await ledger.waitUntil(handled: 200)
      #expect(ledger.mostActive <= 4 && ledger.mostActive > 1)
      while try await pending(redis) > 0 { try await Task.sleep(for: .milliseconds(2)) }
      consuming.cancel()
      let error = await #expect(throws: RedisError.self) { () async throws in try await consuming.value }
      #expect(error?.code == .cancelled)
      #expect(ledger.handled.values.allSatisfy { $0 == 1 })
    }
  }

  @Test(arguments: ServerBinary.all) func nobodyReadsForNobody(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await fill(redis, 0..<50)
      var options = StreamConsumerOptions()
      options.prefetch = 0
      try await redis.withConsumer(of: "orders", group: "billing", consumer: "a", options: options) { entries in
        var iterator = entries.makeAsyncIterator()
        for expected in 1...5 {
          let entry = try #require(try await iterator.next())
          #expect(try await pending(redis) == 1)
          #expect(entry.number == "\(expected - 1)")
          try await entry.acknowledge()
        }
      }
    }
  }

  /// Each entry is tried exactly as often as the policy says, then it is a dead letter, once.
  @Test(arguments: ServerBinary.all) func deadLettersAfterSoManyDeliveries(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await fill(redis, 0..<12)
      let ledger = ConsumerLedger()
      var options = StreamConsumerOptions()
      options.minIdleTime = .milliseconds(60)
      options.deadLetters = DeadLetterPolicy(stream: "orders:dead", after: 3)
      options.observe = { ledger.note($0) }
      let wanted = options
      let consuming = Task {
        try await redis.consume(stream: "orders", group: "billing", consumer: "a", concurrency: 2, options: wanted) { entry in
          ledger.begin(entry)
          let isGood = try entry.value(of: "n", as: Int.self).map { !$0.isMultiple(of: 3) } ?? false
          ledger.end(entry, isHandled: isGood)
          if !isGood { throw Refused() }
        }
      }
      try await ledger.waitUntil(handled: 8)
      while try await redis.xlen(key: "orders:dead") < 4 { try await Task.sleep(for: .milliseconds(5)) }
      while try await pending(redis) > 0 { try await Task.sleep(for: .milliseconds(5)) }
      consuming.cancel()
      _ = await consuming.result
      for number in 0..<12 {
        #expect(ledger.deliveries["\(number)"] == (number.isMultiple(of: 3) ? [1, 2, 3] : [1]))
      }
      let letters = try await redis.xrange(key: "orders:dead", start: "-", end: "+").compactMap { DeadLetter($0) }
      #expect(letters.count == 4)
      let ids = try await redis.xrange(key: "orders", start: "-", end: "+").map(\.id)
      for letter in letters {
        #expect(letter.stream == "orders" && letter.group == "billing" && letter.deliveries == 3)
        #expect(letter.reason == "Refused()" && ids.contains(letter.id))
        #expect(letter.fields.map(\.field) == ["n"])
      }
    }
  }

  /// One that was delivered too often without anyone saying anything is a dead letter before it is delivered again.
  @Test(arguments: ServerBinary.all) func silentFailuresBecomeDeadLetters(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await fill(redis, 0..<3)
      try await redis.xgroupCreate(key: "orders", group: "billing", id: 0)
      try await redis.xreadgroup(group: "billing", consumer: "gone", count: 2, streams: [("orders", ">")])
      let first = try #require(try await redis.xrange(key: "orders", start: "-", end: "+", count: 1).first)
      try await redis.xclaim(
        key: "orders", group: "billing", consumer: "gone", minIdleTime: 0, ids: [first.id], retryCount: 5)
      var options = StreamConsumerOptions()
      options.minIdleTime = .milliseconds(20)
      options.deadLetters = DeadLetterPolicy(stream: "orders:dead", after: 5, maximumLength: 1000)
      var seen: Set<String> = []
      try await redis.withConsumer(of: "orders", group: "billing", consumer: "a", options: options) { entries in
        for try await entry in entries {
          seen.insert(entry.number)
          try await entry.acknowledge()
          if seen.count == 2 { break }
        }
      }
      #expect(seen == ["1", "2"])
      while try await redis.xlen(key: "orders:dead") < 1 { try await Task.sleep(for: .milliseconds(5)) }
      let letter = try await redis.xrange(key: "orders:dead", start: "-", end: "+").compactMap { DeadLetter($0) }.first
      #expect(letter?.id == first.id && letter?.deliveries == 5)
      #expect(letter?.reason == "delivered 5 times and not acknowledged")
    }
  }

  /// An entry that takes long is not taken over by somebody else meanwhile.
  @Test(arguments: ServerBinary.all) func longWorkIsLeftAlone(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      let ledger = ConsumerLedger()
      var options = StreamConsumerOptions()
      options.minIdleTime = .seconds(2)
      let wanted = options
      let consumers = ["a", "b"].map { name in
        Task {
          try await redis.consume(stream: "orders", group: "billing", consumer: name, options: wanted) { entry in
            ledger.begin(entry)
            try await Task.sleep(for: .seconds(5))
            ledger.end(entry, isHandled: true)
          }
        }
      }
      try await fill(redis, 0..<2)
      try await ledger.waitUntil(handled: 2)
      for consumer in consumers { consumer.cancel() }
      for consumer in consumers { _ = await consumer.result }
      #expect(ledger.deliveries == ["0": [1], "1": [1]])
    }
  }

  /// Pending entries that are not in the stream any more are nobody's work.
  @Test(arguments: ServerBinary.all) func deletedEntriesAreForgotten(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await fill(redis, 0..<4)
      try await redis.xgroupCreate(key: "orders", group: "billing", id: 0)
      try await redis.xreadgroup(group: "billing", consumer: "a", count: 2, streams: [("orders", ">")])
      try await redis.xreadgroup(group: "billing", consumer: "b", count: 1, streams: [("orders", ">")])
      try await redis.trimStream(key: "orders", to: .newest(1), exactly: true)
      var options = StreamConsumerOptions()
      options.minIdleTime = .milliseconds(10)
      try await redis.withConsumer(of: "orders", group: "billing", consumer: "a", options: options) { entries in
        for try await entry in entries {
          #expect(entry.number == "3")
          try await entry.acknowledge()
          break
        }
        while try await pending(redis) > 0 { try await Task.sleep(for: .milliseconds(2)) }
      }
    }
  }

  @Test(arguments: ServerBinary.all) func severalStreams(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await fill(redis, 0..<30, in: "one")
      try await fill(redis, 30..<60, in: "two")
      let ledger = ConsumerLedger()
      let consuming = Task {
        try await redis.consume(streams: ["one", "two"], group: "billing", consumer: "a", concurrency: 3) { entry in
          ledger.begin(entry)
          let number = try entry.value(of: "n", as: Int.self) ?? 0
          #expect((entry.stream == "one") == (number < 30))
          ledger.end(entry, isHandled: true)
        }
      }
      try await ledger.waitUntil(handled: 60)
      consuming.cancel()
      _ = await consuming.result
      #expect(Set(ledger.handled.keys) == Set((0..<60).map { "\($0)" }))
    }
  }

  @Test(arguments: ServerBinary.all) func aLostGroup(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      for isMadeAgain in [false, true] {
        try await redis.del(keys: ["orders"])
        let ledger = ConsumerLedger()
        var options = StreamConsumerOptions()
        options.recreatesGroup = isMadeAgain
        let wanted = options
        try await fill(redis, 0..<1)
        let consuming = Task {
          try await redis.consume(stream: "orders", group: "billing", consumer: "a", options: wanted) { entry in
            ledger.begin(entry)
            ledger.end(entry, isHandled: true)
          }
        }
        try await ledger.waitUntil(handled: 1)
        try await redis.flushall()
        try await fill(redis, 1..<3)
        if isMadeAgain {
          try await ledger.waitUntil(handled: 3)
          consuming.cancel()
        }
        let error = await #expect(throws: RedisError.self) { () async throws in try await consuming.value }
        if isMadeAgain {
          #expect(error?.code == .cancelled)
        } else {
          #expect(error?.server?.kind == "NOGROUP")
        }
      }
      try await redis.set(key: "text", value: 1)
      let error = await #expect(throws: RedisError.self) { () async throws in
        try await redis.consume(stream: "text", group: "billing", consumer: "a") { _ in }
      }
      #expect(error?.server?.kind == "WRONGTYPE")
    }
  }
}
