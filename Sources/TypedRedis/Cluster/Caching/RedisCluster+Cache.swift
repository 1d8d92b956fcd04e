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
  /// - A read of keys in several slots always asks the nodes.
  /// - What was read from a node is forgotten when the client learns that another one has the slot, which nodes tell with the next
  ///   command for it that is sent to them. Keys that are there announce that they leave; that there is *no* such key may be
  ///   believed until then, which is by the next refresh (``RedisClusterOptions/refreshInterval``), and for `timeToLive` at most.
  /// - When the connection to one node is lost, everything is forgotten.
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
    try options.validate()
    guard self.options.node.protocolVersion != .resp2 else { throw .cacheNeedsRESP3 }
    let channels = ClusterCacheChannels(self, CacheStore(options, isOfCluster: true))
    return RedisCache(channels.store, limits: self.options.node.limits) { call, request in
      channels.submit(call, request)
    } onEnd: {
      channels.end()
    }
  }
}
