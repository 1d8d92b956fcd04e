/// How many messages one subscription had so far.
public struct RedisSubscriptionStatistics: Sendable, Hashable {
  /// Those that arrived.
  public var received = 0
  /// Those of them that were dropped because the buffer was full.
  public var dropped = 0
  /// Those that wait to be taken.
  public var buffered = 0
  /// How many bytes of names and payloads these have.
  public var bufferedBytes = 0

  /// None.
  public init() {}
}
