import Foundation
import Synchronization
import TestSupport
import Testing

@testable import TypedRedis

/// Servers that end subscriptions, or send messages, at the worst time.
@Suite(.timeLimit(.minutes(1))) struct SubscriptionServerTests {
  private static func push(_ words: String..., number: Int? = nil) -> String {
    let parts = words.map { "$\($0.utf8.count)\r\n\($0)\r\n" } + (number.map { [":\($0)\r\n"] } ?? [])
    return ">\(parts.count)\r\n\(parts.joined())"
  }

  private static func confirm(_ words: [String], _ peer: ScriptedServer.Peer) {
    for name in words.dropFirst() { peer.send(push(words[0].lowercased(), name, number: 1)) }
  }

  /// Answers a connection's commands.
  private static func serve(_ peer: ScriptedServer.Peer, _ answer: ([String]) -> Void) {
    var next = peer.greet()
    while let words = next {
      answer(words)
      next = peer.command()
    }
  }

  /// The end of the one that goes on is taken for the end that was asked for: that must not last.
  @Test(arguments: [["b"], ["b", "-CROSSSLOT no\r\n"]]) func theEndOfAnotherShardChannelIsNoConfirmation(
    _ answers: [String]
  ) async throws {
    let hasEnded = Mutex(false)
    let server = try ScriptedServer { peer, _ in
      Self.serve(peer) { words in
        guard words[0] == "SUNSUBSCRIBE" else {
          Self.confirm(words, peer)
          if hasEnded.withLock({ $0 }) { peer.send(Self.push("smessage", "b", "after")) }
          return
        }
        hasEnded.withLock { $0 = true }
        for answer in answers { peer.send(answer == "b" ? Self.push("sunsubscribe", "b", number: 0) : answer) }
      }
    }
    defer { server.stop() }
    let redis = Redis(try RedisOptions(url: server.url))
    defer { redis.close() }
    try await redis.withSubscription(shardChannels: ["b"]) { messages async throws in
      let other = try await redis.subscribe(shardChannels: answers.count == 1 ? ["a"] : ["a", "c"]) { _ in }
      other.cancel()
      var iterator = messages.makeAsyncIterator()
      let message = try await iterator.next()
      #expect(message?.payload == "after" && message?.followsGap == true)
    }
  }

  /// What still comes of a subscription that is about to end is not the newcomer's: there is a hole behind it.
  @Test func whoeverComesWhileItEndsGetsWhatComesAfterwards() async throws {
    let hasCome = DispatchSemaphore(value: 0)
    let server = try ScriptedServer { peer, _ in
      var hasEnded = false
      Self.serve(peer) { words in
        if words[0] == "UNSUBSCRIBE" {
          hasCome.wait()
          peer.send(Self.push("message", "x", "1"))
          hasEnded = true
        }
        Self.confirm(words, peer)
        if hasEnded, words[0] == "SUBSCRIBE" { peer.send(Self.push("message", "x", "3")) }
      }
    }
    defer { server.stop() }
    let redis = Redis(try RedisOptions(url: server.url))
    defer { redis.close() }
    try await redis.subscribe(channels: ["x"]) { _ in }.cancel()
    try await redis.withSubscription(to: "x", confirmed: false) { messages async throws in
      // By then the loop knows of it.
      _ = await redis.core.connections.subscriptions.counters()
      hasCome.signal()
      var iterator = messages.makeAsyncIterator()
      #expect(try await iterator.next()?.payload == "3")
    }
  }

  @Test func whoeverIsCancelledBeforehandSubscribesToNothing() async throws {
    let redis = Redis(try RedisOptions(url: "redis://127.0.0.1:1"))
    defer { redis.close() }
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await redis.withSubscription(to: "x") { _ in }
    }
    let error = await #expect(throws: RedisError.self) { try await task.value }
    #expect(error?.code == .cancelled)
    // It has not even tried to connect.
    #expect(await redis.core.connections.subscriptions.counters().connectFailures == 0)
  }

  /// Commands that do not fit wait for room; the connection stays.
  @Test func aFullQueueIsWaitedFor() async throws {
    let connections = Mutex(0)
    let server = try ScriptedServer { peer, _ in
      connections.withLock { $0 += 1 }
      Self.serve(peer) { words in Self.confirm(words, peer) }
    }
    defer { server.stop() }
    var options = try RedisOptions(url: server.url)
    options.maximumCommandsInFlight = 1
    options.maximumPendingCommands = 1
    let redis = Redis(options)
    defer { redis.close() }
    try await redis.withSubscription(channels: ["a"], patterns: ["b"], shardChannels: ["c"]) { _ in }
    #expect(connections.withLock { $0 } == 1)
  }

  /// What a client's loop works with would be read while it is changed.
  @Test func dumpsStayOutOfTheConnection() async throws {
    let server = try ScriptedServer { peer, _ in Self.serve(peer) { words in Self.confirm(words, peer) } }
    defer { server.stop() }
    let redis = Redis(try RedisOptions(url: server.url))
    defer { redis.close() }
    let subscription = try await redis.subscribe(channels: ["x"]) { _ in }
    try await redis.withSubscription(to: "x") { messages async throws in
      let notifications = KeyspaceNotifications(messages: messages, of: [])
      for value in [subscription, messages, messages.makeAsyncIterator(), notifications, notifications.makeAsyncIterator()] as [Any] {
        var text = ""
        dump(value, to: &text)
        for part in ["hub", "loop", "channels", "state"] { #expect(!text.contains(part), "\(text.prefix(500))") }
      }
    }
  }
}
