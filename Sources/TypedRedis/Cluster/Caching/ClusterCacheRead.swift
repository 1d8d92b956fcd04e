import RedisTransport

/// One read of a cluster's cache on its way to the node that has the keys. On the loop's thread.
final class ClusterCacheRead: CallKeeper, LoopTarget, @unchecked Sendable {
  private let slot: UInt16
  private let channels: ClusterCacheChannels

  init(_ slot: UInt16, _ channels: ClusterCacheChannels) {
    self.slot = slot
    self.channels = channels
  }

  func accept(_ call: PendingCall) {
    call.keeper = self
    route(call)
  }

  func flush() {}

  func place(_ call: PendingCall) {
    guard call.state != .finished else { return }
    call.state = .queued
    (call.preparation as? ClusterPreparation)?.isAsking = false
    route(call)
  }

  func takes(_ call: PendingCall, after refusal: Refusal, from channel: ReconnectingChannel) -> Bool {
    channels.core.take(call, after: refusal, from: channels.core.node(of: channel), over: channels.channel(to:))
  }

  private func route(_ call: PendingCall) {
    guard channels.core.isReady(for: call) else { return }
    channels.core.send(call, slot, reads: false, over: channels.channel(to:))
  }
}
