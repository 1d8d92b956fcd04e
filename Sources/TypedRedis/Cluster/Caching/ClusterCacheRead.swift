import RedisTransport

/// One read of a cluster's cache on its way to the node that has the keys. On the loop's thread.
final class ClusterCacheRead: CallKeeper, LoopTarget, @unchecked Sendable {
  private let slot: UInt16
  private let core: ClusterCore
  private let channels: ClusterCacheChannels

  init(of slot: UInt16, in core: ClusterCore, over channels: ClusterCacheChannels) {
    self.slot = slot
    self.core = core
    self.channels = channels
  }

  func accept(_ call: PendingCall) {
    call.keeper = self
    route(call)
  }

  func flush() {}

  func place(_ call: PendingCall) {
    if call.beginsAnew() { route(call) }
  }

  func takes(_ call: PendingCall, after refusal: Refusal, from channel: ReconnectingChannel) -> Bool {
    core.take(call, after: refusal, from: core.node(of: channel), over: channel(to:))
  }

  private func route(_ call: PendingCall) {
    if core.isReady(for: call) { core.send(call, slot, reads: false, over: channel(to:)) }
  }

  private func channel(to node: ClusterNode) -> ReconnectingChannel { channels.channel(to: node, in: core) }
}
