import RedisTransport
import TestSupport
import Testing

@testable import TypedRedis

/// Which node is scanned for what.
@Suite struct ClusterScanStateTests {
  private let a = Endpoint.tcp(host: "a", port: 1)
  private let b = Endpoint.tcp(host: "::1", port: 2)
  private let low = Set(0...99)
  private let high = Set(100..<HashSlot.count)

  private func begins(_ state: inout ClusterScanState, _ endpoint: Endpoint, _ node: ScannedNode) -> Bool {
    state.begin(at: endpoint, node)
  }

  @Test func nodesAreScannedOneAfterTheOther() throws {
    var state = ClusterScanState()
    let first = ScannedNode(id: "1", owned: low)
    let second = ScannedNode(id: "2", owned: high)
    #expect(begins(&state, a, first))
    #expect(state.visit?.cursor == "0" && state.visit?.slots.description == "0-99")
    state.visit?.cursor = "17"
    let read = try ClusterScanState(state.cursor)
    #expect(read == state && state.cursor.text == "nodes|0-16383||a|1|1|0-99||17")
    state.end(first)
    #expect(state.remaining.description == "100-16383" && state.visit == nil)
    #expect(state.cursor.text == "nodes|100-16383|" && !state.cursor.isFinished)
    #expect(try ClusterScanState(state.cursor) == state)
    #expect(!begins(&state, a, first))
    #expect(begins(&state, b, second))
    #expect(try ClusterScanState(state.cursor) == state)
    state.end(second)
    #expect(state.cursor == .start && state.isFinished(of: low.union(high)))
  }

  @Test func whoeverHasGotASlotIsScannedForIt() {
    var state = ClusterScanState()
    _ = state.begin(at: a, ScannedNode(id: "1", owned: low))
    state.end(ScannedNode(id: "1", owned: low.subtracting([7])))
    #expect(state.remaining.slots == high.union([7]))
    // Another process at the same place has had nothing scanned.
    _ = state.begin(at: a, ScannedNode(id: "1", owned: high))
    state.end(ScannedNode(id: "9", owned: high))
    state.end(nil)
    #expect(state.remaining.slots == high.union([7]))
    _ = state.begin(at: a, ScannedNode(id: "1", owned: high))
    state.end(nil)
    #expect(state.remaining.slots == high.union([7]))
  }

  @Test func aSlotOnItsWayIsScannedAtBothEnds() {
    var state = ClusterScanState()
    let giving = ScannedNode(id: "1", owned: low, leaving: [7])
    let getting = ScannedNode(id: "2", owned: high, arriving: [7])
    // Too early: what comes afterwards would be missed.
    #expect(begins(&state, b, getting))
    #expect(state.visit?.slots.slots == high)
    state.end(getting)
    #expect(begins(&state, a, giving))
    state.end(giving)
    #expect(state.remaining.slots == [7] && state.handedOver.slots == [7])
    #expect(!begins(&state, a, giving))
    #expect(begins(&state, b, getting))
    #expect(state.visit?.slots.slots == [7])
    state.end(getting)
    #expect(state.cursor == .start)
  }

  @Test func aSlotThatCameBackIsScannedAgain() {
    var state = ClusterScanState()
    _ = state.begin(at: a, ScannedNode(id: "1", owned: low, leaving: [7]))
    state.end(ScannedNode(id: "1", owned: low))
    #expect(state.remaining.slots == high.union([7]) && state.handedOver.isEmpty)
    // Handed over, and not at all.
    _ = state.begin(at: a, ScannedNode(id: "1", owned: [7]))
    state.end(ScannedNode(id: "1", owned: [7], leaving: [7]))
    _ = state.begin(at: b, ScannedNode(id: "2", arriving: [7]))
    state.end(ScannedNode(id: "2"))
    #expect(state.remaining.slots == high.union([7]) && state.handedOver.isEmpty)
  }

  @Test func otherTextIsNoCursor() {
    for text in ["nodes|", "nodes|1|", "nodes|x|", "nodes|1-99999|", "nodes|1||a|x|1|||0", "nodes|1||a|1|1||", "5", ""] {
      let isRead = (try? ClusterScanState(ScanCursor(text: text))) != nil
      #expect(isRead == (text == "nodes|1|"), "\(text)")
    }
    #expect(SlotSet([3, 1, 2, 9]).description == "1-3 9" && SlotSet(text: "1-3 9")?.slots == [1, 2, 3, 9])
  }

  // MARK: Any order of events

