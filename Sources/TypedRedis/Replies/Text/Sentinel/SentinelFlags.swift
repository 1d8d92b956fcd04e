/// What an instance is that a sentinel knows, and in which state the sentinel sees it.
public struct SentinelFlags: Sendable, Hashable {
  /// The server's words.
  public var words: Set<String>

  public init(words: Set<String> = []) { self.words = words }

  public var isPrimary: Bool { words.contains("master") }
  public var isReplica: Bool { words.contains("slave") }
  public var isSentinel: Bool { words.contains("sentinel") }
  /// Whether this sentinel cannot reach it.
  public var isSubjectivelyDown: Bool { words.contains("s_down") }
  /// Whether enough sentinels cannot reach it.
  public var isObjectivelyDown: Bool { words.contains("o_down") }
  public var isDisconnected: Bool { words.contains("disconnected") }
  /// Whether a replica of it is being promoted.
  public var isInFailover: Bool { words.contains("failover_in_progress") }
}

extension SentinelFlags: RESPDecodable {
  /// From words with commas between them.
  public init(from reader: inout RESPReader) throws(RedisError) {
    words = Set(try reader.readRepairedText().split(separator: ",").map(String.init))
  }
}

extension SentinelFlags: CustomStringConvertible {
  public var description: String { words.sorted().joined(separator: ",") }
}
