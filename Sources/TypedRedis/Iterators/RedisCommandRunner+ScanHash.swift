extension RedisCommandRunner {
  /// Goes over the fields of a hash and their values.
  ///
  ///     for try await entry in redis.scanHash(key: "user:1", as: String.self) { print(entry.field, entry.value) }
  ///
  /// - Parameters:
  ///   - pattern: A glob that fields have to match; nil for all of them.
  ///   - count: How many fields the server looks at for one page; nil for its default, 10.
  ///   - cursor: Where to begin, to go on with an earlier scan of the same key.
  public func scanHash(
    key: some RedisValueConvertible, matching pattern: (some RedisValueConvertible)? = RedisValue?.none,
    count: Int? = nil, from cursor: ScanCursor = .start
  ) -> RedisScan<FieldValue<RedisBytes, RedisBytes>> {
    scanHash(
      key: key, matching: pattern, count: count, from: cursor, as: RedisBytes.self, fields: RedisBytes.self)
  }

  /// The same, with values read as the type given, and the fields beside them as `fields`.
  public func scanHash<K: RESPDecodable & Hashable, T: RESPDecodable>(
    key: some RedisValueConvertible, matching pattern: (some RedisValueConvertible)? = RedisValue?.none,
    count: Int? = nil, from cursor: ScanCursor = .start, as _: T.Type, fields _: K.Type = String.self
  ) -> RedisScan<FieldValue<K, T>> {
    let (key, pattern) = (key.redisValue, pattern?.redisValue)
    return RedisScan(start: cursor) { cursor throws(RedisError) in
      try await hscan(key: key, cursor: cursor, pattern: pattern, count: count, as: T.self, keys: K.self)
    }
  }

  /// Goes over the fields of a hash without their values. Since Redis 7.4 and Valkey 8.0.
  ///
  /// - Parameters:
  ///   - pattern: A glob that fields have to match; nil for all of them.
  ///   - count: How many fields the server looks at for one page; nil for its default, 10.
  ///   - cursor: Where to begin, to go on with an earlier scan of the same key.
  public func scanHashFields(
    key: some RedisValueConvertible, matching pattern: (some RedisValueConvertible)? = RedisValue?.none,
    count: Int? = nil, from cursor: ScanCursor = .start
  ) -> RedisScan<RedisBytes> {
    scanHashFields(key: key, matching: pattern, count: count, from: cursor, as: RedisBytes.self)
  }

  /// The same, with fields read as the type given.
  public func scanHashFields<T: RESPDecodable>(
    key: some RedisValueConvertible, matching pattern: (some RedisValueConvertible)? = RedisValue?.none,
    count: Int? = nil, from cursor: ScanCursor = .start, as _: T.Type
  ) -> RedisScan<T> {
    let (key, pattern) = (key.redisValue, pattern?.redisValue)
    return RedisScan(start: cursor) { cursor throws(RedisError) in
      try await hscanNoValues(key: key, cursor: cursor, pattern: pattern, count: count, as: T.self)
    }
  }
}
