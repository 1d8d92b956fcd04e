import TypedRedis

extension Workload {
  /// As `get`, on a cluster of three primaries, all of which have some of the keys. redis-benchmark has a connection to each of them,
  /// over which as many requests are under way together as we have tasks.
  static func clusterGet(tasks: Int) -> Workload {
    let name = "cluster-get-\(tasks)"
    let keys = (0..<tasks).map { "\(keyPrefix)\(name):\($0)" }
    let value = "xxx"
    let counter = Counter()
    return Workload(
      name: name, tasks: tasks, key: "\(keyPrefix)\(name)", furtherKeys: keys,
      reference: ReferenceLoad(
        pipeline: (tasks + 2) / 3, clusterNodes: 3, words: ["GET", "\(keyPrefix)\(name):{tag}"]),
      cluster: ClusterWork(
        prepare: { redis in
          try await redis.mset(entries: keys.map { (key: $0, value: value) })
          try check(await redis.mget(keys: keys, as: String.self).allSatisfy { $0 == value })
        },
        body: { redis, meter in
          let key = keys[counter.next() % keys.count]
          var lap = meter.lap()
          while lap.next() { _ = try await redis.get(key: key, as: String.self) }
        }))
  }
}
