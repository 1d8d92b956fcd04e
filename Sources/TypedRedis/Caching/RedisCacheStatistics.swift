/// What a cache has done since it was made, and how full it is. See ``RedisCache/statistics``.
public struct RedisCacheStatistics: Sendable, Hashable {
  /// Reads that were answered from memory.
  public var hits = 0
  /// Reads that had to wait for the server, those included that waited for what another task had asked already.
  public var misses = 0
  /// Changed keys that the server has announced.
  public var invalidations = 0
  /// How often the server has announced that all keys changed (`FLUSHALL`, `FLUSHDB`).
  public var flushes = 0
  /// Replies that were removed, while they were still good, to make room.
  public var evictions = 0
  /// Replies that were removed because one of their keys had changed or their time was up.
  public var outdated = 0
  /// Replies in memory. Some of them may be out of date, which is noticed when they are asked for or room is needed.
  public var entries = 0
  /// What they take, about.
  public var bytes = 0

  /// All zero.
  public init() {}

  /// Which part of the reads was answered from memory, from 0 to 1. 0 if there were none.
  public var hitRate: Double { hits + misses > 0 ? Double(hits) / Double(hits + misses) : 0 }
}