  /// Nodes with keys, whose scans go on by name: what comes before the place where one is, it misses.
  private struct World {
    struct Node {
      var owned: Set<Int>
      var leaving: [Int: Int] = [:]
      var keys: Set<String> = []
    }

    static let usedSlots = 12
    var generator: SplitMix
    var nodes: [Node]
    var given: Set<String> = []
    /// Slots that have moved, or not after all, since the present node is scanned: if they came back meanwhile, nobody could tell.
    var settled: Set<Int> = []

    init(seed: UInt64) {
      generator = SplitMix(seed: seed)
      nodes = (0..<3).map { number in
        Node(owned: Set((0..<HashSlot.count).filter { $0 % 3 == number || $0 >= Self.usedSlots && number == 0 }))
      }
      nodes[1].owned.subtract(nodes[0].owned)
      nodes[2].owned.subtract(nodes[0].owned)
      for slot in 0..<Self.usedSlots {
        for _ in 0..<8 {
          let key = "\(UInt32.random(in: 0..<100_000, using: &generator)):\(slot)"
          if let owner = nodes.firstIndex(where: { $0.owned.contains(slot) }) { nodes[owner].keys.insert(key) }
        }
      }
    }

    var all: Set<String> { nodes.reduce(into: []) { $0.formUnion($1.keys) } }

    private static func slot(of key: String) -> Int { key.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

    func view(of number: Int) -> ScannedNode {
      var view = ScannedNode(id: "\(number)", owned: nodes[number].owned, leaving: Set(nodes[number].leaving.keys))
      for node in nodes {
        view.assigned.formUnion(node.owned)
        for (slot, target) in node.leaving where target == number { view.arriving.insert(slot) }
      }
      return view
    }

    mutating func change() {
      let slot = Int.random(in: 0..<Self.usedSlots, using: &generator)
      guard let owner = nodes.firstIndex(where: { $0.owned.contains(slot) }) else { return }
      let keys = nodes[owner].keys.filter { Self.slot(of: $0) == slot }
      guard let target = nodes[owner].leaving[slot] else {
        let target = Int.random(in: 0..<3, using: &generator)
        guard target != owner, !settled.contains(slot) else { return }
        if Int.random(in: 0..<4, using: &generator) == 0 {
          move(keys, owner, target)
          finish(slot, owner, target)
          settled.insert(slot)
        } else {
          nodes[owner].leaving[slot] = target
        }
        return
      }
      switch Int.random(in: 0..<6, using: &generator) {
      case 0:
        move(nodes[target].keys.filter { Self.slot(of: $0) == slot }, target, owner)
        nodes[owner].leaving[slot] = nil
        settled.insert(slot)
      case 1:
        settled.insert(slot)
        move(keys, owner, target)
        finish(slot, owner, target)
      default: move(keys.filter { _ in Bool.random(using: &generator) }, owner, target)
      }
    }

    private mutating func move(_ keys: Set<String>, _ source: Int, _ target: Int) {
      nodes[source].keys.subtract(keys)
      nodes[target].keys.formUnion(keys)
    }

    private mutating func finish(_ slot: Int, _ source: Int, _ target: Int) {
      nodes[source].leaving[slot] = nil
      nodes[source].owned.remove(slot)
      nodes[target].owned.insert(slot)
    }

    /// One page. Nil at the end.
    mutating func page(_ number: Int, after cursor: String) -> String? {
      let rest = nodes[number].keys.filter { cursor == "0" || $0 > cursor }.sorted()
      given.formUnion(rest.prefix(3))
      return rest.count > 3 ? rest.prefix(3).last : nil
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func everyKeyIsGiven(_ seed: UInt64) throws {
    var world = World(seed: seed)
    let keys = world.all
    var state = ClusterScanState()
    var pages = 0
    scan: while true {
      // Stands still in the end, as it has to come to one.
      if pages < 120, Bool.random(using: &world.generator) { world.change() }
      state = try state.cursor.isFinished ? state : ClusterScanState(state.cursor)
      guard let visit = state.visit, let number = Int(visit.id) else {
        for number in [0, 1, 2].shuffled(using: &world.generator) {
          if state.begin(at: .tcp(host: "n", port: number), world.view(of: number)) { continue scan }
        }
        // Only a node that nothing else is left for may have none.
        #expect(state.isFinished(of: world.view(of: 0).assigned))
        break
      }
      pages += 1
      if let next = world.page(number, after: visit.cursor) {
        state.visit?.cursor = next
      } else {
        state.end(world.view(of: number))
        world.settled = []
      }
      try #require(pages < 1000)
    }
    #expect(world.all == keys && keys.subtracting(world.given).isEmpty)
  }
}
