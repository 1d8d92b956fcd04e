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

  private func node(
    _ id: String, _ owned: Set<Int>, epoch: Int = 1, leaving: [Int: String] = [:], arriving: [Int: String] = [:],
    others: [(id: String, epoch: Int, slots: Set<Int>)] = []
  ) -> ScannedNode {
    var node = ScannedNode(id: id, epoch: epoch)
    node.owned = owned
    node.leaving = leaving
    node.arriving = arriving
    node.holders[node.version] = owned
    for other in others { node.holders[ScannedNode.Version(id: other.id, epoch: other.epoch)] = other.slots }
    return node
  }

  @Test func nodesAreScannedOneAfterTheOther() throws {
    var state = ClusterScanState()
    let first = node("1", low)
    let second = node("2", high)
    #expect(begins(&state, a, first))
    #expect(state.visit?.cursor == "0" && state.visit?.slots.description == "0-99")
    state.visit?.cursor = "17"
    let read = try ClusterScanState(state.cursor)
    #expect(read == state && state.cursor.text == "nodes|0-16383|||a|1|1|1|0-99||17")
    state.end(first)
    #expect(state.remaining.description == "100-16383" && state.visit == nil)
    #expect(state.cursor.text == "nodes|100-16383||" && !state.cursor.isFinished)
    #expect(try ClusterScanState(state.cursor) == state)
    #expect(!begins(&state, a, first))
    #expect(begins(&state, b, second))
    #expect(try ClusterScanState(state.cursor) == state)
    state.end(second)
    #expect(state.cursor == .start && state.isFinished(of: low.union(high)))
  }

  /// Wherever it is, a scan goes on from there.
  @Test func socketsAreInCursors() throws {
    for path in ["/run/a", "/run/a|b%7C%25", ""] {
      var state = ClusterScanState()
      #expect(begins(&state, .unix(path: path), node("1", low)))
      state.visit?.cursor = "17"
      let read = try ClusterScanState(state.cursor)
      #expect(read == state && read.visit?.endpoint == .unix(path: path))
    }
  }

  @Test func whoeverHasGotASlotIsScannedForIt() {
    var state = ClusterScanState()
    _ = begins(&state, a, node("1", low))
    state.end(node("1", low.subtracting([7])))
    #expect(state.remaining.slots == high.union([7]))
    // Another process at the same place has had nothing scanned.
    _ = begins(&state, a, node("1", high))
    state.end(node("9", high))
    state.end(nil)
    #expect(state.remaining.slots == high.union([7]))
    _ = begins(&state, a, node("1", high))
    state.end(nil)
    #expect(state.remaining.slots == high.union([7]))
  }

  @Test func aSlotOnItsWayIsScannedAtBothEnds() throws {
    var state = ClusterScanState()
    let giving = node("1", low, leaving: [7: "2"])
    let getting = node("2", high, arriving: [7: "1"], others: [("1", 1, low)])
    // Too early: what comes afterwards would be missed.
    #expect(begins(&state, b, getting))
    #expect(state.visit?.slots.slots == high)
    state.end(getting)
    #expect(begins(&state, a, giving))
    state.end(giving)
    #expect(state.remaining.slots == [7] && state.handedOver.keys.sorted() == [7])
    let read = try ClusterScanState(state.cursor)
    #expect(state.cursor.text == "nodes|7|1@1>2=7|" && read == state)
    #expect(!begins(&state, a, giving))
    #expect(begins(&state, b, getting))
    #expect(state.visit?.slots.slots == [7])
    state.end(getting)
    #expect(state.cursor == .start)
  }

  /// A gives it to B, which gives it to C: what B still has is not with C.
  @Test func aSlotThatGoesOnIsScannedWhereItWas() {
    var state = ClusterScanState()
    let giving = node("1", low, leaving: [7: "2"])
    _ = begins(&state, a, giving)
    state.end(giving)
    #expect(state.handedOver.keys.sorted() == [7])
    let onItsWay = node("2", [7], epoch: 2, leaving: [7: "3"])
    let last = node("3", [], epoch: 3, arriving: [7: "2"], others: [("2", 2, [7])])
    #expect(!begins(&state, b, last))
    // The same, as it looks from afar for a moment.
    #expect(!begins(&state, b, node("3", [], epoch: 3, arriving: [7: "2"], others: [("1", 1, low)])))
    #expect(begins(&state, b, onItsWay) && state.visit?.slots.slots == [7])
    state.end(onItsWay)
    #expect(begins(&state, b, last))
    state.end(last)
    #expect(state.remaining.slots == high)
  }

  /// The giver has lost it, got it back, and gives it away once more.
  @Test func aWayHoldsForOneEpoch() {
    var state = ClusterScanState()
    let giving = node("1", low, leaving: [7: "2"])
    _ = begins(&state, a, giving)
    state.end(giving)
    #expect(!begins(&state, b, node("2", [], arriving: [7: "1"], others: [("1", 3, low)])))
    #expect(begins(&state, a, node("1", low, epoch: 3, leaving: [7: "2"])))
    #expect(state.visit?.slots.slots == [7] && state.handedOver.isEmpty)
  }

  @Test func whoHasANewEpochIsScannedAgain() {
    var state = ClusterScanState()
    _ = begins(&state, a, node("1", low))
    state.end(node("1", low, epoch: 2))
    #expect(state.remaining == .all && state.visit == nil)
    #expect(begins(&state, a, node("1", low, epoch: 2)))
    state.end(node("1", low, epoch: 2))
    #expect(state.remaining.slots == high)
  }

  /// As after a replica of the one that gets it took over.
  @Test func whoDoesNotSayThatItGetsASlotIsScannedForIt() {
    var state = ClusterScanState()
    let giving = node("1", low, leaving: [7: "2"])
    _ = begins(&state, a, giving)
    state.end(giving)
    #expect(!begins(&state, b, node("5", [], others: [("1", 1, low)])))
    var getting = node("5", [], others: [("1", 1, low)])
    getting.names.insert("2")
    #expect(begins(&state, b, getting))
    state.end(getting)
    #expect(state.remaining.slots == high)
  }

  /// As after a replica of the one that gives it took over.
  @Test func slotsThatNobodySendsAreLookedForOnce() {
    var state = ClusterScanState()
    let all = low.union(high)
    let silent = node("1", all)
    let waiting = node("2", [], arriving: [7: "1"], others: [("1", 1, all)])
    _ = begins(&state, a, silent)
    state.end(silent)
    #expect(state.cursor == .start)
    #expect(state.strays([node("1", all, leaving: [7: "2"]), waiting]).isEmpty)
    #expect(state.strays([waiting]).isEmpty)
    let strays = state.strays([silent, waiting])
    #expect(strays == ["2": [7]])
    state.begin(at: b, waiting, strays: [7])
    #expect(!state.cursor.isFinished && (try? ClusterScanState(state.cursor)) == state)
    state.end(waiting)
    #expect(state.cursor == .start && state.strays([silent, waiting]).isEmpty)
  }

  @Test func aSlotThatCameBackIsScannedAgain() {
    var state = ClusterScanState()
    _ = begins(&state, a, node("1", low, leaving: [7: "2"]))
    state.end(node("1", low))
    #expect(state.remaining.slots == high.union([7]) && state.handedOver.isEmpty)
    // Handed over, and not at all.
    _ = begins(&state, a, node("1", [7]))
    state.end(node("1", [7], leaving: [7: "2"]))
    _ = begins(&state, b, node("2", [], arriving: [7: "1"], others: [("1", 1, [7])]))
    state.end(node("2", []))
    #expect(state.remaining.slots == high.union([7]) && state.handedOver.isEmpty)
  }

  @Test func nodesSayWhatTheyGiveAndGet() throws {
    let lines = [
      "aaa 10.0.0.1:1@2 myself,master - 0 0 4 connected 0-9 [5->-bbb] [20-<-old]", "bbb 10.0.0.2:1@2 master - 0 0 5 connected 10-19",
      "ccc 10.0.0.3:1@2 master - 0 0 6 connected 20-29", "old 10.0.0.4:1@2 slave ccc 0 0 6 connected",
      "rep 10.0.0.5:1@2 slave aaa 0 0 4 connected",
    ]
    let infos = try lines.map { line throws(RedisError) in try ClusterNodeInfo(line: Substring(line)) }
    let read = try #require(ScannedNode(infos))
    #expect(read.version == ScannedNode.Version(id: "aaa", epoch: 4) && read.names == ["aaa", "rep"])
    #expect(read.owned == Set(0...9) && read.leaving == [5: "bbb"] && read.arriving == [20: "ccc"])
    #expect(read.assigned == Set(0...29) && read.holders[ScannedNode.Version(id: "bbb", epoch: 5)] == Set(10...19))
  }

  @Test func otherTextIsNoCursor() {
    let wrong = [
      "nodes|", "nodes|1|", "nodes|x||", "nodes|1-99999||", "nodes|1|1|", "nodes|1|a@x>b=1|", "nodes|1|a@1>b=x|", "nodes|1||x",
      "nodes|1|||a|x|1|1|||0", "nodes|1|||a|1|1|x|||0", "nodes|1|||a|1|1|1||", "5", "",
    ]
    for text in wrong {
      let isRead = (try? ClusterScanState(ScanCursor(text: text))) != nil
      #expect(!isRead, "\(text)")
    }
    for text in ["nodes|1||", "nodes|1|a@1>b=1,c@2>d=2-3 5|7", "nodes|1|||a|1|1|1|||0"] {
      #expect((try? ClusterScanState(ScanCursor(text: text)))?.cursor.text == text, "\(text)")
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
      var epoch = 1
    }

    static let usedSlots = 12
    var generator: SplitMix
    var nodes: [Node]
    var given: Set<String> = []

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
      var view = ScannedNode(id: "\(number)", epoch: nodes[number].epoch)
      view.owned = nodes[number].owned
      view.leaving = nodes[number].leaving.mapValues { "\($0)" }
      for (other, node) in nodes.enumerated() {
        view.holders[ScannedNode.Version(id: "\(other)", epoch: node.epoch)] = node.owned
        // Some do not know what they get.
        for (slot, target) in node.leaving where target == number && slot % 3 != 0 { view.arriving[slot] = "\(other)" }
      }
      return view
    }

    mutating func change() {
      let slot = Int.random(in: 0..<Self.usedSlots, using: &generator)
      guard let owner = nodes.firstIndex(where: { $0.owned.contains(slot) }) else { return }
      let keys = nodes[owner].keys.filter { Self.slot(of: $0) == slot }
      guard let target = nodes[owner].leaving[slot] else {
        let target = Int.random(in: 0..<3, using: &generator)
        guard target != owner else { return }
        if Int.random(in: 0..<4, using: &generator) == 0 {
          move(keys, owner, target)
          finish(slot, owner, target)
        } else {
          nodes[owner].leaving[slot] = target
        }
        return
      }
      switch Int.random(in: 0..<6, using: &generator) {
      case 0:
        // Not after all. If keys came back that had moved, nobody could tell.
        if !nodes[target].keys.contains(where: { Self.slot(of: $0) == slot }) { nodes[owner].leaving[slot] = nil }
      case 1:
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
      // As servers do it, which leave the greatest as it is.
      let greatest = nodes.map(\.epoch).max() ?? 0
      if nodes[target].epoch < greatest || nodes.filter({ $0.epoch == greatest }).count > 1 { nodes[target].epoch = greatest + 1 }
    }

    /// One page. Nil at the end.
    mutating func page(_ number: Int, after cursor: String) -> String? {
      let rest = nodes[number].keys.filter { cursor == "0" || $0 > cursor }.sorted()
      given.formUnion(rest.prefix(3))
      return rest.count > 3 ? rest.prefix(3).last : nil
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>) func everyKeyIsGiven(_ seed: UInt64) throws {
    var world = World(seed: seed)
    let keys = world.all
    var state = ClusterScanState()
    var pages = 0
    scan: while true {
      // Stands still in the end, as it has to come to one.
      if pages < 120, Bool.random(using: &world.generator) { world.change() }
      state = try state.cursor.isFinished ? state : ClusterScanState(state.cursor)
      guard let visit = state.visit, let number = Int(visit.node.id) else {
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
      }
      try #require(pages < 1000)
    }
    #expect(world.all == keys && keys.subtracting(world.given).isEmpty)
  }
}
