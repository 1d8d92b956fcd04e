import RedisTransport

/// What a cluster's cache reads over: a connection to each node that it has read from. On the loop's thread, but for what is said
/// otherwise.
final class ClusterCacheChannels: @unchecked Sendable {
  let core: ClusterCore
  let store: CacheStore

  init(_ core: ClusterCore, _ store: CacheStore) {
    self.core = core
    self.store = store
  }

  /// From any thread.
  func submit(_ call: PendingCall, _ request: CacheRequest) {
    guard let slot = request.hashSlot else { return call.reject(RedisError(.invalidArgument, "the command has no keys")) }
    core.loop.submit(call, to: ClusterCacheRead(slot, self))
  }

  /// Over which the node says what has changed.
  func channel(to node: ClusterNode) -> ReconnectingChannel {
    let id = ObjectIdentifier(store)
    if let channel = node.caches[id] { return channel }
    // Before anything is read.
    core.caches[id] = store
    let channel = node.core.makeCacheChannel(store)
    node.caches[id] = channel
    return channel
  }

  /// Nobody reads any more. From any thread.
  func end() {
    core.loop.perform {
      let id = ObjectIdentifier(self.store)
      self.core.caches[id] = nil
      for node in self.core.nodes.values {
        if let channel = node.caches.removeValue(forKey: id) { node.core.connections.endChannel(channel) }
      }
    }
  }
}
