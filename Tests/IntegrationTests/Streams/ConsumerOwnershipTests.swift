import Synchronization
import TestSupport
import Testing

@testable import TypedRedis

/// What a consumer does with entries that have become somebody else's.
@Suite(.timeLimit(.minutes(3))) struct ConsumerOwnershipTests {
  private func connected(
    _ binary: ServerBinary, _ body: @Sendable (Redis) async throws -> Void
  ) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await redis.xgroupCreate(key: "orders", group: "billing", id: 0, makeStream: true)
    try await body(redis)
  }

  private func fill(_ redis: Redis, _ numbers: Range<Int>) async throws {
    for number in numbers { try await redis.xadd(key: "orders", id: "\(number)-1", fields: [("n", number)]) }
  }

  private func owners(_ redis: Redis) async throws -> [String: String] {
    let pending = try await redis.xpendingEntries(key: "orders", group: "billing", start: "-", end: "+", count: 100)
    return Dictionary(pending.map { ($0.id, $0.consumer?.description ?? "") }) { $1 }
  }

  /// A process that was suspended for long finds that its entries were taken over.
  @Test(arguments: ServerBinary.all) func extendingLeavesOthersAlone(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await fill(redis, 1..<5)
      try await redis.xreadgroup(group: "billing", consumer: "a", count: 4, streams: [("orders", ">")])
      let work = ConsumerWork(
        redis, ["orders".redisValue], group: "billing".redisValue, consumer: "a".redisValue,
        options: StreamConsumerOptions())
      let holds = (1..<5).map { EntryHold(HeldEntries.Key(stream: 0, id: "\($0)-1"), of: work) }
      try await redis.xclaim(key: "orders", group: "billing", consumer: "b", minIdleTime: 0, ids: ["2-1"])
      try await redis.xack(key: "orders", group: "billing", ids: ["3-1"])
      try await redis.xdel(key: "orders", ids: ["4-1"])
      try await redis.xclaim(
        key: "orders", group: "billing", consumer: "a", minIdleTime: 0, ids: ["1-1"], idle: 1_000_000, retryCount: 3)
      try await EntryKeeper(work: work).extend()
      let entries = try await redis.xpendingEntries(key: "orders", group: "billing", start: "-", end: "+", count: 100)
      #expect(entries.map(\.id) == ["1-1", "2-1"] && entries.map(\.consumer) == ["a", "b"])
      #expect(entries.first?.deliveries == 3 && entries.first.map { ($0.idle ?? .zero) < .seconds(900) } == true)
      #expect(holds.map(\.isHeld) == [true, false, false, false])
      #expect(holds.allSatisfy { !$0.isDone })
    }
  }

  @Test(arguments: ServerBinary.all) func givingBackLeavesOthersAlone(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await fill(redis, 1..<5)
      try await redis.withConsumer(of: "orders", group: "billing", consumer: "a") { entries in
        var iterator = entries.makeAsyncIterator()
        let first = try #require(try await iterator.next())
        try await first.acknowledge()
        while try await owners(redis).count < 3 {
          try await Task.sleep(for: .milliseconds(2))
        }
        try await redis.xclaim(key: "orders", group: "billing", consumer: "b", minIdleTime: 0, ids: ["3-1"], retryCount: 7)
      }
      let entries = try await redis.xpendingEntries(key: "orders", group: "billing", start: "-", end: "+", count: 100)
      #expect(entries.map(\.id) == ["2-1", "3-1", "4-1"] && entries.map(\.consumer) == ["a", "b", "a"])
      #expect(entries.map(\.deliveries) == [0, 7, 0])
    }
  }

  /// A handler that finishes its work after it was cancelled has its entry for itself until then.
  @Test(arguments: ServerBinary.all) func whatIsFinishedLateIsKept(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await fill(redis, 1..<2)
      var options = StreamConsumerOptions()
      options.minIdleTime = .milliseconds(600)
      let wanted = options
      let gate = Gate()
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
          try await redis.consume(stream: "orders", group: "billing", consumer: "a", options: wanted) { _ in
            gate.began.store(true, ordering: .sequentiallyConsistent)
            // It sleeps no more once it is cancelled.
            while !gate.mayEnd.load(ordering: .sequentiallyConsistent) {
              await Task { _ = try? await Task.sleep(for: .milliseconds(2)) }.value
            }
          }
        }
        while !gate.began.load(ordering: .sequentiallyConsistent) { try await Task.sleep(for: .milliseconds(2)) }
        tasks.cancelAll()
        // Time after time it begins anew.
        var (last, extensions) = (Duration.zero, 0)
        while extensions < 3 {
          let entry = try #require(
            try await redis.xpendingEntries(key: "orders", group: "billing", start: "-", end: "+", count: 1).first)
          let idle = entry.idle ?? .zero
          if idle < last { extensions += 1 }
          last = idle
          try await Task.sleep(for: .milliseconds(2))
        }
        gate.mayEnd.store(true, ordering: .sequentiallyConsistent)
        while let ended = await tasks.nextResult() {
          if case .failure(let error) = ended { #expect((error as? RedisError)?.code == .cancelled) }
        }
      }
      #expect(try await owners(redis).isEmpty)
    }
  }

  /// A break is no reason to try at once what has just failed.
  @Test(arguments: ServerBinary.all) func failuresWaitInSpiteOfBreaks(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let proxy = try FaultProxy(to: server.port)
    defer { proxy.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let far = try await Redis.connect(proxy.url)
    defer { far.close() }
    let ledger = ConsumerLedger()
    var options = StreamConsumerOptions()
    options.minIdleTime = .seconds(600)
    options.deadLetters = DeadLetterPolicy(stream: "orders:dead", after: 3)
    options.observe = { ledger.note($0) }
    let wanted = options
    try await fill(redis, 0..<1)
    let consuming = Task {
      try await far.consume(stream: "orders", group: "billing", consumer: "a", options: wanted) { entry in
        ledger.begin(entry)
        ledger.end(entry, isHandled: entry.number != "0")
        if entry.number == "0" { throw ConsumerTests.Refused() }
      }
    }
    while ledger.begun < 1 { try await Task.sleep(for: .milliseconds(2)) }
    for round in 1...4 {
      let before = ledger.interruptions
      while ledger.interruptions == before {
        proxy.cutAll(.reset)
        try await Task.sleep(for: .milliseconds(2))
      }
      // What is pending is looked at before this is read.
      try await fill(redis, round..<round + 1)
      try await ledger.waitUntil(handled: round)
    }
    consuming.cancel()
    _ = await consuming.result
    #expect(ledger.deliveries["0"] == [1])
    #expect(try await redis.xlen(key: "orders:dead") == 0)
  }

  /// A value of an earlier delivery says nothing of a later one.
  @Test(arguments: ServerBinary.all) func oldValues(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await fill(redis, 1..<2)
      var options = StreamConsumerOptions()
      options.minIdleTime = .milliseconds(300)
      try await redis.withConsumer(of: ["orders", "orders"], group: "billing", consumer: "a", options: options) { entries in
        var iterator = entries.makeAsyncIterator()
        var old = try await iterator.next()
        #expect(old?.id == "1-1")
        // Taken over by somebody else, who is gone then; first the keeper finds out.
        try await redis.xclaim(key: "orders", group: "billing", consumer: "b", minIdleTime: 0, ids: ["1-1"])
        while old?.hold.isHeld == true { try await Task.sleep(for: .milliseconds(2)) }
        let new = try #require(try await iterator.next())
        #expect(new.id == "1-1" && new.hold.isHeld)
        old = nil
        #expect(new.hold.isHeld)
        try await new.acknowledge()
        #expect(try await owners(redis).isEmpty)
      }
    }
  }

  @Test(arguments: ServerBinary.all) func aStreamThatIsNamedTwice(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await fill(redis, 1..<4)
      var ids: [String] = []
      try await redis.withConsumer(of: ["orders", "orders"], group: "billing", consumer: "a") { entries in
        for try await entry in entries {
          ids.append(entry.id)
          try await entry.acknowledge()
          if entry.id == "3-1" { break }
        }
      }
      #expect(ids == ["1-1", "2-1", "3-1"])
    }
  }
}

private final class Gate: Sendable {
  let began = Atomic(false)
  let mayEnd = Atomic(false)
}

extension ConsumerLedger {
  var interruptions: Int { events.count { if case .interrupted = $0 { true } else { false } } }
}
