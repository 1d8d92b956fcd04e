import TestSupport
import Testing

@testable import TypedRedis

/// Entries that are hard to move to the dead letters, or cannot be.
@Suite(.timeLimit(.minutes(3))) struct DeadLetterMoveTests {
  /// Gives a group one entry that nobody has handled in five deliveries.
  private func connected(
    _ binary: ServerBinary, fields: Int, _ body: @Sendable (Redis) async throws -> Void
  ) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await redis.xgroupCreate(key: "orders", group: "billing", id: 0, makeStream: true)
    try await redis.xadd(key: "orders", id: "1-1", fields: (0..<fields).map { ("field \($0)", $0) })
    try await redis.xreadgroup(group: "billing", consumer: "gone", streams: [("orders", ">")])
    try await redis.xclaim(
      key: "orders", group: "billing", consumer: "gone", minIdleTime: 0, ids: ["1-1"], retryCount: 5)
    try await body(redis)
  }

  private func options(_ ledger: ConsumerLedger) -> StreamConsumerOptions {
    var options = StreamConsumerOptions()
    options.minIdleTime = .milliseconds(20)
    options.deadLetters = DeadLetterPolicy(stream: "orders:dead", after: 5, maximumLength: 1000)
    options.observe = { ledger.note($0) }
    return options
  }

  private func pending(_ redis: Redis) async throws -> [String] {
    try await redis.xpendingEntries(key: "orders", group: "billing", start: "-", end: "+", count: 10).map(\.id)
  }

  private func letters(_ redis: Redis) async throws -> [DeadLetter] {
    try await redis.xrange(key: "orders:dead", start: "-", end: "+").compactMap { DeadLetter($0) }
  }

  /// More fields than a script can pass on.
  @Test(arguments: ServerBinary.all, [10, 3400, 3600, 20_000])
  func wideEntriesAreMoved(_ binary: ServerBinary, _ width: Int) async throws {
    try await connected(binary, fields: width) { redis in
      let ledger = ConsumerLedger()
      try await redis.withConsumer(of: "orders", group: "billing", consumer: "a", options: options(ledger)) { _ in
        while try await !pending(redis).isEmpty { try await Task.sleep(for: .milliseconds(2)) }
      }
      let letter = try #require(try await letters(redis).first)
      #expect(letter.id == "1-1" && letter.deliveries == 5 && letter.fields.count == width)
      #expect(try await redis.xlen(key: "orders:dead") == 1)
      #expect(ledger.events.count { if case .failed = $0 { true } else { false } } == 0)
    }
  }

  /// One entry that cannot be moved is told of, and ends nothing.
  @Test(arguments: ServerBinary.all, [1, 5000])
  func movesThatFail(_ binary: ServerBinary, _ width: Int) async throws {
    try await connected(binary, fields: width) { redis in
      try await redis.set(key: "orders:dead", value: "no stream")
      let ledger = ConsumerLedger()
      try await redis.withConsumer(of: "orders", group: "billing", consumer: "a", options: options(ledger)) { entries in
        var iterator = entries.makeAsyncIterator()
        for number in 2...4 {
          let failures = ledger.failures.count
          while ledger.failures.count < failures + 1 { try await Task.sleep(for: .milliseconds(2)) }
          try await redis.xadd(key: "orders", id: "\(number)-1", fields: [("n", number)])
          let entry = try #require(try await iterator.next())
          #expect(entry.id == "\(number)-1")
          try await entry.acknowledge()
        }
        #expect(Set(ledger.failures) == ["1-1"])
        #expect(try await pending(redis) == ["1-1"])
        // Once it can be, it is.
        try await redis.del(keys: ["orders:dead"])
        while try await !pending(redis).isEmpty { try await Task.sleep(for: .milliseconds(2)) }
      }
      #expect(try await letters(redis).map(\.id) == ["1-1"])
    }
  }

  /// A wide entry that is acknowledged, or taken over, between reading and writing it leaves no dead letter.
  @Test(arguments: ServerBinary.all) func wideEntriesOfOthers(_ binary: ServerBinary) async throws {
    try await connected(binary, fields: 5000) { redis in
      let ledger = ConsumerLedger()
      let work = ConsumerWork(
        redis, ["orders".redisValue], group: "billing".redisValue, consumer: "a".redisValue, options: options(ledger))
      let policy = try #require(work.options.deadLetters)
      var move = DeadLetterMove(stream: "orders", id: "1-1", deliveries: 5, reason: "none", owner: "a", policy: policy)
      var isMoved = try await move.runWide(work)
      #expect(!isMoved)
      #expect(try await redis.xlen(key: "orders:dead") == 0)
      #expect(try await pending(redis) == ["1-1"])
      move.owner = "gone"
      isMoved = try await move.runWide(work)
      #expect(isMoved)
      isMoved = try await move.runWide(work)
      #expect(!isMoved)
      #expect(try await letters(redis).count == 1)
    }
  }

  /// An entry that was trimmed is only acknowledged, and nobody says that it was moved.
  @Test(arguments: ServerBinary.all) func trimmedEntries(_ binary: ServerBinary) async throws {
    try await connected(binary, fields: 1) { redis in
      let ledger = ConsumerLedger()
      let work = ConsumerWork(
        redis, ["orders".redisValue], group: "billing".redisValue, consumer: "a".redisValue, options: options(ledger))
      let policy = try #require(work.options.deadLetters)
      try await redis.xdel(key: "orders", ids: ["1-1"])
      let move = DeadLetterMove(stream: "orders", id: "1-1", deliveries: 5, reason: "none", policy: policy)
      let isMoved = try await move.run(work)
      #expect(!isMoved && ledger.events.isEmpty)
      #expect(try await pending(redis).isEmpty)
      #expect(try await redis.xlen(key: "orders:dead") == 0)
    }
  }
}

extension ConsumerLedger {
  /// The IDs of entries that have failed.
  fileprivate var failures: [String] {
    events.compactMap { if case .failed(_, let id, _, _) = $0 { id } else { nil } }
  }
}
