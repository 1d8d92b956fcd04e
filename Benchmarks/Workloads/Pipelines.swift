import TypedRedis

extension Workload {
  /// One task that gets many small values at once, again and again.
  static func pipeline(of count: Int) -> Workload {
    let name = "pipeline-\(count)"
    let key = keyPrefix + name
    let value = "xxx"
    return Workload(
      name: name, tasks: 1, key: key,
      reference: ReferenceLoad(pipeline: count, words: ["GET", key]),
      prepare: { redis in
        try await redis.set(key: key, value: value)
        let replies = try await redis.pipeline([Commands.GET(key: key), Commands.GET(key: key)])
        try check(replies.count == 2)
        for reply in replies { try check(reply.get()?.string == value) }
      },
      body: { redis, meter in
        var lap = meter.lap(weight: count)
        while lap.next() {
          for reply in try await redis.pipeline((0..<count).map { _ in Commands.GET(key: key) }) { _ = try reply.get() }
        }
      })
  }
}
