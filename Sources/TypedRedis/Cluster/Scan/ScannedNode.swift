/// What a primary says of the slots, of its own above all: nobody knows better what it has, gives away and gets.
struct ScannedNode: Sendable, Equatable {
  var id: String
  var owned: Set<Int> = []
  /// Those of which some keys may be with another node already.
  var leaving: Set<Int> = []
  /// Those of other nodes of which some keys may be here already.
  var arriving: Set<Int> = []
  /// Those that any node has, reachable or not.
  var assigned: Set<Int> = []
}

extension ScannedNode {
  /// Nil if the node that was asked is not among them.
  init?(_ nodes: [ClusterNodeInfo]) {
    guard let own = nodes.first(where: \.isMyself) else { return nil }
    self.init(id: own.id, owned: own.slots.slots, leaving: Set(own.migratingSlots.keys), arriving: Set(own.importingSlots.keys))
    for node in nodes { assigned.formUnion(node.slots.slots) }
  }
}
