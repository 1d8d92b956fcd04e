import RedisTransport

/// Which node serves which slot, as far as is known. Pure.
struct ClusterMap<Node: AnyObject> {
  struct Shard {
    var primary: Node
    var replicas: [Node]
  }

  private(set) var shards: [Shard] = []
  /// For every slot the position of its shard; `none` where nobody serves it.
  private var owners = [UInt16](repeating: Self.none, count: HashSlot.count)
  /// Slots that nobody serves.
  private(set) var gaps = HashSlot.count
  /// Slots that were corrected since the view was asked for that is to come.
  private var corrected: [UInt16: Node] = [:]

  private static var none: UInt16 { .max }

  var primaries: [Node] { shards.map(\.primary) }

  /// Primaries, then replicas.
  var allNodes: [Node] { primaries + shards.flatMap(\.replicas) }

  func isPrimary(_ node: Node) -> Bool { shards.contains { $0.primary === node } }

  /// Whether nothing is known yet.
  var isEmpty: Bool { shards.isEmpty }

  func shard(of slot: UInt16) -> Shard? {
    guard Int(slot) < owners.count else { return nil }
    let position = Int(owners[Int(slot)])
    return position < shards.count ? shards[position] : nil
  }

  func primary(of slot: UInt16) -> Node? { shard(of: slot)?.primary }

  /// Whether it says something else than the latest view.
  private(set) var isCorrected = false

  /// A view is asked for: what is corrected from here on is newer than what it says.
  mutating func willAsk() { corrected = [:] }

  /// Takes over what a node says, but for what was corrected since it was asked.
  mutating func apply(_ view: ClusterView, node: (ClusterView.Node) -> Node) {
    shards = []
    isCorrected = false
    owners = [UInt16](repeating: Self.none, count: HashSlot.count)
    gaps = HashSlot.count
    for shard in view.shards.prefix(Int(Self.none)) {
      let position = UInt16(shards.count)
      shards.append(Shard(primary: node(shard.primary), replicas: shard.replicas.map(node)))
      for range in shard.slots where Int(range.upperBound) < owners.count {
        // No two shards of a view have the same slot.
        owners.replaceSubrange(
          Int(range.lowerBound)...Int(range.upperBound), with: repeatElement(position, count: range.count))
        gaps -= range.count
      }
    }
    for (slot, node) in corrected { correct(slot, to: node) }
  }

  /// A server said who serves a slot. If that is a replica of the shard, it has taken the shard over, with all its slots.
  ///
  /// - Returns: whether that was news.
  @discardableResult
  mutating func correct(_ slot: UInt16, to node: Node) -> Bool {
    guard Int(slot) < owners.count else { return false }
    corrected[slot] = node
    let present = Int(owners[Int(slot)])
    if let shard = shards.dropFirst(present).first {
      if shard.primary === node { return false }
      isCorrected = true
      if let replica = shard.replicas.firstIndex(where: { $0 === node }) {
        shards[present].replicas[replica] = shard.primary
        shards[present].primary = node
        return true
      }
    }
    isCorrected = true
    if let other = shards.firstIndex(where: { $0.primary === node }) {
      own(slot, UInt16(other))
    } else if shards.count < Int(Self.none) {
      shards.append(Shard(primary: node, replicas: []))
      own(slot, UInt16(shards.count - 1))
    }
    return true
  }

  /// The slots that are served by other nodes than in an earlier map.
  func slots(movedSince earlier: ClusterMap) -> [UInt16] {
    let (now, before) = (primaries.map { ObjectIdentifier($0) }, earlier.primaries.map { ObjectIdentifier($0) })
    var moved: [UInt16] = []
    for (slot, (owner, former)) in zip(owners, earlier.owners).enumerated()
    where now.dropFirst(Int(owner)).first != before.dropFirst(Int(former)).first {
      moved.append(UInt16(slot))
    }
    return moved
  }

  private mutating func own(_ slot: UInt16, _ position: UInt16) {
    guard Int(slot) < owners.count else { return }
    if owners[Int(slot)] == Self.none { gaps -= 1 }
    owners[Int(slot)] = position
  }
}
