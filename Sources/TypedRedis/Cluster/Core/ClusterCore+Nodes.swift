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

  /// Where a command goes that any primary may carry out: always to the same for what its first argument names, so that messages to
  /// one channel stay in order; else to one after the other.
  func anyPrimary(for command: UnsafeRawBufferPointer) -> ClusterNode? {
    guard let word = EncodedWords(command).word(at: 1), let node = map.primary(of: HashSlot.of(word)), !node.isFailing else {
      return anyPrimary()
    }
    return node
  }

  /// The node that listens there, which is made if there is none yet.
  func node(at endpoint: Endpoint) -> ClusterNode {
    if let node = nodes[endpoint] { return node }
    let place = NodePlace()
    let core = RedisCore(nodeOptions(for: endpoint), events: events) { [weak self] role, event in
      guard let node = place.node else { return }
      self?.connection(to: node, role, event)
    }
    let node = ClusterNode(endpoint: endpoint, core: core)
    place.node = node
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

  private func connection(to node: ClusterNode, _ role: RedisConnectionEvent.Role, _ event: ConnectionEvent) {
    // Others come and go.
    guard case .shared = role, isKnown(node), !isClosed else { return }
    switch event {
    case .connected: node.isFailing = false
    case .disconnected:
      node.isFailing = true
      suspectMap()
    case .connecting, .reconnecting: break
    }
  }

  // MARK: A new map

  func apply(_ view: ClusterView) {
    let isNews = view != self.view || map.isCorrected
    if isNews { take(view) }
    for node in map.allNodes where readsFromReplicas || map.isPrimary(node) {
      // It comes back by itself, so that it is known whether it can be reached.
      for channel in node.core.connections.channels { channel.keepConnected(true) }
    }
    breakWithTheReplaced()
    retireOthers()
    for node in Array(nodes.values) where node.isFailing {
      placeWaiting(of: node) { node.channel.accept($0) }
    }
    for call in held?.removeAll() ?? [] { call.keeper?.place(call) ?? call.reject(RedisError.clientWasClosed) }
    if isNews { subscriptions?.mapChanged() }
  }

  private func take(_ view: ClusterView) {
    self.view = view
    changeMap { $0.apply(view) { node(at: $0.endpoint) } }
    described = view.nodes.map { described in
      var described = described
      described.zone = described.zone ?? options.zones[described.endpoint]
      return described
    }
    for one in described { node(at: one.endpoint).zone = one.zone }
    let primaries = Set(map.primaries.map { ObjectIdentifier($0) })
    for node in Array(nodes.values) {
      let isPrimary = primaries.contains(ObjectIdentifier(node))
      if node.isPrimary, !isPrimary { node.isReplaced = true }
      node.isPrimary = isPrimary
    }
  }

  /// Changes the map, and has caches forget what was read of slots that have moved.
  func changeMap(_ change: (inout ClusterMap<ClusterNode>) -> Void) {
    guard !caches.isEmpty else { return change(&map) }
    let before = map
    change(&map)
    let moved = map.slots(movedSince: before)
    for store in caches.values { store.forget(hashSlots: moved) }
  }

  /// Nodes that are no part of the cluster, and are not about to become one.
  private func retireOthers() {
    let present = Set(map.allNodes.map { ObjectIdentifier($0) })
    for node in Array(nodes.values) where !present.contains(ObjectIdentifier(node)) && !isExpected(node) { retire(node) }
  }

  /// A server that hangs does not close its connections: others know first that it has been replaced.
  func lookAfterSilence() {
    let now = MonotonicTime.now
    breakWithTheReplaced()
    if nodes.values.contains(where: { $0.isPrimary && $0.isSilent(at: now) }) { suspectMap() }
  }

  /// Nothing is to be expected of those that have said nothing since others took their slots.
  private func breakWithTheReplaced() {
    for node in Array(nodes.values) where node.isReplaced {
      let silence = node.silence(at: .now)
      if silence > ClusterNode.patience.saturatedNanoseconds {
        let error = RedisError(.connectionClosed, "\(node.endpoint) does not answer, and is no primary any more")
        node.forEachChannel { $0.breakConnection(error) }
      }
      if silence == 0 { node.isReplaced = false }
    }
  }

  /// Whether it may be about to become a part of the cluster, since servers send others there.
  private func isExpected(_ node: ClusterNode) -> Bool {
    !node.isFailing && node.named.advanced(by: Self.patience) > .now
  }

  private static var patience: Duration { .seconds(30) }

  /// Has every call that waits for a node find its way anew.
  ///
  /// - Parameter otherwise: what becomes of those that nobody else can place.
  private func placeWaiting(of node: ClusterNode, otherwise: (PendingCall) -> Void) {
    for call in node.takeWaiting() {
      if let keeper = call.keeper { keeper.place(call) } else { otherwise(call) }
    }
  }

  /// It is no part of the cluster any more: what waits goes elsewhere, what is under way has some time.
  private func retire(_ node: ClusterNode) {
    nodes[node.endpoint] = nil
    let error = RedisError(.connectionClosed, "\(node.endpoint) has left the cluster")
    placeWaiting(of: node) { $0.reject(error) }
    let now = MonotonicTime.now
    loop.schedule(at: node.isSilent(at: now) ? now : now.advanced(by: Self.grace)) { [loop] in
      node.forEachChannel { $0.breakConnection(error) }
      node.core.pool.leave({ _ in true }, after: .zero, because: error)
      // After what that leads to.
      loop.schedule(at: MonotonicTime.now.advanced(by: .milliseconds(50))) { node.core.close() }
    }
  }
}

/// Where a node is once it is made: its connections report to it, and not to one that takes its place.
private final class NodePlace: @unchecked Sendable {
  weak var node: ClusterNode?
}
