import RedisTransport

/// How many exclusive connections a client has, and what they do: those for blocking commands and for
/// ``Redis/withConnection(timeout:_:)``.
public struct RedisPoolStatistics: Sendable, Hashable {
  /// How many there are, whatever they do.
  public var size: Int
  /// Ready for whoever wants one.
  public var idle: Int
  /// In use.
  public var leased: Int
  /// Being opened, checked for life, or made as new after their last user.
  public var opening: Int
  /// How many callers wait for a connection.
  public var waiting: Int
  /// How many connections there may be.
  public var maximum: Int
}

extension Redis {
  /// How many exclusive connections the client has at this moment, and what they do.
  public func poolStatistics() async -> RedisPoolStatistics {
    let statistics = await core.pool.statistics()
    return RedisPoolStatistics(
      size: statistics.total, idle: statistics.idle, leased: statistics.leased, opening: statistics.opening,
      waiting: statistics.waiting, maximum: statistics.maximum)
  }
}
