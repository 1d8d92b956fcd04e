import RedisTransport

/// Nodes come and go. On the loop's thread.
extension ClusterCore {
  /// How long what is under way at a node that left the cluster may take.
  private static var grace: Duration { .seconds(1) }

  /// The one that carries out what has keys in this slot; nil if nobody is known to.
  ///
  /// - Parameter reads: whether a replica may do it.
  func node(for slot: UInt16, reads: Bool) -> ClusterNode? {
    guard reads, readsFromReplicas, let shard = map.shard(of: slot), !shard.replicas.isEmpty else {
      return map.primary(of: slot)
    }
    return ReplicaChoice.node(
      options.readsFrom, primary: shard.primary, replicas: shard.replicas, turn: UInt(bitPattern: nextTurn()))
  }

  /// One primary after the other, if possible one that can be reached.
  func anyPrimary() -> ClusterNode? {
    let count = map.shards.count
    guard count > 0 else { return nil }
    let start = nextTurn() % count
    let shards = map.shards.dropFirst(start) + map.shards.prefix(start)
    return shards.first { !$0.primary.isFailing }?.primary ?? shards.first?.primary
  }

  /// The node that listens there, which is made if there is none yet.
  func node(at endpoint: Endpoint) -> ClusterNode {
    if let node = nodes[endpoint] { return node }
    let node = ClusterNode(endpoint: endpoint, core: makeCore(for: endpoint))
    nodes[endpoint] = node
    return node
  }

  func isKnown(_ node: ClusterNode) -> Bool { nodes[node.endpoint] === node }

  /// What a node of the cluster is connected to with.
  func nodeOptions(for endpoint: Endpoint) -> RedisOptions {
    var options = options.node
    options.endpoint = endpoint
    options.eventLoop = loop
    options.connectsLazily = true
    if readsFromReplicas { options.readsFromReplica = true }
    return options
  }

  private func makeCore(for endpoint: Endpoint) -> RedisCore {
    RedisCore(nodeOptions(for: endpoint), events: events) { [weak self] role, event in
      self?.connection(to: endpoint, role, event)
    }
  }

  private func connection(to endpoint: Endpoint, _ role: RedisConnectionEvent.Role, _ event: ConnectionEvent) {
    guard let node = nodes[endpoint], !isClosed else { return }
    // Those may end for reasons of their own, and need not come back to the same node.
    if case .subscriptions = role { return }
    switch event {
    case .connected: node.isFailing = false
    case .disconnected(let error):
      if case .exclusive = role, error.code == .connectionClosed { return }
      node.isFailing = true
      suspectMap()
    case .connecting, .reconnecting: break
    }
  }

  // MARK: A new map

  func apply(_ view: ClusterView) {
    map.apply(view) { described in
      let node = node(at: described.endpoint)
      node.zone = described.zone ?? options.zones[described.endpoint]
      return node
    }
    described = view.nodes.map { described in
      var described = described
      described.zone = described.zone ?? options.zones[described.endpoint]
      return described
    }
    let present = Set(map.allNodes.map { ObjectIdentifier($0) })
    for node in Array(nodes.values) where !present.contains(ObjectIdentifier(node)) { retire(node) }
    for node in map.allNodes where readsFromReplicas || map.isPrimary(node) {
      // It comes back by itself, so that it is known whether it can be reached.
      node.forEachChannel { $0.keepConnected(true) }
    }
    for node in Array(nodes.values) {
      if !map.isPrimary(node), node.silence(at: .now) > Self.silence.saturatedNanoseconds {
        let error = RedisError(.connectionClosed, "\(node.endpoint) does not answer, and is no primary any more")
        node.forEachChannel { $0.breakConnection(error) }
      }
      if node.isFailing { reroute(node) }
    }
    for call in held?.removeAll() ?? [] { call.keeper?.place(call) ?? call.reject(RedisError.clientWasClosed) }
    subscriptions?.mapChanged()
  }

  /// For how long a node may say nothing before it is asked elsewhere whether it still serves anything.
  static var silence: Duration { .seconds(1) }

  /// A server that hangs does not close its connections: others know first that it has been replaced.
  func lookAfterSilence() {
    let now = MonotonicTime.now
    if nodes.values.contains(where: { $0.silence(at: now) > Self.silence.saturatedNanoseconds }) { suspectMap() }
  }

  /// Has every call that waits for a node find its way anew.
  private func reroute(_ node: ClusterNode) {
    for call in node.takeWaiting() {
      if let keeper = call.keeper { keeper.place(call) } else { node.channel.accept(call) }
    }
  }

  /// It is no part of the cluster any more: what waits goes elsewhere, what is under way has some time.
  private func retire(_ node: ClusterNode) {
    nodes[node.endpoint] = nil
    let error = RedisError(.connectionClosed, "\(node.endpoint) has left the cluster")
    for call in node.takeWaiting() {
      if let keeper = call.keeper { keeper.place(call) } else { call.reject(error) }
    }
    let isSilent = node.silence(at: .now) > Self.silence.saturatedNanoseconds
    loop.schedule(at: isSilent ? .now : MonotonicTime.now.advanced(by: Self.grace)) {
      node.forEachChannel { $0.breakConnection(error) }
      node.core.close()
    }
  }
}

extension ClusterMap {
  func isPrimary(_ node: Node) -> Bool { shards.contains { $0.primary === node } }

  /// Primaries, then replicas.
  var allNodes: [Node] { shards.map(\.primary) + shards.flatMap(\.replicas) }
}
