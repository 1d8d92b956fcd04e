/// What becomes of subscriptions, beside their messages. See ``RedisMessages/events`` and ``RedisClient/subscriptionEvents``.
public enum RedisSubscriptionEvent: Sendable, Hashable, CustomStringConvertible {
  /// The server confirmed these for the first time: from here on, what is published to them arrives.
  case subscribed([RedisTopic])
  /// These ended: nobody wants them any more, or the server ended them by itself, as when a slot moves to another node. In the
  /// latter case they are subscribed to again at once.
  case unsubscribed([RedisTopic])
  /// The connection broke, for this reason. The client connects and subscribes again by itself.
  case interrupted(RedisError)
  /// The server confirmed these again after a break: what was published to them meanwhile is lost. What arrives from here on is
  /// complete again, so this is the time to look up what was missed.
  ///
  /// Or messages were dropped since the buffer was full. Then the event comes twice: with the first that is dropped, when more may
  /// follow, and with ``RedisBufferPolicy/dropOldest(_:bytes:)`` once more when the buffer is half empty again. From the second on,
  /// what is taken is complete.
  case mayHaveMissed([RedisTopic])
  /// After a break, everything is subscribed to again.
  case restored
  /// The server refused these, and whoever subscribed to them has the error.
  case refused([RedisTopic], RedisError)

  public var description: String {
    switch self {
    case .subscribed(let topics): "subscribed to \(Self.list(topics))"
    case .unsubscribed(let topics): "unsubscribed from \(Self.list(topics))"
    case .interrupted(let error): "interrupted: \(error)"
    case .mayHaveMissed(let topics): "messages may have been missed of \(Self.list(topics))"
    case .restored: "restored"
    case .refused(let topics, let error): "refused \(Self.list(topics)): \(error)"
    }
  }

  private static func list(_ topics: [RedisTopic]) -> String {
    let shown = topics.prefix(3).map(\.description).joined(separator: ", ")
    return topics.count > 3 ? "\(shown) and \(topics.count - 3) more" : shown
  }
}
