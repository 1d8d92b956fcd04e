import TypedRedis

extension Workload {
  /// A long list as an array of strings.
  static let list: Workload = {
    let name = "lrange-10000"
    let key = keyPrefix + name
    let elements = (0..<10_000).map { "element-\(padded($0, to: 5))" }
    return Workload(
      name: name, tasks: 1, key: key,
      reference: ReferenceLoad(words: ["LRANGE", key, "0", "-1"]),
      prepare: { redis in
        _ = try await redis.del(keys: [key])
        _ = try await redis.rpush(key: key, elements: elements)
        try check(await redis.lrange(key: key, start: 0, stop: -1, as: String.self) == elements)
      },
      body: { redis, meter in
        var lap = meter.lap()
        while lap.next() {
          _ = try await redis.lrange(key: key, start: 0, stop: -1, as: String.self)
        }
      })
  }()

  /// A hash as a dictionary.
  static let hash: Workload = {
    let name = "hgetall-1000"
    let key = keyPrefix + name
    let fields = (0..<1000).map { ("field:\(padded($0, to: 4))", "value:\(padded($0, to: 4))") }
    return Workload(
      name: name, tasks: 1, key: key,
      reference: ReferenceLoad(words: ["HGETALL", key]),
      prepare: { redis in
        _ = try await redis.del(keys: [key])
        _ = try await redis.hset(key: key, fields: fields)
        let stored = try await redis.hgetall(key: key, as: String.self)
        try check(stored == Dictionary(uniqueKeysWithValues: fields))
      },
      body: { redis, meter in
        var lap = meter.lap()
        while lap.next() { _ = try await redis.hgetall(key: key, as: String.self) }
      })
  }()

  private static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
