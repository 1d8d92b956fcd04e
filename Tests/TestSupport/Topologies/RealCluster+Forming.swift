import Foundation

extension RealCluster {
  static let slots = 16_384

  /// Makes a cluster of servers that do not know each other.
  func form() throws {
    let nodes = nodes
    let primaries = Array(nodes.prefix(options.primaries))
    for (index, node) in nodes.enumerated() {
      let control = try node.control()
      // Different ones, or they have to agree on that first.
      try control.call("CLUSTER", "SET-CONFIG-EPOCH", "\(index + 1)")
      if index < primaries.count {
        let first = Self.slots * index / primaries.count, end = Self.slots * (index + 1) / primaries.count
        try control.call("CLUSTER", "ADDSLOTSRANGE", "\(first)", "\(end - 1)")
      }
      for other in nodes[..<index] { try meet(control, other) }
    }
    try waitUntil("all servers know each other") { try self.views().allSatisfy { $0.allAreConnected(nodes.count) } }
    for (index, node) in nodes.dropFirst(primaries.count).enumerated() {
      try node.control().call("CLUSTER", "REPLICATE", primaries[index % primaries.count].id)
    }
    try waitUntil("the cluster is complete") { try self.isComplete() }
  }

  func meet(_ control: ControlConnection, _ other: Node) throws {
    // Under TLS the port is the one that is not for clients in the clear.
    try control.call("CLUSTER", "MEET", "127.0.0.1", "\(other.securePort ?? other.port)", "\(other.busPort)")
  }

  /// What each server that runs says of all of them.
  func views() throws -> [ClusterSight] {
    try nodes.filter(\.server.isRunning).map { node in
      ClusterSight(try node.control().call("CLUSTER", "NODES").text)
    }
  }

  /// Whether every server that runs is ready, knows all others and their slots, and every replica has its primary's data.
  private func isComplete() throws -> Bool {
    let nodes = nodes.filter(\.server.isRunning)
    for node in nodes {
      let control = try node.control()
      guard try control.call("CLUSTER", "INFO").field("cluster_state") == "ok" else { return false }
      let sight = ClusterSight(try control.call("CLUSTER", "NODES").text)
      guard sight.allAreConnected(nodes.count) else { return false }
      // Replicas are named there once it is known how far they are.
      let named = Set(try control.call("CLUSTER", "SLOTS").elements.flatMap(\.elements).compactMap { $0.elements.dropFirst(2).first?.text })
      let holders = Set(sight.lines.filter { !$0.slots.isEmpty }.map(\.id))
      guard named == holders.union(sight.lines.filter { holders.contains($0.primary ?? "") }.map(\.id)) else { return false }
      let replication = try control.call("INFO", "replication")
      if replication.field("role") == "slave", replication.field("master_link_status") != "up" { return false }
    }
    return try agreement() != nil
  }

  /// Which server has which slots, if all that run say the same.
  func agreement() throws -> [String: [ClosedRange<Int>]]? {
    var agreed: [String: [ClosedRange<Int>]]?
    for sight in try views() {
      var slots: [String: [ClosedRange<Int>]] = [:]
      for line in sight.lines where !line.slots.isEmpty { slots[line.id] = line.slots }
      if let agreed, agreed != slots { return nil }
      agreed = slots
    }
    return agreed
  }

  /// Waits until every server that runs is ready and sees the same.
  public func settle() async throws {
    try await onThread { try self.waitUntil("the cluster is complete") { try self.isComplete() } }
  }

  /// Asks again and again, for as long as it may take on a slow machine. Whoever cannot be asked yet is asked again.
  func waitUntil(_ what: String, _ condition: () throws -> Bool) throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      var reason = ""
      do { if try condition() { return } } catch { reason = ": \(error)" }
      guard .now < deadline else { throw ClusterDidNotSettle(what: what + reason) }
      usleep(20_000)
    }
  }
}

/// Something did not come true within a minute.
public struct ClusterDidNotSettle: Error {
  public let what: String
}

/// What one server says of all of them.
struct ClusterSight {
  struct Line {
    var id: String
    var flags: [String]
    var primary: String?
    var isConnected: Bool
    var slots: [ClosedRange<Int>]

    var isPrimary: Bool { flags.contains("master") }
    var isSound: Bool { isConnected && !flags.contains { ["handshake", "noaddr", "fail", "fail?"].contains($0) } }
  }

  var lines: [Line]

  init(_ text: String) {
    lines = text.split(whereSeparator: \.isNewline).compactMap { line in
      let words = line.split(separator: " ").map { String($0) }
      guard words.count >= 8 else { return nil }
      let slots = words[8...].filter { !$0.hasPrefix("[") }.compactMap { word -> ClosedRange<Int>? in
        let ends = word.split(separator: "-").compactMap { Int($0) }
        guard let first = ends.first, let last = ends.last else { return nil }
        return first...last
      }
      return Line(
        id: words[0], flags: words[2].split(separator: ",").map { String($0) }, primary: words[3] == "-" ? nil : words[3],
        isConnected: words[7] == "connected", slots: slots)
    }
  }

  func allAreConnected(_ count: Int) -> Bool { lines.count == count && lines.allSatisfy(\.isSound) }
}
