/// What a client-side cache keeps, how much of it, and how it learns of changes. See ``Redis/withCache(_:)``.
public struct RedisCacheOptions: Sendable, Hashable {
  /// How the server decides which changes it announces.
  public enum Mode: Sendable, Hashable {
    /// It remembers which keys were read, and announces the next change of each. Costs the server memory for each of these keys.
    /// Redis calls it the default mode.
    case perKey
    /// It announces every change of a key that begins with one of the prefixes; of any key without prefixes. Costs the server no
    /// memory, and the client a message for each change.
    case broadcast
  }

  /// How the server decides which changes it announces.
  public var mode: Mode
  /// Only commands whose keys all begin with one of these are answered from memory; others run as without the cache. None, the
  /// default, for all keys. In broadcast mode none may begin with another one.
  public var prefixes: [RedisValue]
  /// How many replies are kept at most. 100,000 by default. To know which of them are out of date takes up to 128 bytes more for each
  /// that there may be, which `maximumBytes` does not include: 8 MiB by default, and 16 MiB at most.
  public var maximumEntries = 100_000
  /// How many bytes the replies and their requests may take, with what it takes to keep them. 64 MiB by default. A reply that
  /// takes more than a sixteenth of this is not kept.
  public var maximumBytes = 64 << 20
  /// For how long a reply is used at most. 5 minutes by default; nil for as long as the server announces no change.
  public var timeToLive: Duration? = .seconds(300)

  /// The defaults, but for these.
  public init(mode: Mode = .perKey, prefixes: [some RedisValueConvertible] = [RedisValue]()) {
    self.mode = mode
    self.prefixes = prefixes.map(\.redisValue)
  }

  /// Throws ``RedisError`` with code `invalidConfiguration` that names the option at fault.
  public func validate() throws(RedisError) {
    try check(maximumEntries > 0, "maximumEntries has to be at least 1, not \(maximumEntries)")
    try check(maximumBytes > 0, "maximumBytes has to be at least 1, not \(maximumBytes)")
    if let timeToLive {
      try check(timeToLive > .zero, "timeToLive has to be longer than no time, not \(timeToLive)")
    }
    for (index, prefix) in prefixes.enumerated() where mode == .broadcast {
      let bytes = prefix.withUnsafeBytes { Array($0) }
      let isPartOfOther = prefixes.enumerated().contains { other in
        other.offset != index && other.element.withUnsafeBytes { $0.starts(with: bytes) }
      }
      try check(!isPartOfOther, "prefixes has one that begins like another one, \"\(prefix)\", which servers refuse")
    }
  }

  private func check(_ isRight: Bool, _ message: String) throws(RedisError) {
    guard isRight else { throw RedisError(.invalidConfiguration, "the cache's option \(message)") }
  }
}
