import RedisTransport

extension RedisClient {
  /// Subscribes to channels for as long as `body` runs, which gets what is published to them.
  ///
  ///     try await redis.withSubscription(to: "news", "weather") { messages in
  ///       for try await message in messages { print(message.channel, message.payload) }
  ///     }
  ///
  /// The subscriptions of a client share one connection beside those of its commands, except those that are buffered with
  /// ``RedisBufferPolicy/suspend(_:bytes:)``, which have one each. Channels that several of those on one connection name are
  /// subscribed to once. After a break the client subscribes again by itself: ``RedisMessages/events`` and
  /// ``RedisMessage/followsGap`` say when messages may have been missed.
  ///
  /// In a cluster, channels and patterns are subscribed to on one of the nodes, whichever that is, and shard channels on the one
  /// that has their slot; there is one such connection per node that is needed. When a node is lost or a slot moves, so does what was
  /// subscribed to there, and what is named here goes on as one subscription.
  ///
  /// - Parameters:
  ///   - channels: at least one.
  ///   - policy: what becomes of messages that `body` does not take in time.
  ///   - confirmed: whether to wait until the server has confirmed everything, at most for the command timeout. If not, the
  ///     sequence fails if the server refuses.
  /// - Throws: ``RedisError`` if the server refuses, as an ACL may have it, or does not confirm in time; and whatever `body` throws.
  public func withSubscription<Channel: RedisValueConvertible, Result>(
    to channels: Channel..., buffering policy: RedisBufferPolicy = .standard, confirmed: Bool = true,
    _ body: (RedisMessages) async throws -> Result
  ) async throws -> Result {
    try await withSubscription(
      topics: channels.map { .channel($0) }, buffering: policy, confirmed: confirmed, body)
  }

  /// Subscribes to channels, patterns and shard channels for as long as `body` runs, which gets what is published to them.
  ///
  ///     try await redis.withSubscription(channels: ["news"], patterns: ["weather.*"]) { messages in … }
  ///
  /// A message that fits both comes twice, once with its pattern. Shard channels exist since Redis 7.0.
  public func withSubscription<Result>(
    channels: [some RedisValueConvertible] = [RedisValue](), patterns: [some RedisValueConvertible] = [RedisValue](),
    shardChannels: [some RedisValueConvertible] = [RedisValue](), buffering policy: RedisBufferPolicy = .standard,
    confirmed: Bool = true, _ body: (RedisMessages) async throws -> Result
  ) async throws -> Result {
    try await withSubscription(
      topics: RedisTopic.list(channels, patterns, shardChannels), buffering: policy, confirmed: confirmed, body)
  }

  /// Subscribes to topics of any kinds for as long as `body` runs, which gets what is published to them.
  public func withSubscription<Result>(
    topics: [RedisTopic], buffering policy: RedisBufferPolicy = .standard, confirmed: Bool = true,
    _ body: (RedisMessages) async throws -> Result
  ) async throws -> Result {
    let subscription = try await context.router.subscribe(
      topics, policy, confirmedWithin: confirmed ? context.deadlines.command : nil)
    defer { subscription.cancel() }
    return try await body(RedisMessages(subscription: subscription))
  }

  /// Subscribes, and has a handler called for each message, one after the other in the order of their arrival.
  ///
  ///     let subscription = try await redis.subscribe(channels: ["news"]) { message in print(message.payload) }
  ///     …
  ///     subscription.cancel()
  ///
  /// Where the code that wants the messages can wait for them itself, ``withSubscription(to:buffering:confirmed:_:)`` is simpler,
  /// and ends by itself.
  ///
  /// - Parameters:
  ///   - channels: their names.
  ///   - patterns: globs, for all channels that they fit.
  ///   - shardChannels: their names. Since Redis 7.0.
  ///   - policy: what becomes of messages that arrive faster than the handler returns.
  ///   - onMessage: runs on a task of its own.
  /// - Returns: when the server has confirmed everything: what ends the subscription. It goes on if that is dropped.
  /// - Throws: ``RedisError`` if the server refuses, or does not confirm within the command timeout.
  @discardableResult
  public func subscribe(
    channels: [some RedisValueConvertible] = [RedisValue](), patterns: [some RedisValueConvertible] = [RedisValue](),
    shardChannels: [some RedisValueConvertible] = [RedisValue](), buffering policy: RedisBufferPolicy = .standard,
    onMessage: @escaping @Sendable (RedisMessage) async -> Void
  ) async throws(RedisError) -> RedisSubscription {
    let subscription = try await context.router.subscribe(
      RedisTopic.list(channels, patterns, shardChannels), policy, confirmedWithin: context.deadlines.command)
    return RedisSubscription(subscription, onMessage)
  }
}

extension Redis {
  /// What becomes of all of the client's subscriptions, from now on. Each sequence has all events, and ends when the client is
  /// closed. Whoever takes them too slowly loses the oldest beyond 1024.
  public var subscriptionEvents: AsyncStream<RedisSubscriptionEvent> { core.connections.subscriptions.watchers.watch() }
}

extension RedisTopic {
  fileprivate static func list(
    _ channels: [some RedisValueConvertible], _ patterns: [some RedisValueConvertible],
    _ shardChannels: [some RedisValueConvertible]
  ) -> [RedisTopic] {
    channels.map { .channel($0) } + patterns.map { .pattern($0) } + shardChannels.map { .shardChannel($0) }
  }
}
