import TestSupport
import Testing

@testable import TypedRedis

/// What servers say of themselves in two ways is the same view.
@Suite struct ClusterViewLiveTests {
  @Test(arguments: LiveSession.all) func slotsAndShardsAgree(_ session: LiveSession) async throws {
    let node = try ClusterNode(session.server.binary)
    defer { node.stop() }
    let redis = try await session.connect(to: node.url)
    defer { redis.close() }
    let asked = Endpoint.tcp(host: "127.0.0.1", port: node.port)
    let none = try await view(redis, asked)
    #expect(none.slots.nodes.isEmpty && none.shards.nodes.isEmpty)

    let tellsZones = session.server.binary.kind == .valkey && session.server.binary.isAtLeast("8.1.0")
    if tellsZones { try await redis.configSet(parameters: [("availability-zone", "west-1")]) }
    try await redis.clusterAddslotsrange(ranges: [(0, 5000), (5002, 16383)])
    let id = try await redis.clusterMyid()
    let (slots, shards) = try await view(redis, asked)
    #expect(slots == shards)
    #expect(
      slots.nodes == [
        RedisClusterNode(
          endpoint: asked, id: id, isReplica: false, zone: tellsZones ? "west-1" : nil,
          slots: [0...5000, 5002...16383])
      ])
  }

  private func view(
    _ redis: Redis, _ asked: Endpoint
  ) async throws -> (slots: ClusterView, shards: ClusterView) {
    let slots = try ClusterView(slots: try await redis.clusterSlots(), from: asked, isSecure: false) { $0 }
    return (slots, try ClusterView(shards: try await redis.clusterShards(), from: asked, isSecure: false) { $0 })
  }
}
