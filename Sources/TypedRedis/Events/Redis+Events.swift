extension Redis {
  /// What becomes of the client's connections, from now on.
  ///
  ///     for await event in redis.events { log.info("\(event)") }
  ///
  /// Each sequence has all events. It ends when the client is closed. Whoever takes them too slowly loses the oldest
  /// beyond 1024.
  public var events: AsyncStream<RedisConnectionEvent> { core.events.watch() }
}
