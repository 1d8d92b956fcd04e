import TypedRedis

/// Listeners to a newsroom: one takes every kind of news until there is no more, one has a handler for sports.
func showNewsroom(_ redis: Redis) async throws {
  let sports = try await redis.subscribe(channels: ["demo:news:sports"]) { message in
    print("  sports desk: \(message.payload)")
  }
  try await redis.withSubscription(channels: ["demo:closing"], patterns: ["demo:news:*"]) { messages in
    // Both are confirmed: what is published from here on arrives.
    let listeners = try await redis.publish(channel: "demo:news:sports", message: "a goal in the last minute")
    print("  newsroom: \(listeners) subscriptions got the first one, on one connection")
    try await redis.publish(channel: "demo:news:weather", message: "rain")
    try await redis.publish(channel: "demo:closing", message: "good night")
    for try await message in messages {
      guard let pattern = message.pattern else { break }
      print("  reader of \(pattern): \(message.payload) (\(message.channel))")
    }
  }
  sports.cancel()
  print("  sports desk: \(sports.statistics.received) message")
}
