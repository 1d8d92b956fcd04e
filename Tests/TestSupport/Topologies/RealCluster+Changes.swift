import Foundation

/// What is done to a cluster while clients use it.
extension RealCluster {
  // MARK: Who is who

  /// The server that has a slot, as all see it.
  public func owner(of slot: Int) async throws -> Node {
    try await onThread {
      let ids = try self.settledSlots().filter { $0.value.contains { $0.contains(slot) } }.map(\.key)
      return try self.node(ids.first ?? "none")
    }
  }

  /// The servers that have slots, as all see it.
  public func primaries() async throws -> [Node] {
    try await onThread { try self.settledSlots().keys.sorted().map { try self.node($0) } }
  }

  /// The slots of a server, as all see it.
  public func slots(of node: Node) async throws -> [ClosedRange<Int>] {
    try await onThread { try self.settledSlots()[node.id] ?? [] }
  }

  /// A replica of a server, as soon as there is one that runs.
  public func replica(of primary: Node) async throws -> Node {
    try await onThread {
      var id = ""
      try self.waitUntil("\(primary) has a replica") {
        let sight = ClusterSight(try primary.control().call("CLUSTER", "NODES").text)
        id = sight.lines.first { $0.primary == primary.id && $0.isSound }?.id ?? ""
        return !id.isEmpty
      }
      return try self.node(id)
    }
  }

  /// The replicas of a server that run.
  public func replicas(of primary: Node) async throws -> [Node] {
    try await onThread {
      let sight = ClusterSight(try primary.control().call("CLUSTER", "NODES").text)
      return try sight.lines.filter { $0.primary == primary.id && $0.isSound }.map { try self.node($0.id) }
    }
  }

  private func settledSlots() throws -> [String: [ClosedRange<Int>]] {
    var slots: [String: [ClosedRange<Int>]] = [:]
    try waitUntil("all servers see the same") {
      guard let agreement = try self.agreement() else { return false }
      slots = agreement
      return true
    }
    return slots
  }

  private func node(_ id: String) throws -> Node {
    guard let node = nodes.first(where: { $0.id == id }) else { throw ClusterDidNotSettle(what: "there is a server \(id)") }
    return node
  }

  // MARK: Failover

  /// Makes a replica the primary, which the present one agrees to, and waits until all know.
  public func failOver(to replica: Node, mode: String? = nil) async throws {
    try await onThread {
      // Refused while it does not have all data.
      try self.waitUntil("the replica is asked to take over") {
        try replica.control().call((["CLUSTER", "FAILOVER"] + (mode.map { [$0] } ?? [])).map { Array($0.utf8) })
        return true
      }
      try self.waitForPrimary(replica)
    }
  }

  /// Waits until a server says of itself that it is a primary. Others may hang.
  public func waitUntilPrimary(_ node: Node) async throws {
    try await onThread {
      try self.waitUntil("\(node) takes over") {
        ClusterSight(try node.control().call("CLUSTER", "NODES").text).lines.contains { $0.id == node.id && $0.isPrimary }
      }
    }
  }

  private func waitForPrimary(_ node: Node) throws {
    try waitUntil("\(node) takes over") {
      try self.views().allSatisfy { $0.lines.contains { $0.id == node.id && $0.isPrimary && !$0.slots.isEmpty } }
    }
  }

  // MARK: Slots

  /// Moves slots with their keys from one primary to another, one after the other, as tools do that reshard.
  ///
  /// - Parameter keys: how many keys are moved at a time.
  public func migrate(slots: some Sequence<Int> & Sendable, from source: Node, to target: Node, keys: Int = 10) async throws {
    try await onThread {
      let (giving, taking) = (try source.control(), try target.control())
      for slot in slots { try self.migrate(slot, from: (source, giving), to: (target, taking), keys) }
    }
  }

  private func migrate(
    _ slot: Int, from source: (node: Node, control: ControlConnection), to target: (node: Node, control: ControlConnection), _ count: Int
  ) throws {
    try target.control.call("CLUSTER", "SETSLOT", "\(slot)", "IMPORTING", source.node.id)
    try source.control.call("CLUSTER", "SETSLOT", "\(slot)", "MIGRATING", target.node.id)
    let port = "\(target.node.securePort ?? target.node.port)"
    var words = ["MIGRATE", "127.0.0.1", port, "", "0", "20000", "REPLACE"]
    if let password = options.password { words += ["AUTH", password] }
    while true {
      let keys = try source.control.call("CLUSTER", "GETKEYSINSLOT", "\(slot)", "\(count)").elements.map(\.bytes)
      if keys.isEmpty { break }
      try source.control.call((words + ["KEYS"]).map { Array($0.utf8) } + keys)
    }
    // The new owner first: whoever asks the old one in between is sent there.
    for control in [target.control, source.control] { try control.call("CLUSTER", "SETSLOT", "\(slot)", "NODE", target.node.id) }
  }

  /// Whether the servers can move slots by themselves, as one step for clients.
  public var movesSlotsAtOnce: Bool { binary.kind == .valkey ? binary.isAtLeast("9.0.0") : binary.isAtLeast("8.4.0") }

  /// Has the servers move slots by themselves: clients see the slots at one server, then at the other.
  public func moveAtOnce(slots: ClosedRange<Int>, from source: Node, to target: Node) async throws {
    try await onThread {
      let (first, last) = ("\(slots.lowerBound)", "\(slots.upperBound)")
      if self.binary.kind == .valkey {
        try source.control().call("CLUSTER", "MIGRATESLOTS", "SLOTSRANGE", first, last, "NODE", target.id)
      } else {
        try target.control().call("CLUSTER", "MIGRATION", "IMPORT", first, last)
      }
      try self.waitUntil("the slots move") {
        try self.agreement()?[target.id]?.contains { $0.lowerBound <= slots.lowerBound && slots.upperBound <= $0.upperBound } == true
      }
    }
  }

  // MARK: Members

  /// Starts one more server, a primary without slots, and waits until all know it.
  public func addNode() async throws -> Node {
    try await onThread {
      let node = try Node(self.binary, self.options)
      self.add(node)
      let control = try node.control()
      for other in self.nodes where other !== node && other.server.isRunning { try self.meet(control, other) }
      let count = self.nodes.filter(\.server.isRunning).count
      // It takes some time before it serves anybody.
      try self.waitUntil("the new server is known, and ready") {
        try self.views().allSatisfy { $0.allAreConnected(count) } && control.call("CLUSTER", "INFO").field("cluster_state") == "ok"
      }
      return node
    }
  }

  /// Starts one more server, a replica of this one, and waits until it has its data.
  public func addReplica(of primary: Node) async throws -> Node {
    let node = try await addNode()
    try await onThread {
      try node.control().call("CLUSTER", "REPLICATE", primary.id)
      try self.waitUntil("the new replica is known") {
        try self.views().allSatisfy { $0.lines.contains { $0.id == node.id && $0.primary == primary.id } }
      }
    }
    try await settle()
    return node
  }

  /// Has all others forget a server that has no slots and no replicas. It does not notice.
  public func forget(_ node: Node) async throws {
    try await onThread {
      for other in self.nodes where other !== node && other.server.isRunning {
        try other.control().call("CLUSTER", "FORGET", node.id)
      }
    }
  }

  /// Ends a server that the others have forgotten.
  public func end(_ node: Node) async throws {
    try await onThread {
      self.drop(node)
      node.stop()
    }
  }
}
