import RedisTransport

/// Sends everything to one destination in a cluster.
final class TargetRouter: CommandRouter, LoopTarget, @unchecked Sendable {
  private let core: ClusterCore
  private let target: RedisClusterTarget

  init(_ core: ClusterCore, _ target: RedisClusterTarget) {
    self.core = core
    self.target = target
    super.init(deadlines: core.deadlines, isShared: true, answersFromMemory: false)
  }

  override func submit(_ call: PendingCall) { core.loop.submit(call, to: self) }

  override func lease(
    for requests: () -> [FramedRequest], after error: RedisError?, task: WaitingTask?
  ) async throws(RedisError) -> CommandRouter {
    if let redirection = error?.redirection, redirection.kind == .ask {
      return try await core.lease(asking: redirection, task: task)
    }
    return try await core.lease(at: place(), task: task, timeout: nil, retriesRefusals: true)
  }

  override func lease(
    keys: [RedisValue], task: WaitingTask?, timeout: Duration?
  ) async throws(RedisError) -> ExclusiveRouter {
    try await core.lease(at: place(), task: task, timeout: timeout, retriesRefusals: false)
  }

  override func endLease(_ router: CommandRouter) { core.endLease(router) }

  override func isWorthAnotherLease(after error: RedisError, on lease: CommandRouter, attempt: Int) async -> Bool {
    guard case .slot = target.kind else { return false }
    return await core.isWorthAnotherLease(after: error, on: lease, attempt: attempt)
  }

  override func subscribe(
    _ topics: [RedisTopic], _ policy: RedisBufferPolicy, confirmedWithin timeout: UInt64?
  ) async throws(RedisError) -> Subscription {
    try await core.subscribe(topics, policy, confirmedWithin: timeout)
  }

  private func place() throws(RedisError) -> ClusterCore.LeasePlace {
    switch target.kind {
    case .node(let endpoint): return .node(endpoint)
    case .slot(let slot): return .slot(slot)
    case .allPrimaries, .allReplicas, .allNodes:
      throw RedisError(.unsupported, "needs a connection of its own, which leads to one node")
    }
  }

  // MARK: On the loop's thread

  func accept(_ call: PendingCall) {
    call.keeper = self
    route(call)
  }

  func flush() {}

  private func route(_ call: PendingCall) {
    guard core.hasMap(for: call) else { return }
    switch target.kind {
    case .node(let endpoint):
      guard let node = core.nodes[endpoint] else { return call.reject(.noSuchNode(endpoint)) }
      node.channel.accept(call)
    case .slot(let slot):
      if call.delivery == .replies, !call.isAtomic { core.sendAll(call, to: slot) } else { core.send(call, slot, reads: false) }
    case .allPrimaries: core.broadcast(call, to: core.map.primaries)
    case .allReplicas: core.broadcast(call, to: core.map.shards.flatMap(\.replicas))
    case .allNodes: core.broadcast(call, to: core.map.allNodes)
    }
  }
}

extension TargetRouter: CallKeeper {
  func place(_ call: PendingCall) {
    if call.beginsAnew() { route(call) }
  }

  func takes(_ call: PendingCall, after refusal: Refusal, from channel: ReconnectingChannel) -> Bool {
    // Whoever names a node means it.
    if refusal.isRedirection, case .node = target.kind { return false }
    return core.takes(call, after: refusal, from: channel)
  }
}
