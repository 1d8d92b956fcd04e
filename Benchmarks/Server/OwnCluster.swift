import Foundation
import TypedRedis

/// Three primaries that live as long as this process, however this process ends.
final class OwnCluster {
  private static let count = 3
  private static let slots = 16_384

  let servers: [OwnServer]

  init(_ program: String) throws {
    servers = try (0..<Self.count).map { _ in
      try OwnServer(program, arguments: ["--cluster-enabled", "yes", "--cluster-port", "\(FreePort.find())"])
    }
  }

  /// A client for the cluster, as soon as that serves all slots.
  func connect() async throws -> RedisCluster {
    var nodes: [Redis] = []
    defer { for node in nodes { node.close() } }
    for server in servers { nodes.append(try await server.connect()) }
    let first = try await place(of: nodes[0], servers[0])
    for (number, node) in nodes.enumerated() {
      let start = Self.slots * number / Self.count
      let end = Self.slots * (number + 1) / Self.count - 1
      try await node.execute("CLUSTER", "ADDSLOTSRANGE", start, end)
      if number > 0 { try await node.execute("CLUSTER", "MEET", first.host, first.port, first.bus) }
    }
    let deadline = ContinuousClock.now + .seconds(30)
    for node in nodes {
      while try await node.clusterInfo().isOK != true {
        guard ContinuousClock.now < deadline else { throw BenchError("the cluster does not form") }
        try await Task.sleep(for: .milliseconds(50))
      }
    }
    var options = RedisClusterOptions(seeds: servers.map(\.options.endpoint))
    options.requiresFullCoverage = true
    return try await RedisCluster.connect(options)
  }

  private func place(of node: Redis, _ server: OwnServer) async throws -> (host: String, port: Int, bus: Int) {
    let port = try await node.execute("CONFIG", "GET", "cluster-port")
    guard case .tcp(let host, let own) = server.options.endpoint,
      let text = port.array?.last?.string ?? port.map?.first?.value.string, let bus = Int(text)
    else { throw BenchError("a server does not tell its port for the others") }
    return (host, own, bus)
  }

  func stop() {
    for server in servers { server.stop() }
  }
}
