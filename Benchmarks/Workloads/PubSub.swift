import Synchronization
import TypedRedis

extension Workload {
  /// Messages per second from fifty publishers to one subscriber of the same client. An operation is a message that arrived.
  ///
  /// redis-benchmark cannot subscribe. What it is told to do is the publishers' half: as many messages under way, to a channel to
  /// which nobody listens, so that the server has less to do for it than for us.
  static let pubsub: Workload = {
    let name = "pubsub"
    let channel = keyPrefix + name
    let publishers = 50
    return Workload(
      name: name, tasks: 1, key: channel,
      reference: ReferenceLoad(pipeline: publishers, words: ["PUBLISH", channel, "xxx"]),
      prepare: { redis in
        let echoed = try await redis.withSubscription(to: channel) { messages in
          _ = try await redis.publish(channel: channel, message: "xxx")
          var iterator = messages.makeAsyncIterator()
          return try await iterator.next()
        }
        try check(echoed?.payload == "xxx" && echoed?.channel == RedisBytes(channel))
      },
      body: { redis, meter in
        try await redis.withSubscription(to: channel) { messages in
          let flow = Flow()
          try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<publishers {
              group.addTask { try await publish(to: channel, flow, redis, meter) }
            }
            var iterator = messages.makeAsyncIterator()
            var lap = meter.lap()
            while lap.next() {
              guard try await iterator.next() != nil else { break }
              flow.taken.wrappingAdd(1, ordering: .relaxed)
            }
            try await group.waitForAll()
          }
        }
      })
  }()

  /// How far the publishers are ahead.
  private final class Flow: Sendable {
    let published = Atomic(0)
    let taken = Atomic(0)

    var isAhead: Bool { published.load(ordering: .relaxed) - taken.load(ordering: .relaxed) > 10_000 }
  }

  private static func publish(to channel: String, _ flow: Flow, _ redis: Redis, _ meter: Meter) async throws {
    // Whoever takes the messages is to see that the time is up, too: one more wakes it.
    var isLast = false
    while !isLast {
      isLast = meter.isStopped
      if flow.isAhead, !isLast {
        await Task.yield()
        continue
      }
      flow.published.wrappingAdd(1, ordering: .relaxed)
      _ = try await redis.publish(channel: channel, message: "xxx")
    }
  }
}
