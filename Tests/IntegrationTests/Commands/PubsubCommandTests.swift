import Testing

@testable import TypedRedis

extension CommandTests {
  @Test(arguments: LiveServer.all) func pubsub(_ server: LiveServer) async throws {
    try await Live.run(group: "pubsub", on: server) { live in
      let prefix = "pubsub:"
      await live.checkChannels(prefix)
      await live.checkPatterns(prefix)
      await live.checkShardChannels(prefix)
      await live.check(Commands.PUBSUB.HELP.self) { live async throws in
        #expect(try await live.pubsubHelp().first?.hasPrefix("PUBSUB") == true)
      }
    }
  }
}

extension Live {
  fileprivate func checkChannels(_ prefix: String) async {
    let (one, two) = (prefix + "one", prefix + "two")
    await check(Commands.SUBSCRIBE.self) { live async throws in
      try await live.withConnection { connection in
        #expect(
          try await connection.subscribe(channels: [one, two]) == [
            SubscriptionChange(kind: "subscribe", channel: RedisBytes(one), count: 1),
            SubscriptionChange(kind: "subscribe", channel: RedisBytes(two), count: 2),
          ])
        #expect(try await live.publish(channel: one, message: "hello") == 1)
        #expect(try await live.publish(channel: one, message: 7) == 1)

        let all = try await live.pubsubChannels(pattern: prefix + "*")
        #expect(Set(all) == [RedisBytes(one), RedisBytes(two)])
        #expect(try await live.pubsubChannels(as: String.self).contains(one))
        #expect(
          try await live.pubsubNumsub(channels: [one, prefix + "none"])
            == [RedisBytes(one): 1, RedisBytes(prefix + "none"): 0])
        #expect(try await live.pubsubNumsub() == [:])
        #expect(
          try await live.pubsubNumsub(channels: [one, one], as: String.self) == [one: 1])

        // In RESP2 the answer is a list now.
        #expect(try await connection.ping() == "PONG")
        #expect(try await connection.ping(message: [0, 255] as [UInt8]).bytes == [0, 255])
        #expect(try await connection.ping(message: 5, as: Int.self) == 5)

        #expect(
          try await connection.unsubscribe(channels: [two]) == [
            SubscriptionChange(kind: "unsubscribe", channel: RedisBytes(two), count: 1)
          ])
        #expect(
          try await connection.unsubscribe() == [
            SubscriptionChange(kind: "unsubscribe", channel: RedisBytes(one), count: 0)
          ])
        #expect(
          try await connection.unsubscribe() == [
            SubscriptionChange(kind: "unsubscribe", channel: nil, count: 0)
          ])
        // Without subscriptions the connection takes every command again.
        #expect(try await connection.publish(channel: one, message: "") == 0)
      }
    }
    await check(Commands.SUBSCRIBE.self) { live async throws in
      let bytes = Array(prefix.utf8) + [255]
      try await live.withConnection { connection async throws in
        #expect(try await connection.subscribe(channels: [bytes]).map(\.channel) == [RedisBytes(bytes)])
        #expect(try await live.pubsubChannels().contains(RedisBytes(bytes)))
        #expect(try await live.pubsubNumsub(channels: [bytes]) == [RedisBytes(bytes): 1])
        #expect(try await connection.unsubscribe().map(\.channel) == [RedisBytes(bytes)])
      }
    }
    await check(Commands.PUBLISH.self) { live async throws in
      #expect(try await live.publish(channel: prefix + "none", message: "x") == 0)
    }
  }

  fileprivate func checkPatterns(_ prefix: String) async {
    let pattern = prefix + "p*"
    await check(Commands.PSUBSCRIBE.self) { live async throws in
      try await live.withConnection { connection in
        #expect(
          try await connection.psubscribe(patterns: [pattern]) == [
            SubscriptionChange(kind: "psubscribe", channel: RedisBytes(pattern), count: 1)
          ])
        let more = try await connection.psubscribe(patterns: [prefix + "q*"])
        #expect(more.map(\.channel) == [RedisBytes(prefix + "q*")])
        #expect(try await live.publish(channel: prefix + "party", message: "x") == 1)
        #expect(try await live.pubsubNumpat() >= 2)
        #expect(
          try await connection.punsubscribe(patterns: [pattern, "none"]).map(\.count) == [1, 1])
        #expect(
          try await connection.punsubscribe() == [
            SubscriptionChange(kind: "punsubscribe", channel: RedisBytes(prefix + "q*"), count: 0)
          ])
        #expect(try await connection.ping() == "PONG")
      }
    }
  }

  fileprivate func checkShardChannels(_ prefix: String) async {
    let channel = prefix + "shard"
    await check(Commands.SSUBSCRIBE.self) { live async throws in
      try await live.withConnection { connection in
        #expect(
          try await connection.ssubscribe(channels: [channel]) == [
            SubscriptionChange(kind: "ssubscribe", channel: RedisBytes(channel), count: 1)
          ])
        #expect(
          try await connection.ssubscribe(channels: [channel + "2"]).map(\.count)
            == [2])
        #expect(try await live.spublish(channel: channel, message: "x") == 1)
        #expect(try await live.spublish(channel: prefix + "none", message: "x") == 0)
        let all = try await live.pubsubShardchannels(pattern: prefix + "*", as: String.self)
        #expect(Set(all) == [channel, channel + "2"])
        #expect(try await live.pubsubShardchannels().contains(RedisBytes(channel)))
        #expect(try await live.pubsubShardnumsub(channels: [channel]) == [RedisBytes(channel): 1])
        #expect(try await live.pubsubShardnumsub() == [:])
        #expect(
          try await connection.sunsubscribe(channels: [channel]) == [
            SubscriptionChange(kind: "sunsubscribe", channel: RedisBytes(channel), count: 1)
          ])
        #expect(
          try await connection.sunsubscribe() == [
            SubscriptionChange(kind: "sunsubscribe", channel: RedisBytes(channel + "2"), count: 0)
          ])
      }
    }
  }
}
