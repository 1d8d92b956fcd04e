import Foundation
import TestSupport
import Testing

@testable import RedisTransport
@testable import TypedRedis

/// What lives for how long, and what time that takes.
@Suite(.timeLimit(.minutes(1))) struct LifetimeTests {
  private func echo() throws -> ScriptedServer {
    try ScriptedServer { peer, _ in
      var next = peer.greet()
      while let words = next {
        peer.send("$\((words.dropFirst().first ?? "").utf8.count)\r\n\((words.dropFirst().first ?? ""))\r\n")
        next = peer.command()
      }
    }
  }

  private final class Observed: @unchecked Sendable {
    weak var connection: Connection?
    weak var channel: ReconnectingChannel?
    weak var pool: ConnectionPool?
    weak var loop: EventLoop?

    var isGone: Bool { connection == nil && channel == nil && pool == nil }
  }

  @Test func aClientThatIsDroppedLeavesNothingBehind() async throws {
    let server = try echo()
    let observed = Observed()
    do {
      let redis = try await Redis.connect(server.url)
      observed.channel = redis.core.channel
      observed.pool = redis.core.pool
      try await redis.withConnection { connection in
        try await connection.execute("GET", "a")
        observed.connection = (connection.context.router as? ExclusiveRouter)?.connection
        #expect(!observed.isGone)
      }
    }
    for _ in 0..<200 where !observed.isGone { try await Task.sleep(for: .milliseconds(10)) }
    #expect(observed.isGone)
  }

  @Test func aStoppedLoopEndsAndStillWorks() async throws {
    let server = try echo()
    let observed = Observed()
    do {
      var options = try RedisOptions(url: server.url)
      options.connectTimeout = .seconds(1)
      let loop = EventLoop()
      observed.loop = loop
      options.eventLoop = loop
      let redis = try await Redis.connect(options)
      loop.stop()
      #expect(try await redis.execute("GET", "a").string == "a")
      redis.close()
      try await Task.sleep(for: .seconds(1.5))
      // The thread has ended by now: this starts another one.
      let error = await #expect(throws: RedisError.self) { try await redis.execute("GET", "a") }
      #expect(error?.code == .clientClosed)
      #expect(await Task(executorPreference: loop) { loop.isCurrent }.value)
    }
    for _ in 0..<300 where observed.loop != nil { try await Task.sleep(for: .milliseconds(10)) }
    #expect(observed.loop == nil)
  }

  @Test func connectingCanBeCancelled() async throws {
    let server = try ScriptedServer { peer, _ in while peer.command() != nil {} }
    let connecting = Task { try await Redis.connect("\(server.url)?connect_timeout=30") }
    try await Task.sleep(for: .milliseconds(50))
    connecting.cancel()
    let start = ContinuousClock.now
    let error = await #expect(throws: RedisError.self) { try await connecting.value }
    #expect(error?.code == .cancelled)
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test func aBusyTaskOnTheLoopDoesNotUseUpTheTimeOfItsCommands() async throws {
    let server = try echo()
    var options = try RedisOptions(url: "\(server.url)?command_timeout=0.3")
    // Not the loop on which other tests run meanwhile.
    let loop = EventLoop()
    defer { loop.stop() }
    options.eventLoop = loop
    let redis = try await Redis.connect(options)
    defer { redis.close() }
    let keys = try await withTaskExecutorPreference(redis.executor) {
      var keys: [String?] = []
      for number in 0..<3 {
        usleep(400_000)
        keys.append(try await redis.execute("GET", "key\(number)").string)
      }
      return keys
    }
    #expect(keys == ["key0", "key1", "key2"])
  }

  /// A task on the loop computes for longer than its command may take, while the loop looks after another command.
  @Test func aShortDeadlineBeginsWithItsCall() async throws {
    let server = try ScriptedServer { peer, _ in
      var next = peer.greet()
      while let words = next {
        if words[1] != "never" { peer.send("$\(words[1].utf8.count)\r\n\(words[1])\r\n") }
        next = peer.command()
      }
    }
    var options = try RedisOptions(url: server.url)
    let loop = EventLoop()
    defer { loop.stop() }
    options.eventLoop = loop
    let redis = try await Redis.connect(options)
    defer { redis.close() }
    let waits = await withTaskExecutorPreference(redis.executor) {
      var waits: [Duration] = []
      for number in 0..<20 {
        usleep(40_000)
        let start = ContinuousClock.now
        do throws(RedisError) {
          try await redis.withTimeout(.milliseconds(30)).execute("GET", "key\(number)")
        } catch {
          // On a busy machine that is possible, but never before its time.
          waits.append(ContinuousClock.now - start)
        }
      }
      return waits
    }
    #expect(waits.allSatisfy { $0 >= .milliseconds(29) }, "\(waits)")
  }
}
