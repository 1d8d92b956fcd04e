import RedisTransport

/// What a client has done since it was made, and how busy it is. See ``Redis/statistics()``.
public struct RedisStatistics: Sendable, Hashable {
  /// Of the connections that all tasks share.
  public var shared = ConnectionCounters()
  /// Of the exclusive connections, those that are gone included.
  public var exclusive = ConnectionCounters()
  /// Of the connections for subscriptions, those of single ones that have ended excepted.
  public var subscriptions = ConnectionCounters()
  /// Of the caches' connections (``Redis/withCache(_:)``), those of caches that have ended excepted.
  public var caches = ConnectionCounters()
  /// How many exclusive connections there are now, and what they do.
  public var pool: RedisPoolStatistics
  /// Commands on the shared connections that are sent and have no reply yet.
  public var commandsInFlight = 0
  /// Commands that wait to be sent on the shared connections, or for one of them to stand.
  public var commandsWaiting = 0
}

extension Redis {
  /// What the client has done, and how busy it is at this moment.
  ///
  ///     let statistics = await redis.statistics()
  ///     print(statistics.shared.commandsSent, statistics.shared.timedOut, statistics.pool.waiting)
  public func statistics() async -> RedisStatistics {
    let connections = core.connections
    var statistics = RedisStatistics(pool: await poolStatistics())
    for channel in connections.channels {
      let load = await channel.load()
      statistics.shared += load.counters
      statistics.commandsInFlight += load.inFlight
      statistics.commandsWaiting += load.waiting
    }
    statistics.exclusive = await connections.pool.counters()
    statistics.subscriptions = await connections.subscriptions.counters()
    for member in connections.further.all { statistics.caches += await member.channel.load().counters }
    return statistics
  }
}
