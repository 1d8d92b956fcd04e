import RedisTransport

/// Calls that could not stay where they were sent. On the loop's thread.
extension ClusterCore: CallKeeper {
  /// After so many redirections in a row without a pause the nodes do not agree yet.
  private static let hasty = 3

  func place(_ call: PendingCall) {
    if call.beginsAnew() { route(call) }
  }

  func takes(_ call: PendingCall, after refusal: Refusal, from channel: ReconnectingChannel) -> Bool {
    take(call, after: refusal, from: node(of: channel))
  }

  func node(of channel: ReconnectingChannel) -> ClusterNode? {
    nodes.values.first { $0.channels.contains { $0 === channel } }
  }

  /// - Parameters:
  ///   - node: the one that refused it; nil if it is gone.
  ///   - lane: over which of a node's connections it goes.
  func take(
    _ call: PendingCall, after refusal: Refusal, from node: ClusterNode?, over lane: ClusterNode.Lane = { $0.channel }
  ) -> Bool {
    guard !isClosed else { return false }
    switch refusal.remedy {
    case .redirect(let redirection): return redirect(call, redirection, refusal.error, from: node, over: lane)
    case .wait:
      guard isMapMatter(refusal.error) || HeldCalls.mayTake(call) else { return false }
      // The node may be about to be replaced.
      suspectMap()
      hold(call, because: refusal.error)
      return true
    case .reconnect: return false
    }
  }

  /// Has a new call find its way, after what a server said to the same.
  ///
  /// - Returns: false if it cannot go on; then nobody is told.
  func adopt(_ call: PendingCall, after refusal: Refusal, from node: ClusterNode) -> Bool {
    call.keeper = self
    if take(call, after: refusal, from: node) { return true }
    call.letGo()
    return false
  }

  /// Whether the server said so before it began with the command, even if that is a script.
  private func isMapMatter(_ error: RedisError) -> Bool { error.server?.isOfCluster ?? false }

  private func redirect(
    _ call: PendingCall, _ redirection: Redirection, _ error: RedisError, from node: ClusterNode?, over lane: ClusterNode.Lane
  ) -> Bool {
    guard Int(call.redirections) < options.maximumRedirections else { return false }
    call.redirections += 1
    let target = self.node(of: redirection, from: node)
    switch redirection.kind {
    case .moved:
      correct(redirection.slot, to: target)
      if call.redirections > Self.hasty {
        hold(call, because: error)
      } else {
        call.state = .queued
        lane(target).accept(call)
      }
    case .ask:
      noteOnItsWay(redirection.slot)
      guard !call.isAtomic || call.preparations == 0 else {
        // The word that lets it in has to be directly ahead of its beginning, where the scripts are. The slot will have moved soon.
        hold(call, because: error)
        return true
      }
      let preparation = call.preparation as? ClusterPreparation ?? ClusterPreparation(for: call)
      preparation.isAsking = true
      call.preparation = preparation
      call.state = .queued
      lane(target).accept(call)
    }
    return true
  }

  /// - Parameter node: the one that said so, whose host is meant where none is named.
  func node(of redirection: Redirection, from node: ClusterNode?) -> ClusterNode {
    let host = redirection.host.isEmpty ? node?.endpoint.hostOrThisMachine ?? "localhost" : redirection.host
    let target = self.node(at: remapped(.tcp(host: host, port: redirection.port)))
    target.named = .now
    return target
  }

  /// Of keys that were not there when they were read, neither of the two nodes says when they come.
  func noteOnItsWay(_ slot: UInt16) {
    for store in caches.values { store.forget(hashSlots: [slot]) }
  }

  func correct(_ slot: UInt16, to node: ClusterNode) {
    preferred = node
    if map.primary(of: slot) === node {
      map.correct(slot, to: node)
    } else {
      changeMap { _ = $0.correct(slot, to: node) }
      subscriptions?.mapChanged()
    }
    suspectMap()
  }
}
