import RedisTransport

/// How far a scan of all keys of a cluster has come: pure, and all of it is in the cursor.
///
/// Nodes are scanned one after the other. A slot is done when a node was scanned from beginning to end that had it all the time, and
/// all its keys. A key leaves a node only for the one that gets the slot: so of a slot that is being handed over, the old node is
/// scanned first and the new one after it, and whoever has got a slot meanwhile is scanned for it, even if it was scanned before. Nodes
/// are asked before and after: a slot that leaves a node and comes back to it in between is not noticed.
struct ClusterScanState: Sendable, Hashable {
  /// The scan of one node.
  struct Visit: Sendable, Hashable {
    var endpoint: Endpoint
    /// By which it is recognised.
    var id: String
    /// The node's own.
    var cursor: String
    /// The slots that this is for.
    var slots: SlotSet
    /// Those of them that the node was handing over when this began.
    var leaving: SlotSet
  }

  var visit: Visit?
  /// What is not done.
  private(set) var remaining = SlotSet.all
  /// Those of them whose node was scanned while it handed them over: what is not given yet is with the node that gets them.
  private(set) var handedOver = SlotSet()

  init() {}

  /// Begins to scan a node. False if there is nothing to scan it for.
  mutating func begin(at endpoint: Endpoint, _ node: ScannedNode) -> Bool {
    let remaining = remaining.slots
    var handedOver = handedOver.slots
    // It is complete where it arrived.
    handedOver.subtract(node.owned.subtracting(node.leaving))
    let slots = remaining.intersection(node.owned).subtracting(handedOver).union(handedOver.intersection(node.arriving))
    guard !slots.isEmpty else { return false }
    self.handedOver = SlotSet(handedOver)
    visit = Visit(
      endpoint: endpoint, id: node.id, cursor: ScanCursor.start.text, slots: SlotSet(slots),
      leaving: SlotSet(slots.intersection(node.leaving)))
    return true
  }

  /// Notes what the scan of a node has achieved, now that it is at its end.
  ///
  /// - Parameter node: what it says now; nil if it is not to be reached.
  mutating func end(_ node: ScannedNode?) {
    guard let visit else { return }
    self.visit = nil
    guard let node, node.id == visit.id else { return }
    var remaining = remaining.slots
    var handedOver = handedOver.slots
    let wasLeaving = visit.leaving.slots
    for slot in visit.slots.slots {
      let isOwned = node.owned.contains(slot)
      let isLeaving = isOwned && node.leaving.contains(slot)
      if isLeaving {
        handedOver.insert(slot)
      } else if handedOver.contains(slot) {
        handedOver.remove(slot)
        if isOwned || node.arriving.contains(slot) { remaining.remove(slot) }
      } else if isOwned, !wasLeaving.contains(slot) {
        remaining.remove(slot)
      }
    }
    self.remaining = SlotSet(remaining)
    self.handedOver = SlotSet(handedOver)
  }

  /// Whether all is given, if nobody has other slots than these.
  func isFinished(of assigned: Set<Int>) -> Bool { remaining.slots.isDisjoint(with: assigned) }
}

// MARK: As text

extension ClusterScanState {
  private static let beginning = "nodes"

  /// Whether a cursor is one of these.
  static func isWritten(in cursor: ScanCursor) -> Bool { cursor.text.hasPrefix(beginning + "|") }

  var cursor: ScanCursor {
    guard visit != nil || !remaining.isEmpty else { return .start }
    var parts = [Self.beginning, remaining.description, handedOver.description]
    if let visit, case .tcp(let host, let port) = visit.endpoint {
      parts += [host, "\(port)", visit.id, visit.slots.description, visit.leaving.description, visit.cursor]
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
    guard parts.count == 3 || parts.count == 9, parts.popFirst() == Substring(Self.beginning),
      let remaining = parts.popFirst().flatMap({ SlotSet(text: $0) }),
      let handedOver = parts.popFirst().flatMap({ SlotSet(text: $0) })
    else { return nil }
    self.remaining = remaining
    self.handedOver = handedOver
    guard let host = parts.popFirst() else { return }
    guard let port = parts.popFirst().flatMap({ Int($0) }), let id = parts.popFirst(),
      let slots = parts.popFirst().flatMap({ SlotSet(text: $0) }),
      let leaving = parts.popFirst().flatMap({ SlotSet(text: $0) }), let cursor = parts.popFirst()
    else { return nil }
    visit = Visit(
      endpoint: .tcp(host: String(host), port: port), id: String(id), cursor: String(cursor), slots: slots, leaving: leaving)
  }
}
