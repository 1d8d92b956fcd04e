import TypedRedis

extension Workload {
  /// Many tasks, each waiting for one small value after another.
  static func get(tasks: Int) -> Workload { get("get-\(tasks)", tasks: tasks, isSecure: false) }

  /// The same over TLS.
  static func secureGet(tasks: Int) -> Workload { get("get-\(tasks)-tls", tasks: tasks, isSecure: true) }

  private static func get(_ name: String, tasks: Int, isSecure: Bool) -> Workload {
    let key = keyPrefix + name
    // As long as what redis-benchmark uses when it is told nothing.
    let value = "xxx"
    return Workload(
      name: name, tasks: tasks, key: key, isSecure: isSecure,
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
