import RedisTransport

extension RedisCluster {
  /// A client of the same cluster that answers reads from memory, as long as the node that has their keys announces no change.
  ///
  ///     let cached = try cluster.withCache()
  ///     let page = try await cached.get(key: "page", as: String.self)   // asks a node
  ///     let again = try await cached.get(key: "page", as: String.self)  // does not
  ///
  /// It is used, and guarantees, what ``Redis/withCache(_:)`` does, with one connection more to each primary that it reads from.
  /// Besides:
  /// - A read of keys in several slots always asks the nodes, as does one with another destination (``with(target:)``). What is
  ///   kept comes from primaries, whatever `readsFrom` says.
  /// - What was read of a slot is forgotten when the client learns that the slot moves or has moved, or that another node has taken
  ///   it over: with the next command that is sent for it, or with the next refresh after it has
  ///   (``RedisClusterOptions/refreshInterval``). Keys that leave a node with their slot are announced by it, mostly at once; that
  ///   there is *no* such key may be believed until then, and for `timeToLive` at most.
  /// - When a connection to a node is lost over which was read, everything is forgotten.
  ///
  /// - Throws: ``RedisError``: `invalidConfiguration` for wrong options, and `unsupported` for a client that is to speak RESP2, in
  ///   which servers cannot announce anything, and for one whose commands have another destination than the nodes that have their
  ///   keys (``with(target:)``). If the servers know no RESP3, cached reads throw that.
  public func withCache(_ options: RedisCacheOptions = RedisCacheOptions()) throws(RedisError) -> RedisCluster {
    guard isUntargeted else {
      throw RedisError(.unsupported, "a cache is for commands that go where their keys are, and these have another destination")
    }
    var copy = self
    copy.settings.cache = try core.makeCache(options)
    return copy
  }
}

extension ClusterCore {
  fileprivate func makeCache(_ options: RedisCacheOptions) throws(RedisError) -> RedisCache {
    if let flaw { throw flaw }
    try options.validate(for: self.options.node)
    let channels = ClusterCacheChannels(self, CacheStore(options, isOfCluster: true))
    return RedisCache(channels.store, limits: self.options.node.limits) { call, request in
      channels.submit(call, request)
    } onEnd: {
      channels.end()
    }
  }
}
