/// What is left of a stream that is trimmed.
public enum StreamExtent: Sendable, Hashable {
  /// So many of the newest entries.
  case newest(Int)
  /// The entries with this ID and higher ones.
  case from(id: String)
  /// The entries that are no older than this, by the server's clock and their IDs. Makes sense for IDs that the server gave. In a
  /// cluster it is the clock of any of its servers.
  case youngerThan(Duration)
}

extension RedisCommandRunner {
  /// Drops the oldest entries of a stream. Whether groups still have to read them does not matter.
  ///
  ///     try await redis.trimStream(key: "orders", to: .youngerThan(.seconds(7 * 86_400)))
  ///
  /// - Parameter exactly: Whether no entry more is left. If not, up to about a hundred may be, which is much cheaper.
  /// - Returns: How many entries were dropped.
  /// - Throws: ``RedisError``: `invalidArgument` for a negative number or duration, which would empty the stream.
  @discardableResult
  public func trimStream(
    key: some RedisValueConvertible, to extent: StreamExtent, exactly: Bool = false
  ) async throws(RedisError) -> Int {
    let precision: TrimPrecision = exactly ? .exact : .approximate
    switch extent {
    case .newest(let count):
      guard count >= 0 else { throw RedisError(.invalidArgument, "a stream cannot be trimmed to \(count) entries") }
      return try await xtrim(key: key, strategy: .maxLength, precision: precision, threshold: count)
    case .from(let id): return try await xtrim(key: key, strategy: .minId, precision: precision, threshold: id)
    case .youngerThan(let age):
      guard age >= .zero else { throw RedisError(.invalidArgument, "an entry cannot be younger than \(age)") }
      let oldest = try await time().unixTime - age
      return try await xtrim(
        key: key, strategy: .minId, precision: precision, threshold: max(0, oldest.milliseconds))
    }
  }

  /// Drops the entries of a stream that every one of its groups has read and acknowledged, up to the first that one of them has
  /// not. Entries after that stay, also those that are acknowledged. Without a group nothing is dropped.
  ///
  /// Groups may go on meanwhile. One that is made at the same time, or set back, may miss entries: it does not have them yet.
  ///
  /// - Parameter exactly: Whether no entry more is left. If not, up to about a hundred may be, which is much cheaper.
  /// - Returns: How many entries were dropped.
  @discardableResult
  public func trimAcknowledged(
    key: some RedisValueConvertible, exactly: Bool = false
  ) async throws(RedisError) -> Int {
    var first: StreamPlace?
    for group in try await xinfoGroups(key: key) {
      // What is delivered after this was asked has higher IDs.
      guard let read = StreamPlace(group.lastDeliveredID) else { return 0 }
      let pending = try await xpending(key: key, group: group.name).first.flatMap { StreamPlace($0) }
      let needed = min(pending ?? read.next, read.next)
      first = min(first ?? needed, needed)
    }
    guard let first else { return 0 }
    return try await trimStream(key: key, to: .from(id: first.id), exactly: exactly)
  }
}
