/// A node that might answer a read.
protocol ReadCandidate {
  /// Whether it is connected.
  var isUp: Bool { get }
  /// The availability zone, if anybody has told it.
  var zone: String? { get }
  /// What an answer takes, in nanoseconds; nil if that was not measured yet.
  var latency: UInt64? { get }
}

/// Which node of a shard a read goes to.
enum ReplicaChoice {
  /// - Parameter turn: any number; the next one for the next read.
  static func node<Node: ReadCandidate>(
    _ preference: RedisClusterReadPreference, primary: Node, replicas: [Node], turn: UInt
  ) -> Node {
    switch preference {
    case .primary: return primary
    case .replicaPreferred: return inTurn(turn, replicas) { $0.isUp } ?? primary
    case .roundRobin: return inTurn(turn, primary, replicas) { $0.isUp } ?? primary
    case .sameZone(let zone):
      if let near = inTurn(turn, replicas, where: { $0.isUp && $0.zone == zone }) { return near }
      if primary.isUp, primary.zone == zone { return primary }
      return inTurn(turn, replicas) { $0.isUp } ?? primary
    case .lowestLatency:
      guard let limit = limit(primary, replicas) else { return inTurn(turn, primary, replicas) { $0.isUp } ?? primary }
      return inTurn(turn, primary, replicas) { $0.isUp && ($0.latency ?? .max) <= limit } ?? primary
    }
  }

  /// What counts as fast: measurements are never quite alike, and equals share the work. Nil if nothing was measured.
  private static func limit(_ primary: some ReadCandidate, _ replicas: [some ReadCandidate]) -> UInt64? {
    var least = primary.isUp ? primary.latency : nil
    for replica in replicas where replica.isUp {
      if let latency = replica.latency { least = min(least ?? .max, latency) }
    }
    return least.map { $0.addingReportingOverflow($0 / 4) }.map { $0.overflow ? .max : $0.partialValue }
  }

  private static func inTurn<Node>(
    _ turn: UInt, _ primary: Node, _ replicas: [Node], where fits: (Node) -> Bool
  ) -> Node? {
    guard fits(primary) else { return inTurn(turn, replicas, where: fits) }
    let place = turn % (UInt(count(replicas, fits)) + 1)
    return place == 0 ? primary : inTurn(place - 1, replicas, where: fits)
  }

  private static func inTurn<Node>(_ turn: UInt, _ nodes: [Node], where fits: (Node) -> Bool) -> Node? {
    let count = count(nodes, fits)
    guard count > 0 else { return nil }
    var left = turn % UInt(count)
    for node in nodes where fits(node) {
      if left == 0 { return node }
      left -= 1
    }
    return nil
  }

  private static func count<Node>(_ nodes: [Node], _ fits: (Node) -> Bool) -> Int {
    nodes.reduce(0) { fits($1) ? $0 + 1 : $0 }
  }
}
