import TestSupport
import Testing

@testable import TypedRedis

private struct NotSoYet: Error {}

/// Waits until something is so.
func until(_ condition: @Sendable () async throws -> Bool) async throws {
  try await eventually { if try await !condition() { throw NotSoYet() } }
}

/// How many connections are subscribed to a channel.
func subscribers(of channel: String, _ redis: Redis, sharded: Bool = false) async throws -> Int {
  if sharded { return try await redis.pubsubShardnumsub(channels: [channel])[RedisBytes(channel)] ?? -1 }
  return try await redis.pubsubNumsub(channels: [channel])[RedisBytes(channel)] ?? -1
}

extension RedisMessages {
  /// The next so many payloads.
  func first(_ count: Int) async throws -> [String] {
    var payloads: [String] = []
    guard count > 0 else { return [] }
    for try await message in self {
      payloads.append(message.payload.description)
      if payloads.count == count { break }
    }
    return payloads
  }
}

/// Servers that only tests of subscriptions share: others look at all channels that there are.
actor SubscriptionServers {
  private static let all = SubscriptionServers()

  private var servers: [ServerBinary: Task<RealServer, any Error>] = [:]

  static func common(_ binary: ServerBinary) async throws -> RealServer { try await all.server(binary).value }

  private func server(_ binary: ServerBinary) -> Task<RealServer, any Error> {
    if let server = servers[binary] { return server }
    let server = Task { try await RealServer.started(binary) }
    servers[binary] = server
    return server
  }
}

/// Runs `body` with a client that speaks this session's protocol and a plain one, of a server that all tests share.
func withClients(
  _ session: LiveSession, _ body: @Sendable (_ subscriber: Redis, _ other: Redis, _ name: String) async throws -> Void
) async throws {
  let server = try await SubscriptionServers.common(session.server.binary)
  let subscriber = try await session.connect(to: server.url)
  defer { subscriber.close() }
  let other = try await Redis.connect(server.url)
  defer { other.close() }
  try await body(subscriber, other, "topic:\(UInt64.random(in: 0 ... .max))")
}

/// What a subscriber got of messages that are numbered from 1, each published once. Whatever is missing has to be announced by
/// the next message.
struct NumberedMessages {
  private(set) var last = 0
  private(set) var gaps = 0
  private(set) var faults: [String] = []

  mutating func take(_ message: RedisMessage) {
    guard let number = message.payload.int else { return faults.append("no number: \(message.payload)") }
    if number <= last { faults.append("\(number) after \(last)") }
    if number > last + 1 {
      gaps += 1
      if !message.followsGap { faults.append("a silent gap from \(last) to \(number)") }
    }
    last = number
  }
}
