import Testing

@testable import TypedRedis

@Suite struct ClusterMapTests {
  private final class Node {
    let name: String
    init(_ name: String) { self.name = name }
  }

  /// Nodes by their ports, made as they are needed.
  private final class Nodes {
    private var nodes: [Endpoint: Node] = [:]

    subscript(port: Int) -> Node { self[.tcp(host: "h", port: port)] }

    subscript(endpoint: Endpoint) -> Node {
      if let node = nodes[endpoint] { return node }
      let node = Node("\(endpoint)")
      nodes[endpoint] = node
      return node
    }
  }

  private let nodes = Nodes()

  private func view(_ shards: [(primary: Int, replicas: [Int], slots: [ClosedRange<UInt16>])]) throws -> ClusterView {
    func node(_ port: Int) -> ClusterView.Node { ClusterView.Node(endpoint: .tcp(host: "h", port: port)) }
    return try ClusterView(
      shards: shards.map {
        ClusterView.Shard(primary: node($0.primary), replicas: $0.replicas.map(node), slots: $0.slots)
      })
  }

  private func map(_ shards: [(primary: Int, replicas: [Int], slots: [ClosedRange<UInt16>])]) throws -> ClusterMap<Node> {
    var map = ClusterMap<Node>()
    map.apply(try view(shards)) { nodes[$0.endpoint] }
    return map
  }

  @Test func knowsNothingAtFirst() {
    let map = ClusterMap<Node>()
    #expect(map.isEmpty)
    #expect(map.gaps == 16384)
    #expect(map.primary(of: 0) == nil)
    #expect(map.primary(of: .max) == nil)
  }

  @Test func knowsWhoServesWhat() throws {
    let map = try map([(1, [4], [0...99, 200...299]), (2, [], [100...199])])
    #expect(map.primary(of: 0) === nodes[1])
    #expect(map.primary(of: 150) === nodes[2])
    #expect(map.primary(of: 299) === nodes[1])
    #expect(map.primary(of: 300) == nil)
    #expect(map.gaps == 16384 - 300)
    #expect(map.shard(of: 250)?.replicas.map(\.name) == [nodes[4].name])
  }

  @Test func aSlotGoesToAnotherPrimary() throws {
    var map = try map([(1, [], [0...99]), (2, [], [100...199])])
    let isNews = map.correct(5, to: nodes[2])
    #expect(isNews)
    #expect(map.primary(of: 5) === nodes[2])
    #expect(map.primary(of: 6) === nodes[1])
    let isNewsAgain = map.correct(5, to: nodes[2])
    #expect(!isNewsAgain)
    #expect(map.gaps == 16384 - 200)
  }

  @Test func aReplicaTakesTheShardOver() throws {
    var map = try map([(1, [4, 5], [0...99]), (2, [], [100...199])])
    map.correct(5, to: nodes[5])
    #expect(map.primary(of: 99) === nodes[5])
    #expect(Set(map.shard(of: 0)?.replicas.map(\.name) ?? []) == [nodes[4].name, nodes[1].name])
    #expect(map.isPrimary(nodes[5]))
    #expect(!map.isPrimary(nodes[1]))
  }

  @Test func aNodeThatNobodyKnew() throws {
    var map = try map([(1, [], [0...99])])
    map.correct(5, to: nodes[9])
    map.correct(7000, to: nodes[9])
    #expect(map.primary(of: 5) === nodes[9])
    #expect(map.primary(of: 7000) === nodes[9])
    #expect(map.shards.count == 2)
    #expect(map.gaps == 16384 - 101)
  }

  @Test func slotsThatThereAreNot() throws {
    var map = try map([(1, [], [0...16383])])
    let isNews = map.correct(16384, to: nodes[2])
    #expect(!isNews)
    #expect(map.primary(of: 16384) == nil)
    #expect(map.gaps == 0)
  }

  /// What was heard after the question is newer than the answer.
  @Test func correctionsOutliveAnOlderView() throws {
    let old = try view([(1, [], [0...99]), (2, [], [100...199])])
    var map = ClusterMap<Node>()
    map.apply(old) { nodes[$0.endpoint] }
    map.willAsk()
    map.correct(5, to: nodes[2])
    map.apply(old) { nodes[$0.endpoint] }
    #expect(map.primary(of: 5) === nodes[2])
    map.willAsk()
    map.apply(old) { nodes[$0.endpoint] }
    #expect(map.primary(of: 5) === nodes[1])
  }

  @Test func slotsThatHaveMoved() throws {
    let before = try map([(1, [4], [0...99]), (2, [], [100...16383])])
    var after = before
    #expect(after.slots(movedSince: before).isEmpty)
    after.correct(7, to: nodes[2])
    #expect(after.slots(movedSince: before) == [7])
    // The replica takes all of the shard's.
    after.correct(8, to: nodes[4])
    #expect(after.slots(movedSince: before) == Array(0...99))
    #expect(after.slots(movedSince: ClusterMap<Node>()).count == 16384)
    #expect(try map([(1, [], [0...99])]).slots(movedSince: before) == Array(100...16383))
  }
}
