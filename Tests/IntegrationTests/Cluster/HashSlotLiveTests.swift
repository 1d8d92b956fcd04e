import TestSupport
import Testing
import TypedRedis

/// The slots that servers give keys are the client's.
@Suite struct HashSlotLiveTests {
  @Test(arguments: LiveServer.all) func serversAgree(_ server: LiveServer) async throws {
    let node = try ClusterNode(server.binary)
    defer { node.stop() }
    let redis = try await Redis.connect(node.url)
    defer { redis.close() }
    var random = SplitMix(seed: 7)
    let keys = [[]] + (1..<100_000).map { _ in key(using: &random) }
    let replies = try await redis.pipeline(keys.map { Commands.CLUSTER.KEYSLOT(key: $0) })
    var unlike: [String] = []
    for (key, reply) in zip(keys, replies) where try key.hashSlot != reply.get() { unlike.append("\(key)") }
    #expect(replies.count == 100_000)
    #expect(unlike.isEmpty, "\(unlike.count), for example \(unlike.prefix(5))")
  }

  /// Any bytes, with braces in any order more often than not.
  private func key(using random: inout SplitMix) -> [UInt8] {
    let braces = [UInt8(ascii: "{"), UInt8(ascii: "}")]
    let length = random.magnitude(in: 0...200)
    let isTagged = !random.oneIn(4)
    return (0..<length).map { _ in
      isTagged && random.oneIn(4) ? braces[random.below(2)] : UInt8.random(in: .min ... .max, using: &random)
    }
  }
}
