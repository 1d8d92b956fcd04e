/// What a primary says of the slots, of its own above all: nobody knows better what it has, gives away and gets.
struct ScannedNode: Sendable, Equatable {
  /// A primary as it was at some time: of one that has got a slot since, the epoch is another one.
  struct Version: Sendable, Hashable {
    var id: String
    var epoch = 0
  }

  var version: Version
  /// By which others may know it: its own ID, and those of its replicas, one of which may have been the primary before.
  var names: Set<String>
  var owned: Set<Int> = []
  /// Those of which some keys may be with another node already, and its ID.
  var leaving: [Int: String] = [:]
  /// Those of other nodes of which some keys may be here already, and the ID of the primary that they come from.
  var arriving: [Int: String] = [:]
  /// Who has what, reachable or not.
  var holders: [Version: Set<Int>] = [:]

  var id: String { version.id }
  /// Those that any node has.
  var assigned: Set<Int> { holders.values.reduce(into: owned) { $0.formUnion($1) } }

  init(id: String, epoch: Int = 0) {
    version = Version(id: id, epoch: epoch)
    names = [id]
  }

  /// Whether a slot is still with the node that handed it over, and this is the one that gets it. It need not know: a replica that
  /// took over does not.
  func gets(_ slot: Int, _ handover: ClusterScanState.Handover) -> Bool {
    guard holders[handover.giver]?.contains(slot) == true else { return false }
    return arriving[slot].map { $0 == handover.giver.id } ?? names.contains(handover.target)
  }
}

extension ScannedNode {
  /// Nil if the node that was asked is not among them.
  init?(_ nodes: [ClusterNodeInfo]) {
    guard let own = nodes.first(where: \.isMyself) else { return nil }
    self.init(id: own.id, epoch: own.configEpoch)
    owned = own.slots.slots
    leaving = own.migratingSlots
    var primaries: [String: String] = [:]
    for node in nodes {
      if let primary = node.primaryID { primaries[node.id] = primary }
      if node.primaryID == own.id { names.insert(node.id) }
      if !node.slots.isEmpty { holders[Version(id: node.id, epoch: node.configEpoch)] = node.slots.slots }
    }
    arriving = own.importingSlots.mapValues { primaries[$0] ?? $0 }
  }
}
