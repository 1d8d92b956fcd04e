import Synchronization
import TestSupport
import Testing
import TypedRedis

extension ClientSuite {
  func checkChannels(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let (news, weather) = (key("news"), key("weather"))
    try await redis.withSubscription(channels: [news], patterns: ["\(key.prefix):weath*"]) { messages in
      for number in 0..<20 {
        try await redis.publish(channel: number.isMultiple(of: 2) ? news : weather, message: number)
      }
      var even: [Int] = [], odd: [Int] = []
      for try await message in messages {
        let number = message.payload.int ?? -1
        if message.channel.string == news { even.append(number) } else { odd.append(number) }
        if even.count + odd.count == 20 { break }
      }
      #expect(even == Array(stride(from: 0, to: 20, by: 2)) && odd == Array(stride(from: 1, to: 20, by: 2)))
    }
    let taken = Mutex<[String]>([])
    let subscription = try await redis.subscribe(channels: [news]) { message in
      taken.withLock { $0.append(message.payload.description) }
    }
    for text in ["a", "b", "c"] { try await redis.publish(channel: news, message: text) }
    try await until { taken.withLock { $0 } == ["a", "b", "c"] }
    subscription.cancel()
    try await subscription.finished()
  }

  /// Of many slots, in one subscription.
  func checkShardChannels(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let channels = key.many(12)
    try await redis.withSubscription(shardChannels: channels) { messages in
      for round in 0..<3 {
        for channel in channels { #expect(try await redis.spublish(channel: channel, message: "\(round)") == 1) }
      }
      var seen: [String: [String]] = [:]
      var count = 0
      for try await message in messages {
        seen[message.channel.description, default: []].append(message.payload.description)
        count += 1
        if count == channels.count * 3 { break }
      }
      #expect(seen.count == channels.count && seen.values.allSatisfy { $0 == ["0", "1", "2"] }, "\(seen)")
    }
  }
}
