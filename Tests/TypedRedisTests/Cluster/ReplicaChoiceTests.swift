import Testing

@testable import TypedRedis

@Suite struct ReplicaChoiceTests {
  private struct Node: ReadCandidate {
    var name: Character
    var isUp = true
    var zone: String?
    var latency: UInt64?
  }

  /// The names of those that six reads in a row go to.
  private func chosen(
    _ preference: RedisClusterReadPreference, _ primary: Node, _ replicas: [Node], from turn: UInt = 0
  ) -> String {
    String((0..<6).map { ReplicaChoice.node(preference, primary: primary, replicas: replicas, turn: turn &+ $0).name })
  }

  private let p = Node(name: "p"), a = Node(name: "a"), b = Node(name: "b"), c = Node(name: "c", isUp: false)
  private let down = Node(name: "p", isUp: false)

  @Test func primary() {
    #expect(chosen(.primary, p, [a, b]) == "pppppp")
    #expect(chosen(.primary, down, [a, b]) == "pppppp")
  }

  @Test func replicasFirst() {
    #expect(chosen(.replicaPreferred, p, [a, c, b]) == "ababab")
    #expect(chosen(.replicaPreferred, p, [c]) == "pppppp")
    #expect(chosen(.replicaPreferred, p, []) == "pppppp")
    #expect(chosen(.replicaPreferred, p, [a, b], from: .max - 1).count == 6)
  }

  @Test func allInTurn() {
    #expect(chosen(.roundRobin, p, [a, c, b]) == "pabpab")
    #expect(chosen(.roundRobin, down, [a, b]) == "ababab")
    #expect(chosen(.roundRobin, down, [c]) == "pppppp")
    #expect(chosen(.roundRobin, p, []) == "pppppp")
  }

  @Test func sameZone() {
    let here = Node(name: "p", zone: "x")
    let x = Node(name: "x", zone: "x"), z = Node(name: "z", zone: "x"), y = Node(name: "y", zone: "y")
    #expect(chosen(.sameZone("x"), here, [y, x, a, z]) == "xzxzxz")
    #expect(chosen(.sameZone("x"), here, [y, a]) == "pppppp")
    #expect(chosen(.sameZone("q"), here, [y, a]) == "yayaya")
    #expect(chosen(.sameZone("q"), here, [c]) == "pppppp")
    let gone = Node(name: "g", isUp: false, zone: "x")
    #expect(chosen(.sameZone("x"), Node(name: "p", isUp: false, zone: "x"), [gone, y]) == "yyyyyy")
  }

  @Test func fastest() {
    func node(_ name: Character, _ latency: UInt64?, isUp: Bool = true) -> Node {
      Node(name: name, isUp: isUp, latency: latency)
    }
    #expect(chosen(.lowestLatency, node("p", 900), [node("a", 400), node("b", 1000)]) == "aaaaaa")
    #expect(chosen(.lowestLatency, node("p", 450), [node("a", 400), node("b", 501), node("c", 500)]) == "pacpac")
    #expect(chosen(.lowestLatency, node("p", 900), [node("a", 400, isUp: false), node("b", nil)]) == "pppppp")
    // Nobody knows yet.
    #expect(chosen(.lowestLatency, p, [a, c, b]) == "pabpab")
    #expect(chosen(.lowestLatency, down, [c]) == "pppppp")
    #expect(chosen(.lowestLatency, node("p", .max), [node("a", .max)]) == "papapa")
    #expect(chosen(.lowestLatency, node("p", 0), [node("a", 0), node("b", 1)]) == "papapa")
  }
}
