/// What becomes of messages that arrive faster than they are taken. Each subscription has a buffer of its own, bounded by
/// a number of messages and by their bytes, whichever is reached first.
public enum RedisBufferPolicy: Sendable, Hashable {
  /// The subscription ends with an error of code `limitExceeded`, after the messages that are in the buffer. Nobody else
  /// notices.
  case fail(_ messages: Int, bytes: Int = 64 << 20)
  /// The oldest messages are dropped and counted, and the next one that is taken says that it ``RedisMessage/followsGap``.
  /// ``RedisSubscriptionEvent/mayHaveMissed(_:)`` comes when that begins, and when half of the buffer is free again.
  case dropOldest(_ messages: Int, bytes: Int = 64 << 20)
  /// The client stops reading until half of the messages have been taken. Nothing is lost for as long as the server keeps what
  /// it could not send: beyond its `client-output-buffer-limit` for subscribers (32 MiB, or 8 MiB for a minute, by default) it
  /// closes the connection, and the subscription is interrupted and restored as after any other break.
  ///
  /// Such a subscription has a connection of its own, so that it holds up nobody else.
  case suspend(_ messages: Int, bytes: Int = 64 << 20)

  /// Fails at 65,536 messages or 64 MiB: nothing is dropped unnoticed.
  public static let standard = RedisBufferPolicy.fail(65_536)

  /// How many messages may wait; at least one.
  var messages: Int {
    switch self {
    case .fail(let messages, _), .dropOldest(let messages, _), .suspend(let messages, _): max(1, messages)
    }
  }

  /// How many bytes of names and payloads may wait. One message always may.
  var bytes: Int {
    switch self {
    case .fail(_, let bytes), .dropOldest(_, let bytes), .suspend(_, let bytes): max(0, bytes)
    }
  }

  var suspends: Bool { if case .suspend = self { true } else { false } }
}
