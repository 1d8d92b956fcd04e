import TestSupport
import TypedRedis

/// A cluster of a test's own, and a client of it.
struct FaultyCluster: Sendable {
  let servers: RealCluster
  let redis: RedisCluster

  /// Runs `body`, and ends both.
  static func run(
    _ binary: ServerBinary, _ options: RealClusterOptions = RealClusterOptions(),
    changing change: (inout RedisClusterOptions) -> Void = { _ in }, _ body: @Sendable (FaultyCluster) async throws -> Void
  ) async throws {
    let servers = try await RealCluster.started(binary, options)
    defer { servers.stop() }
    let redis = try await RedisCluster.connect(clientOptions(servers, change))
    defer { redis.close() }
    try await body(FaultyCluster(servers: servers, redis: redis))
  }

  private static func clientOptions(
    _ servers: RealCluster, _ change: (inout RedisClusterOptions) -> Void
  ) -> RedisClusterOptions {
    let proxies = servers.proxyPorts
    var options = RedisClusterOptions(
      seeds: servers.ports.map { .tcp(host: "127.0.0.1", port: proxies[$0] ?? $0) })
    options.node.clientName = "load"
    // Servers that move slots, or are killed, are slow ones for a while.
    options.node.commandTimeout = .seconds(30)
    if !proxies.isEmpty {
      options.remap = { endpoint in
        guard case .tcp(let host, let port) = endpoint, let proxy = proxies[port] else { return endpoint }
        return .tcp(host: host, port: proxy)
      }
    }
    change(&options)
    return options
  }

  /// Names of so many counters, of which as many are in slots of this range as elsewhere.
  func names(_ count: Int, of slots: ClosedRange<Int>) -> [String] {
    var inside: [String] = [], outside: [String] = []
    var number = 0
    while inside.count < count / 2 || outside.count < count / 2 {
      let name = "counter:\(number)"
      number += 1
      if slots.contains(name.hashSlot) { inside.append(name) } else { outside.append(name) }
    }
    return (inside.prefix(count / 2) + outside.prefix(count / 2)).shuffled()
  }

  /// Some name of a key in a slot.
  func name(in slots: ClosedRange<Int>) -> String {
    var number = 0
    while !slots.contains("probe:\(number)".hashSlot) { number += 1 }
    return "probe:\(number)"
  }

  /// When a write succeeds there, tried again and again.
  func firstWrite(in slots: ClosedRange<Int>) async throws -> ContinuousClock.Instant {
    let name = name(in: slots)
    return try await eventually {
      try await redis.set(key: name, value: "written")
      return .now
    }
  }
}

func milliseconds(_ duration: Duration) -> Int { Int(duration / .milliseconds(1)) }
