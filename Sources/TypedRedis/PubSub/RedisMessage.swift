/// What somebody published to a channel.
public struct RedisMessage: Sendable, Hashable {
  /// Where it was published.
  public var channel: RedisBytes
  /// The pattern that the channel fits, if the subscription is to that.
  public var pattern: RedisBytes?
  /// What was published.
  public var payload: RedisBytes
  /// Whether the channel is a shard channel.
  public var isSharded: Bool
  /// Whether others may be missing before this one, in this subscription: because the connection had been interrupted, or
  /// the buffer was full.
  public var followsGap: Bool

  /// A message, for tests of whoever takes them.
  public init(
    channel: RedisBytes, pattern: RedisBytes? = nil, payload: RedisBytes, isSharded: Bool = false, followsGap: Bool = false
  ) {
    self.channel = channel
    self.pattern = pattern
    self.payload = payload
    self.isSharded = isSharded
    self.followsGap = followsGap
  }

  /// The payload as another type: whatever `as:` takes elsewhere.
  ///
  ///     let order = try message.payload(as: Order.self)
  ///
  /// - Throws: ``RedisError`` with code `unexpectedReply` if it is none.
  public func payload<Value: RESPDecodable>(as _: Value.Type) throws(RedisError) -> Value {
    try RESPValue.bulk(payload).decode(as: Value.self)
  }
}
