import RedisTransport

/// Exclusive connections to nodes of a cluster.
extension ClusterCore {
  /// Where an exclusive connection has to lead.
  enum LeasePlace: Sendable {
    case slot(UInt16)
    case anyPrimary
    case node(Endpoint)
    /// Where a slot is going to.
    case asked(Redirection)
  }

  /// One connection at a time is waited for no longer than this before it is looked again who has the keys.
  private static var patience: Duration { .seconds(1) }

  /// - Parameter retriesRefusals: whether it is for one command, which is treated as those on the shared connections are.
  func lease(
    at place: LeasePlace, task: WaitingTask?, timeout: Duration?, retriesRefusals: Bool
  ) async throws(RedisError) -> ExclusiveRouter {
    let end = ContinuousClock.now + (timeout ?? options.node.leaseTimeout).bounded
    try await awaitMap(within: max(end - .now, .milliseconds(1)))
    while true {
      let core = try await core(at: place)
      let left = max(end - .now, .milliseconds(1))
      do throws(RedisError) {
        return try await core.lease(task: task, timeout: min(left, Self.patience), retriesRefusals: retriesRefusals)
      } catch {
        guard error.code == .timedOut || error.code == .clientClosed || error.code == .connectFailed,
          ContinuousClock.now < end, !Task.isCancelled
        else { throw error }
        loop.perform { self.suspectMap() }
        if error.code != .timedOut { try await pause(until: .now + .milliseconds(50)) }
      }
    }
  }

  /// Where a slot is going to, with the word sent that lets the next command in.
  func lease(asking redirection: Redirection, task: WaitingTask?) async throws(RedisError) -> ExclusiveRouter {
    let lease = try await lease(at: .asked(redirection), task: task, timeout: nil, retriesRefusals: true)
    lease.submit(PendingCall(timeout: deadlines.command) { step in
      if case .encode(let encoder) = step { Commands.ASKING().encode(into: &encoder.pointee) }
    })
    return lease
  }

  /// From any thread.
  private func core(at place: LeasePlace) async throws(RedisError) -> RedisCore {
    try await onLoop { $0.findCore(at: place) }.get()
  }

  private func findCore(at place: LeasePlace) -> Result<RedisCore, RedisError> {
    if isClosed { return .failure(RedisError.clientWasClosed) }
    let node: ClusterNode?
    switch place {
    case .slot(let slot): node = map.primary(of: slot)
    case .anyPrimary: node = anyPrimary()
    case .node(let endpoint): node = nodes[endpoint]
    case .asked(let redirection):
      node = self.node(at: asked[redirection.slot] ?? remapped(.tcp(host: redirection.host, port: redirection.port)))
    }
    guard let node else { return .failure(RedisError(.timedOut, "no node is known that serves this")) }
    return .success(node.core)
  }

  /// - Throws: ``RedisError`` with code `crossSlot` if the requests have keys of several slots, `unsupported` if one of them goes to
  ///   several nodes.
  static func place(for requests: [FramedRequest]) throws(RedisError) -> LeasePlace {
    for request in requests { try TransactionSlot.checkIsForOne(request.descriptor) }
    return try TransactionSlot.of(requests).map { .slot($0) } ?? .anyPrimary
  }
}

extension ClusterCore {
  /// - Throws: ``RedisError`` with code `crossSlot` if they are in several slots.
  static func place(for keys: [RedisValue]) throws(RedisError) -> LeasePlace {
    // A command with any number of keys, of which only these are looked at.
    try place(for: [FramedRequest(Commands.WATCH.descriptor) { Commands.WATCH(keys: keys).encode(into: &$0) }])
  }

  /// After a redirection: who has the keys is noted.
  func isMoved(_ error: RedisError, attempt: Int, on lease: CommandRouter) async -> Bool {
    guard attempt < options.maximumRedirections, let redirection = error.redirection else { return false }
    let answered = (lease as? ExclusiveRouter)?.connection.options.endpoint
    await onLoop { core in
      let target = core.node(of: redirection, from: answered.flatMap { core.nodes[$0] })
      switch redirection.kind {
      case .moved: core.correct(redirection.slot, to: target)
      case .ask:
        core.noteOnItsWay(redirection.slot)
        core.asked[redirection.slot] = target.endpoint
      }
    }
    return true
  }
}
