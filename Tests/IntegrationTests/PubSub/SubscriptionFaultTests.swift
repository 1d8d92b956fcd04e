import Synchronization
import TestSupport
import Testing

@testable import TypedRedis

/// Something that is over, or not yet.
private final class Flag: Sendable {
  private let flag = Atomic(false)

  var isSet: Bool { flag.load(ordering: .relaxed) }

  func set() { flag.store(true, ordering: .relaxed) }
}

/// Breaks: what is missed is never missed silently.
@Suite(.serialized, .timeLimit(.minutes(3))) struct SubscriptionFaultTests {
  /// Publishes 1, 2, 3, … until it is told to stop. A number that may not have arrived is not used again.
  private static func publishNumbers(to channel: String, on url: String, until isOver: Flag) async throws -> Int {
    var options = try RedisOptions(url: url)
    options.commandTimeout = .seconds(2)
    options.connectsLazily = true
    let redis = try await Redis.connect(options)
    defer { redis.close() }
    var number = 0
    while !isOver.isSet {
      number += 1
      _ = try? await redis.publish(channel: channel, message: number)
    }
    return number
  }

  /// Takes numbers until `breaks` is done with its faults, and a message has come after them.
  private static func follow(
    _ messages: RedisMessages, publishingOn url: String, while breaks: @escaping @Sendable () async throws -> Void
  ) async throws -> NumberedMessages {
    let isOver = Flag()
    let channel = messages.subscription.topics[0].name.description
    async let published = publishNumbers(to: channel, on: url, until: isOver)
    let taken = Mutex(NumberedMessages())
    let taking = Task {
      for try await message in messages { taken.withLock { $0.take(message) } }
    }
    try await until { taken.withLock { $0.last > 0 } }
    try await breaks()
    let before = taken.withLock { $0.last }
    try await until { taken.withLock { $0.last > before + 100 } }
    isOver.set()
    let last = try await published
    #expect(last >= taken.withLock { $0.last })
    taking.cancel()
    try await taking.value
    return taken.withLock { $0 }
  }

  private static func words(_ events: AsyncStream<RedisSubscriptionEvent>) async -> [String] {
    var words: [String] = []
    for await event in events { words.append(event.word) }
    return words
  }

  @Test(arguments: LiveSession.all) func acrossRestartsOfTheServer(_ session: LiveSession) async throws {
    let server = try await RealServer.started(session.server.binary)
    defer { server.stop() }
    let redis = try await session.connect(to: server.url)
    let (taken, events) = try await redis.withSubscription(to: "numbers") { messages in
      let events = messages.events
      let taken = try await Self.follow(messages, publishingOn: server.url) {
        for _ in 0..<3 {
          let interrupted = redis.subscriptionEvents
          try await server.restart()
          for await event in interrupted { if event == .restored { break } }
        }
      }
      return (taken, events)
    }
    redis.close()
    #expect(taken.faults == [])
    let words = await Self.words(events)
    #expect(words == Array(repeating: ["interrupted", "mayHaveMissed", "restored"], count: 3).flatMap { $0 })
  }

  @Test(arguments: LiveSession.all) func whileConnectionsAreCut(_ session: LiveSession) async throws {
    let server = try await SubscriptionServers.common(session.server.binary)
    let proxy = try FaultProxy(to: server.port)
    defer { proxy.stop() }
    let redis = try await session.connect(to: proxy.url)
    defer { redis.close() }
    let name = "cut:\(UInt64.random(in: 0 ... .max))"
    let taken = try await redis.withSubscription(channels: [name], patterns: ["\(name):*"]) { messages in
      try await Self.follow(messages, publishingOn: server.url) {
        for number in 0..<20 {
          let events = redis.subscriptionEvents
          proxy.cutAll(number.isMultiple(of: 2) ? .reset : .close)
          for await event in events { if event == .restored { break } }
        }
      }
    }
    #expect(taken.faults == [])
    try await until { () async throws in
      let admin = try await Redis.connect(server.url)
      defer { admin.close() }
      return try await subscribers(of: name, admin) == 0
    }
  }

  /// Whatever a network does to a connection while names come and go.
  @Test(arguments: 0..<6 as Range<UInt64>) func onARoughNetwork(_ seed: UInt64) async throws {
    let sessions = LiveSession.all
    let session = sessions[Int(seed) % sessions.count]
    let server = try await SubscriptionServers.common(session.server.binary)
    let proxy = try FaultProxy(to: server.port)
    defer { proxy.stop() }
    let redis = try await session.connect(to: proxy.url)
    defer { redis.close() }
    let name = "rough:\(UInt64.random(in: 0 ... .max))"
    let taken = try await redis.withSubscription(to: name) { messages in
      proxy.use(FaultPlan(seed: seed, profile: .rough))
      return try await Self.follow(messages, publishingOn: server.url) {
        await withTaskGroup(of: Void.self) { group in
          for task in 0..<4 {
            group.addTask { await comeAndGo(redis, [name, "\(name):\(task % 2)"], rounds: 20) }
          }
        }
        proxy.use(.none)
        proxy.cutAll()
      }
    }
    #expect(taken.faults == [], "\(proxy.recentFaults)")
  }

  @Test(arguments: LiveSession.all) func confirmationHasADeadline(_ session: LiveSession) async throws {
    let server = try await SubscriptionServers.common(session.server.binary)
    let proxy = try FaultProxy(to: server.port)
    defer { proxy.stop() }
    let redis = try await session.connect(to: proxy.url).withTimeout(.milliseconds(200))
    defer { redis.close() }
    proxy.blackhole(true)
    let error = await failure { try await redis.withSubscription(to: "silence") { _ in } }
    #expect(error?.code == .timedOut)
    #expect(error?.command == "SUBSCRIBE")
    let task = Task { await failure { try await redis.withTimeout(.seconds(60)).withSubscription(to: "silence") { _ in } } }
    await Task.yield()
    task.cancel()
    #expect(await task.value?.code == .cancelled)
    let lasting = Task { try await redis.withTimeout(.seconds(60)).withSubscription(to: "silence") { _ in true } }
    proxy.blackhole(false)
    proxy.cutAll()
    #expect(try await lasting.value)
  }
}

private func comeAndGo(_ redis: Redis, _ names: [String], rounds: Int) async {
  for _ in 0..<rounds {
    _ = try? await redis.withTimeout(.milliseconds(300)).withSubscription(channels: names) { messages in
      var iterator = messages.makeAsyncIterator()
      _ = try await iterator.next()
    }
  }
}
