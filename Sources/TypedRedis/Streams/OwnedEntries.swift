/// Entries that this consumer has, unless somebody has taken them over meanwhile.
struct OwnedEntries: Sendable {
  var stream: RedisBytes
  var ids: [String]

  /// Begins their time anew, or sets it.
  ///
  /// - Parameters:
  ///   - idle: For how many milliseconds they are to seem left alone.
  ///   - deliveries: How often they are to seem delivered; nil for as often as they were.
  /// - Returns: Those that are still this consumer's and in their stream.
  func claim(_ work: ConsumerWork, idle: Int = 0, deliveries: Int? = nil) async throws(RedisError) -> Set<String> {
    var owned: Set<String> = []
    let count = deliveries.map { ["RETRYCOUNT", .int($0)] as [RedisValue] } ?? []
    let words: [RedisValue] = ["IDLE", .int(idle)] + count
    var rest = ids[...]
    while !rest.isEmpty {
      // Few enough for Lua's stack, and for the server to do something else in between.
      let some = rest.prefix(1000)
      rest = rest.dropFirst(some.count)
      let arguments = [work.group.redisValue, work.consumer.redisValue, .int(words.count)] + words + some.map { .string($0) }
      owned.formUnion(try await work.redis.run(Self.script, keys: [stream], arguments: arguments))
    }
    return owned
  }
}
