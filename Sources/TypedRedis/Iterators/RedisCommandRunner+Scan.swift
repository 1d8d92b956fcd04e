// Scans as sequences, on anything that runs commands. See `RedisScan`.

extension RedisCommandRunner {
  /// Goes over the keys of the database.
  ///
  ///     for try await key in redis.scanKeys(matching: "session:*", count: 500) { print(key) }
  ///
  /// In a cluster it goes over the keys of all nodes. Cursors say how far it has come on which node, so that any client of the cluster
  /// can go on; what is there all the time is given at least once also if slots move meanwhile, or a replica takes over. Only keys that
  /// are moved to another node and back, without that their slot ever becomes that node's, may be missed.
  ///
  /// - Parameters:
  ///   - pattern: A glob that keys have to match; nil for all keys. The server looks at all of them nevertheless.
  ///   - count: How many keys the server looks at for one page; nil for its default, 10.
  ///   - type: Only keys with this type of value, as `TYPE` calls it: `string`, `hash`, `stream`, ….
  ///   - cursor: Where to begin, to go on with an earlier scan.
  public func scanKeys(
    matching pattern: (some RedisValueConvertible)? = RedisValue?.none, count: Int? = nil,
    type: (some RedisValueConvertible)? = RedisValue?.none, from cursor: ScanCursor = .start
  ) -> RedisScan<RedisBytes> {
    scanKeys(matching: pattern, count: count, type: type, from: cursor, as: RedisBytes.self)
  }

  /// The same, with keys read as the type given.
  public func scanKeys<T: RESPDecodable>(
    matching pattern: (some RedisValueConvertible)? = RedisValue?.none, count: Int? = nil,
    type: (some RedisValueConvertible)? = RedisValue?.none, from cursor: ScanCursor = .start, as _: T.Type
  ) -> RedisScan<T> {
    let (pattern, type) = (pattern?.redisValue, type?.redisValue)
    if let nodes = context.router.scanNodes {
      let scan = ClusterScan(nodes: nodes, settings: settings, pattern: pattern, count: count, type: type)
      return RedisScan(start: cursor) { cursor throws(RedisError) in try await scan.page(from: cursor, as: T.self) }
    }
    return RedisScan(start: cursor) { cursor throws(RedisError) in
      try await scan(cursor: cursor, pattern: pattern, count: count, type: type, as: T.self)
    }
  }

  /// Goes over the members of a set.
  ///
  /// - Parameters:
  ///   - pattern: A glob that members have to match; nil for all of them.
  ///   - count: How many members the server looks at for one page; nil for its default, 10.
  ///   - cursor: Where to begin, to go on with an earlier scan of the same key.
  public func scanSet(
    key: some RedisValueConvertible, matching pattern: (some RedisValueConvertible)? = RedisValue?.none,
    count: Int? = nil, from cursor: ScanCursor = .start
  ) -> RedisScan<RedisBytes> {
    scanSet(key: key, matching: pattern, count: count, from: cursor, as: RedisBytes.self)
  }

  /// The same, with members read as the type given.
  public func scanSet<T: RESPDecodable>(
    key: some RedisValueConvertible, matching pattern: (some RedisValueConvertible)? = RedisValue?.none,
    count: Int? = nil, from cursor: ScanCursor = .start, as _: T.Type
  ) -> RedisScan<T> {
    let (key, pattern) = (key.redisValue, pattern?.redisValue)
    return RedisScan(start: cursor) { cursor throws(RedisError) in
      try await sscan(key: key, cursor: cursor, pattern: pattern, count: count, as: T.self)
    }
  }

  /// Goes over the members of a sorted set and their scores, in no order.
  ///
  /// - Parameters:
  ///   - pattern: A glob that members have to match; nil for all of them.
  ///   - count: How many members the server looks at for one page; nil for its default, 10.
  ///   - cursor: Where to begin, to go on with an earlier scan of the same key.
  public func scanSortedSet(
    key: some RedisValueConvertible, matching pattern: (some RedisValueConvertible)? = RedisValue?.none,
    count: Int? = nil, from cursor: ScanCursor = .start
  ) -> RedisScan<ScoredMember<RedisBytes>> {
    scanSortedSet(key: key, matching: pattern, count: count, from: cursor, as: RedisBytes.self)
  }

  /// The same, with members read as the type given.
  public func scanSortedSet<T: RESPDecodable>(
    key: some RedisValueConvertible, matching pattern: (some RedisValueConvertible)? = RedisValue?.none,
    count: Int? = nil, from cursor: ScanCursor = .start, as _: T.Type
  ) -> RedisScan<ScoredMember<T>> {
    let (key, pattern) = (key.redisValue, pattern?.redisValue)
    return RedisScan(start: cursor) { cursor throws(RedisError) in
      try await zscan(key: key, cursor: cursor, pattern: pattern, count: count, as: T.self)
    }
  }

  /// Goes over the members of a sorted set without their scores. Since Valkey 8.0; Redis does not have it.
  ///
  /// - Parameters:
  ///   - pattern: A glob that members have to match; nil for all of them.
  ///   - count: How many members the server looks at for one page; nil for its default, 10.
  ///   - cursor: Where to begin, to go on with an earlier scan of the same key.
  public func scanSortedSetMembers(
    key: some RedisValueConvertible, matching pattern: (some RedisValueConvertible)? = RedisValue?.none,
    count: Int? = nil, from cursor: ScanCursor = .start
  ) -> RedisScan<RedisBytes> {
    scanSortedSetMembers(key: key, matching: pattern, count: count, from: cursor, as: RedisBytes.self)
  }

  /// The same, with members read as the type given.
  public func scanSortedSetMembers<T: RESPDecodable>(
    key: some RedisValueConvertible, matching pattern: (some RedisValueConvertible)? = RedisValue?.none,
    count: Int? = nil, from cursor: ScanCursor = .start, as _: T.Type
  ) -> RedisScan<T> {
    let (key, pattern) = (key.redisValue, pattern?.redisValue)
    return RedisScan(start: cursor) { cursor throws(RedisError) in
      let scan = MembersScan(scan: Commands.ZSCAN(key: key, cursor: cursor, pattern: pattern, count: count))
      return try await run(scan, reading: { reader throws(RedisError) in try ScanPage<T>(from: &reader) })
    }
  }
}

/// `ZSCAN` without scores. The API of a specification that only knows Redis has no such form.
private struct MembersScan: RedisCommand {
  static let descriptor = Commands.ZSCAN.descriptor

  var scan: Commands.ZSCAN

  func encode(into encoder: inout CommandEncoder) {
    scan.encode(into: &encoder)
    encoder.token("NOSCORES")
  }

  static func decode(_ reader: inout RESPReader) throws(RedisError) -> ScanPage<RedisBytes> {
    try ScanPage<RedisBytes>(from: &reader)
  }
}
