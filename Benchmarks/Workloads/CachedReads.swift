import TypedRedis

extension Workload {
  /// A few tasks that read small values which are in memory, on as many threads as there are.
  static let cachedGet: Workload = {
    let keys = (0..<100).map { "\(keyPrefix)cached-get:\($0)" }
    let value = "xxx"
    return Workload(
      name: "cached-get", tasks: 4, key: keys[0], executor: .global, furtherKeys: Array(keys.dropFirst()),
      client: { try $0.withCache() },
      reference: ReferenceLoad(pipeline: 50, words: ["GET", keys[0]]),
      prepare: { redis in
        for key in keys { try await redis.set(key: key, value: value) }
        try check(await redis.get(key: keys[0], as: String.self) == value)
      },
      body: { redis, meter in
        var lap = meter.lap()
        var index = 0
        while lap.next() {
          _ = try await redis.get(key: keys[index], as: String.self)
          index += 1
          guard index == keys.count else { continue }
          index = 0
          // What is in memory is never waited for: others would not get their turn.
          await Task.yield()
        }
      })
  }()
}
