import TypedRedis

extension Workload {
  /// Fifty tasks that write 1 KiB at a time.
  static let set: Workload = {
    let name = "set-1k-50"
    let key = keyPrefix + name
    let value = String(repeating: "x", count: 1024)
    return Workload(
      name: name, tasks: 50, key: key,
      reference: ReferenceLoad(pipeline: 50, words: ["SET", key, value]),
      prepare: { redis in
        try await redis.set(key: key, value: value)
        try check(await redis.get(key: key, as: String.self) == value)
      },
      body: { redis, meter in
        var lap = meter.lap()
        while lap.next() { try await redis.set(key: key, value: value) }
      })
  }()
}
