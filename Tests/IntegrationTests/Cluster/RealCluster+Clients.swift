import TestSupport
import TypedRedis

/// Clients of a real cluster.
extension RealCluster {
  var endpoints: [Endpoint] { ports.map { .tcp(host: "127.0.0.1", port: $0) } }

  /// A client that starts from all nodes.
  func connect(changing change: (inout RedisClusterOptions) -> Void = { _ in }) async throws -> RedisCluster {
    var options = RedisClusterOptions(seeds: endpoints)
    change(&options)
    return try await RedisCluster.connect(options)
  }

  /// The first names that begin so and are in some of these slots.
  static func names(_ prefix: String, _ count: Int, in slots: [ClosedRange<Int>]) -> [String] {
    Array((0..<100_000).lazy.map { "\(prefix)\($0)" }.filter { name in slots.contains { $0.contains(name.hashSlot) } }.prefix(count))
  }

  /// Runs `body` with a client of the cluster that tests share, and with what the names of its keys begin with.
  static func withClient(_ binary: ServerBinary, _ body: (RedisCluster, String) async throws -> Void) async throws {
    let redis = try await shared(binary).connect()
    defer { redis.close() }
    try await body(redis, "test\(UInt32.random(in: 0 ... .max)):")
  }
}
