import RedisTransport

/// What a cluster's cache reads over: a connection to each node that it has read from. On the loop's thread, but for what is said
/// otherwise.
final class ClusterCacheChannels: @unchecked Sendable {
  let store: CacheStore
  /// Ends with its last value, also if somebody keeps the cache.
  private weak let core: ClusterCore?

  init(_ core: ClusterCore, _ store: CacheStore) {
    self.core = core
    self.store = store
  }

  /// From any thread.
  func submit(_ call: PendingCall, _ request: CacheRequest) {
    guard let core, let slot = request.hashSlot else { return call.reject(RedisError.clientWasClosed) }
    core.loop.submit(call, to: ClusterCacheRead(of: slot, in: core, over: self))
  }

  /// Over which the node says what has changed.
  func channel(to node: ClusterNode, in core: ClusterCore) -> ReconnectingChannel {
    let id = ObjectIdentifier(store)
    if let channel = node.caches[id] { return channel }
    // Before anything is read.
    core.caches[id] = store
    let channel = node.core.makeCacheChannel(store, avoidsReplicas: core.readsFromReplicas)
    node.caches[id] = channel
    return channel
  }

  /// Nobody reads any more. From any thread.
  func end() {
    guard let core else { return }
    core.loop.perform { [store] in
      let id = ObjectIdentifier(store)
      core.caches[id] = nil
      for node in core.nodes.values {
        if let channel = node.caches.removeValue(forKey: id) { node.core.connections.endChannel(channel) }
      }
    }
  }
}
