import TypedRedis

extension Workload {
  /// Many tasks, each waiting for one small value after another.
  static func get(tasks: Int) -> Workload {
    let name = "get-\(tasks)"
    let key = keyPrefix + name
    // As long as what redis-benchmark uses when it is told nothing.
    let value = "xxx"
    return Workload(
      name: name, tasks: tasks, key: key,
      reference: ReferenceLoad(pipeline: tasks, words: ["GET", key]),
      prepare: { redis in
        try await redis.set(key: key, value: value)
        try check(await redis.get(key: key, as: String.self) == value)
      },
      body: { redis, meter in
        var lap = meter.lap()
        while lap.next() { _ = try await redis.get(key: key, as: String.self) }
      })
  }
}
