import TypedRedis

/// What a module adds to its generated methods by hand.
extension RedisCommandRunner {
  /// The sum of several counters; those that are missing count nothing.
  public func counterSum(of keys: [String]) async throws(RedisError) -> Int {
    try await countersRead(keys: keys, as: Int.self).reduce(0) { $0 + ($1 ?? 0) }
  }
}
