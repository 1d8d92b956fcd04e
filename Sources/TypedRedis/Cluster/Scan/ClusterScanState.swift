import RedisTransport

/// How far a scan of all keys of a cluster has come: pure, and all of it is in the cursor.
///
/// Nodes are scanned one after the other. A slot is done when a node was scanned from beginning to end that had it all the time, and
/// all its keys. A key leaves a node only for the one that gets the slot: so of a slot that is being handed over, the old node is
/// scanned first and the new one after it, and whoever has got a slot meanwhile is scanned for it, even if it was scanned before. Nodes
/// are asked before and after: one that has got slots in between is scanned again, as they may be its own that came back. That a slot
/// was to go to another node, and its keys came back before it was that node's, is not noticed.
struct ClusterScanState: Sendable, Hashable {
  /// The scan of one node.
  struct Visit: Sendable, Hashable {
    var endpoint: Endpoint
    /// By which it is recognised.
    var node: ScannedNode.Version
    /// The node's own.
    var cursor = ScanCursor.start.text
    /// The slots that this is for.
    var slots: SlotSet
    /// Those of them that the node was handing over when this began.
    var leaving = SlotSet()
  }

  /// From whom a slot goes to whom.
  struct Handover: Sendable, Hashable {
    var giver: ScannedNode.Version
    var target: String
  }

  var visit: Visit?
  /// What is not done.
  private(set) var remaining = SlotSet.all
  /// Those of them whose node was scanned while it handed them over: what is not given yet is with the node that gets them. That holds
  /// for as long as they are on that same way.
  private(set) var handedOver: [Int: Handover] = [:]
  /// Those that were scanned where they were to arrive.
  private(set) var arrived = SlotSet()

  init() {}

  /// Begins to scan a node. False if there is nothing to scan it for.
  mutating func begin(at endpoint: Endpoint, _ node: ScannedNode) -> Bool {
    let remaining = remaining.slots
    // Whoever has a slot that has arrived, or goes on to another node, has to be scanned for it.
    let handedOver = handedOver.filter { slot, handover in
      !node.owned.contains(slot) || handover.giver == node.version && handover.target == node.leaving[slot]
    }
    var slots = remaining.intersection(node.owned).subtracting(handedOver.keys)
    for (slot, handover) in handedOver where remaining.contains(slot) && node.gets(slot, handover) { slots.insert(slot) }
    guard !slots.isEmpty else { return false }
    self.handedOver = handedOver
    visit = Visit(
      endpoint: endpoint, node: node.version, slots: SlotSet(slots), leaving: SlotSet(slots.intersection(node.leaving.keys)))
    return true
  }

  /// Notes what the scan of a node has achieved, now that it is at its end.
  ///
  /// - Parameter node: what it says now; nil if it is not to be reached.
  mutating func end(_ node: ScannedNode?) {
    guard let visit else { return }
    self.visit = nil
    guard let node, node.id == visit.node.id else { return }
    var remaining = remaining.slots
    var arrived = arrived.slots
    let slots = visit.slots.slots
    // Those were done before, and looked for here once more.
    arrived.formUnion(slots.subtracting(remaining))
    defer { self.arrived = SlotSet(arrived) }
    // A slot may have left and come back: to get one back takes a new epoch.
    guard node.version == visit.node else { return }
    let wasLeaving = visit.leaving.slots
    for slot in slots.intersection(remaining) {
      let isOwned = node.owned.contains(slot)
      if isOwned, let target = node.leaving[slot] {
        handedOver[slot] = Handover(giver: node.version, target: target)
      } else if let handover = handedOver.removeValue(forKey: slot) {
        guard isOwned || node.gets(slot, handover) else { continue }
        remaining.remove(slot)
        arrived.insert(slot)
      } else if isOwned, !wasLeaving.contains(slot) {
        remaining.remove(slot)
      }
    }
    self.remaining = SlotSet(remaining)
  }

  /// Whether all is given, if nobody has other slots than these.
  func isFinished(of assigned: Set<Int>) -> Bool { remaining.slots.isDisjoint(with: assigned) }

  // MARK: What got lost on its way

  /// Slots that nodes await and nobody sends, as when a replica took over from the node that did. Their keys are at both nodes. By the
  /// ID of the one that awaits them, without those that were looked for.
  func strays(_ nodes: [ScannedNode]) -> [String: Set<Int>] {
    var silent: Set<Int> = []
    for node in nodes { silent.formUnion(node.owned.subtracting(node.leaving.keys)) }
    silent.subtract(arrived.slots)
    var strays: [String: Set<Int>] = [:]
    for node in nodes {
      let slots = silent.intersection(node.arriving.keys).subtracting(node.owned)
      if !slots.isEmpty { strays[node.id] = slots }
    }
    return strays
  }

  /// Begins to scan a node for slots that are done otherwise.
  mutating func begin(at endpoint: Endpoint, _ node: ScannedNode, strays: Set<Int>) {
    visit = Visit(endpoint: endpoint, node: node.version, slots: SlotSet(strays))
  }
}

// MARK: As text

extension ClusterScanState {
  private static let beginning = "nodes"

  /// Whether a cursor is one of these.
  static func isWritten(in cursor: ScanCursor) -> Bool { cursor.text.hasPrefix(beginning + "|") }

  var cursor: ScanCursor {
    guard visit != nil || !remaining.isEmpty else { return .start }
    var parts = [Self.beginning, remaining.description, ClusterScanText.text(of: handedOver), arrived.description]
    if let visit {
      parts += ClusterScanText.parts(of: visit.endpoint)
      parts += [visit.node.id, "\(visit.node.epoch)", visit.slots.description, visit.leaving.description, visit.cursor]
    }
    return ScanCursor(text: parts.joined(separator: "|"))
  }

  /// - Throws: ``RedisError`` with code `invalidArgument` if it is none of these.
  init(_ cursor: ScanCursor) throws(RedisError) {
    guard let state = Self(text: cursor.text) else {
      throw RedisError(.invalidArgument, "this is no cursor of a scan of a cluster")
    }
    self = state
  }

  private init?(text: String) {
    var parts = ArraySlice(text.split(separator: "|", omittingEmptySubsequences: false))
    guard parts.count == 4 || parts.count == 11, parts.popFirst() == Substring(Self.beginning),
      let remaining = parts.popFirst().flatMap({ SlotSet(text: $0) }),
      let handedOver = parts.popFirst().flatMap({ ClusterScanText.handovers($0) }),
      let arrived = parts.popFirst().flatMap({ SlotSet(text: $0) })
    else { return nil }
    self.remaining = remaining
    self.handedOver = handedOver
    self.arrived = arrived
    guard let host = parts.popFirst() else { return }
    guard let endpoint = parts.popFirst().flatMap({ ClusterScanText.endpoint(host, $0) }), let id = parts.popFirst(),
      let epoch = parts.popFirst().flatMap({ Int($0) }), let slots = parts.popFirst().flatMap({ SlotSet(text: $0) }),
      let leaving = parts.popFirst().flatMap({ SlotSet(text: $0) }), let cursor = parts.popFirst()
    else { return nil }
    visit = Visit(
      endpoint: endpoint, node: ScannedNode.Version(id: String(id), epoch: epoch), cursor: String(cursor), slots: slots, leaving: leaving)
  }
}
