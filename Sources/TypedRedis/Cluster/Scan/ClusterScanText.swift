import RedisTransport

/// Parts of a scan's state as text without `|`, which is between them.
enum ClusterScanText {
  // MARK: Slots on their way: `giver@epoch>target=slots`, separated by commas

  static func text(of handedOver: [Int: ClusterScanState.Handover]) -> String {
    var groups: [ClusterScanState.Handover: Set<Int>] = [:]
    for (slot, handover) in handedOver { groups[handover, default: []].insert(slot) }
    return groups.map { handover, slots in
      "\(handover.giver.id)@\(handover.giver.epoch)>\(handover.target)=\(SlotSet(slots))"
    }.sorted().joined(separator: ",")
  }

  /// Nil for what ``text(of:)`` does not give.
  static func handovers(_ text: some StringProtocol) -> [Int: ClusterScanState.Handover]? {
    var handedOver: [Int: ClusterScanState.Handover] = [:]
    for group in text.split(separator: ",") {
      guard let (giver, rest) = halves(group, at: "@"), let (epoch, way) = halves(rest, at: ">"), let epoch = Int(epoch),
        let (target, slots) = halves(way, at: "="), let slots = SlotSet(text: slots)
      else { return nil }
      let handover = ClusterScanState.Handover(
        giver: ScannedNode.Version(id: String(giver), epoch: epoch), target: String(target))
      for slot in slots.slots { handedOver[slot] = handover }
    }
    return handedOver
  }

  private static func halves(_ text: some StringProtocol, at mark: Character) -> (Substring, Substring)? {
    let text = Substring(text)
    guard let index = text.firstIndex(of: mark) else { return nil }
    return (text.prefix(upTo: index), text.suffix(from: index).dropFirst())
  }

  // MARK: Places: a host and a port, or a path and `unix`

  private static let path = "unix"
  /// In paths; hosts have none.
  private static let escapes = [("%", "%25"), ("|", "%7C")]

  static func parts(of endpoint: Endpoint) -> [String] {
    switch endpoint {
    case .tcp(let host, let port): [host, "\(port)"]
    case .unix(let path): [escapes.reduce(path) { replace($1.0, by: $1.1, in: $0) }, Self.path]
    }
  }

  static func endpoint(_ host: some StringProtocol, _ port: some StringProtocol) -> Endpoint? {
    if String(port) == path {
      return .unix(path: escapes.reversed().reduce(String(host)) { replace($1.1, by: $1.0, in: $0) })
    }
    return Int(port).map { .tcp(host: String(host), port: $0) }
  }

  private static func replace(_ old: String, by new: String, in text: String) -> String {
    text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }
}
