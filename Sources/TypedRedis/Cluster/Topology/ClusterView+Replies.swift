extension ClusterView {
  /// What `CLUSTER SLOTS` says.
  ///
  /// - Parameters:
  ///   - asked: the node that says it, whose host stands in for one that is not known.
  ///   - isSecure: has no influence here: the server names the ports for connections like the one it was asked over.
  ///   - remap: where a node can be reached that is said to be there.
  /// - Throws: ``RedisError`` with code `unexpectedReply` for slots and ports that there are not, and slots of two nodes.
  init(
    slots: [ClusterSlotRange], from asked: Endpoint, isSecure: Bool, remap: (Endpoint) -> Endpoint
  ) throws(RedisError) {
    var primaries: [Node] = []
    var shards: [Node: Shard] = [:]
    for range in slots {
      let slots = try Self.slots(from: range.start, to: range.end)
      guard let first = range.primary, let primary = try Node(first, from: asked, remap) else { continue }
      var shard = shards[primary] ?? Shard(primary: primary, replicas: [], slots: [])
      if shard.slots.isEmpty { primaries.append(primary) }
      shard.slots.append(slots)
      for replica in range.replicas {
        guard let replica = try Node(replica, from: asked, remap), !shard.replicas.contains(replica) else { continue }
        shard.replicas.append(replica)
      }
      shards[primary] = shard
    }
    try self.init(shards: primaries.compactMap { shards[$0] })
  }

  /// What `CLUSTER SHARDS` says. Only nodes that it calls online count, and shards that have a primary among them.
  ///
  /// - Parameters:
  ///   - asked: the node that says it, whose host stands in for one that is not known.
  ///   - isSecure: whether a node's port for TLS is the one to connect to, if it has both.
  ///   - remap: where a node can be reached that is said to be there.
  /// - Throws: ``RedisError`` with code `unexpectedReply` for slots and ports that there are not, and slots of two nodes.
  init(
    shards: [ClusterShard], from asked: Endpoint, isSecure: Bool, remap: (Endpoint) -> Endpoint
  ) throws(RedisError) {
    var known: [Shard] = []
    for shard in shards {
      var slots: [ClosedRange<UInt16>] = []
      for range in shard.slots { slots.append(try Self.slots(from: range.start, to: range.end)) }
      var primary: Node?
      var replicas: [Node] = []
      for described in shard.nodes where described.health == "online" {
        guard let node = try Node(described, from: asked, isSecure, remap) else { continue }
        if described.role == "master" || described.role == "primary" {
          primary = primary ?? node
        } else {
          replicas.append(node)
        }
      }
      if let primary { known.append(Shard(primary: primary, replicas: replicas, slots: slots)) }
    }
    try self.init(shards: known)
  }

  private static func slots(from start: Int, to end: Int) throws(RedisError) -> ClosedRange<UInt16> {
    guard (0..<HashSlot.count).contains(start), (start..<HashSlot.count).contains(end) else {
      throw RedisError(.unexpectedReply, "there are no slots from \(start) to \(end)")
    }
    return UInt16(start)...UInt16(end)
  }
}

extension ClusterView.Node {
  fileprivate init?(
    _ node: ClusterSlotRange.Node, from asked: Endpoint, _ remap: (Endpoint) -> Endpoint
  ) throws(RedisError) {
    guard let endpoint = try Self.endpoint(node.host, node.port, asked) else { return nil }
    self.init(endpoint: remap(endpoint), id: node.id, zone: Self.named(node.metadata["availability-zone"]))
  }

  fileprivate init?(
    _ node: ClusterShardNode, from asked: Endpoint, _ isSecure: Bool, _ remap: (Endpoint) -> Endpoint
  ) throws(RedisError) {
    // Where a node has not the port that is wanted, it may be something in front of it that has.
    let port = isSecure ? node.tlsPort ?? node.port : node.port ?? node.tlsPort
    guard let endpoint = try Self.endpoint(node.endpoint, port ?? 0, asked) else { return nil }
    self.init(endpoint: remap(endpoint), id: node.id, zone: Self.named(node.availabilityZone))
  }

  /// Nil for port 0: the node takes no connections of that kind.
  private static func endpoint(_ host: String?, _ port: Int, _ asked: Endpoint) throws(RedisError) -> Endpoint? {
    guard port != 0 else { return nil }
    guard (1...65_535).contains(port) else {
      throw RedisError(.unexpectedReply, "a node cannot have the port \(port)")
    }
    return .tcp(host: named(host).flatMap { $0 == "?" ? nil : $0 } ?? asked.hostOrThisMachine, port: port)
  }

  private static func named(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
}

extension Endpoint {
  /// The host; for a socket's path, this machine.
  var hostOrThisMachine: String {
    switch self {
    case .tcp(let host, _): host
    case .unix: "localhost"
    }
  }
}
