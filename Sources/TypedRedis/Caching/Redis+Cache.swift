import RedisTransport

extension Redis {
  /// A client on the same server that answers reads from memory, as long as the server announces no change of their keys.
  ///
  ///     let cached = try redis.withCache()
  ///     let page = try await cached.get(key: "page", as: String.self)   // asks the server
  ///     let again = try await cached.get(key: "page", as: String.self)  // does not
  ///
  /// Make one and keep it: each call makes a cache of its own, with a connection of its own over which the server announces
  /// changes. All commands run on the value that is returned. Those that the specification says are cacheable
  /// (``CommandDescriptor/isCacheable``) are answered from memory if they can be, with any `as:` and through response callbacks
  /// alike; all others run as on `redis`. Pipelines, transactions and leased connections always ask the server, also for what
  /// could be read from memory.
  ///
  /// What is guaranteed, besides that each answer is what the server had at some time:
  /// - When a command of this value that changes a key has returned, no read of the key that begins later is answered with what
  ///   was there before. That includes pipelines, transactions and leased connections of the value. It does not include keys
  ///   that a script changes without having named them. A command that failed and `mayHaveBeenApplied` may be executed later
  ///   still, over another connection than reads: it counts as a change by somebody else.
  /// - A change by anybody else is seen as soon as the server's message about it is here, which is usually well under a
  ///   millisecond later. From then on no older value is given to anyone.
  /// - While there is no connection over which messages could come, nothing is answered from memory. A connection that is
  ///   silently dead is found out by `probeInterval` and `probeTimeout`, and until then answers may be that old.
  /// - When the client goes on with other credentials, everything is forgotten. Of changes to what its user may read, servers say
  ///   nothing: ``RedisCache/clear()`` is for that.
  /// - Errors are not kept. That there is no such key is.
  ///
  /// A key that expires is gone from memory when the server has removed it, which may be a moment later. Servers do not announce
  /// `SWAPDB`. `timeToLive` bounds the age of every answer.
  ///
  /// - Throws: ``RedisError``: `invalidConfiguration` for wrong options, and `unsupported` for a client that is to speak RESP2,
  ///   in which servers cannot announce anything. If the server knows no RESP3, cached reads throw that.
  public func withCache(_ options: RedisCacheOptions = RedisCacheOptions()) throws(RedisError) -> Redis {
    var copy = self
    copy.settings.cache = try core.makeCache(options)
    return copy
  }
}

extension RedisClient {
  /// The same client without a cache.
  public func withoutCache() -> Self {
    var copy = self
    copy.settings.cache = nil
    return copy
  }

  /// What the value's reads are answered from; nil without one.
  public var cache: RedisCache? { settings.cache }
}

extension RedisCore {
  func makeCache(_ options: RedisCacheOptions) throws(RedisError) -> RedisCache {
    if let flaw { throw flaw }
    try options.validate(for: self.options)
    let store = CacheStore(options)
    let channel = makeCacheChannel(store)
    return RedisCache(store, limits: self.options.limits) { call, _ in
      channel.submit(call)
    } onEnd: { [connections] in
      connections.endChannel(channel)
    }
  }

  /// What a cache reads over, and hears of changes.
  ///
  /// - Parameter avoidsReplicas: whether a node of a cluster that is a replica is to refuse, also where the client reads from such.
  func makeCacheChannel(_ store: CacheStore, avoidsReplicas: Bool = false) -> ReconnectingChannel {
    let setup = TrackingSetup(options: store.options, deadlines: deadlines, avoidsReplicas: avoidsReplicas)
    let watch = CacheWatch(store)
    return connections.makeChannel(.cache, onNewLogin: { store.empty() }) { connection in
      connection.prepare = setup.preparation(after: connection.prepare)
      let observe = connection.observe
      connection.observe = { event in
        watch.note(event)
        observe?(event)
      }
      connection.receive = { watch.receive($0) }
    }
  }
}
