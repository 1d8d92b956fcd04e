import TypedRedis

extension Workload {
  /// One value of 1 MiB.
  static let large: Workload = {
    let name = "get-1mib"
    let key = keyPrefix + name
    let value = String(repeating: "x", count: 1 << 20)
    return Workload(
      name: name, tasks: 1, key: key,
      reference: ReferenceLoad(words: ["GET", key]),
      prepare: { redis in
        try await redis.set(key: key, value: value)
        try check(await redis.get(key: key, as: String.self) == value)
      },
      body: { redis, meter in
        var lap = meter.lap()
        while lap.next() { _ = try await redis.get(key: key, as: String.self) }
      })
  }()
}
