import TypedRedis

/// A cluster that is measured, and redis-benchmark told to go to the same.
struct ClusterTarget {
  let redis: RedisCluster
  let reference: ReferenceBenchmark
  private let servers: OwnCluster

  init(starting servers: OwnCluster, benchmark: String) async throws {
    redis = try await servers.connect()
    guard let first = servers.servers.first else { throw BenchError("there are no servers") }
    reference = ReferenceBenchmark(program: benchmark, connection: first.options)
    self.servers = servers
  }

  func end() {
    redis.close()
    servers.stop()
  }
}
