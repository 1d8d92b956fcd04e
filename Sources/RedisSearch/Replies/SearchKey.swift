import TypedRedis

/// The key of a document that a search found.
public struct SearchKey: SearchMatch, Hashable {
  public var key: RedisBytes
  /// What a newer server says besides.
  public var otherFields: [String: RESPValue]

  public init(key: RedisBytes, otherFields: [String: RESPValue] = [:]) {
    self.key = key
    self.otherFields = otherFields
  }

  public static var partCount: Int { 1 }

  public init(partsFrom reader: inout RESPReader) throws(RedisError) {
    self.init(try MatchParts([], from: &reader))
  }

  public init(from reader: inout RESPReader) throws(RedisError) {
    self.init(try MatchParts(from: &reader))
  }

  private init(_ parts: MatchParts<RedisBytes>) {
    key = parts.key
    otherFields = parts.others
  }
}

/// The key of a document that a search found, and its score.
public struct ScoredSearchKey: SearchMatch, Hashable {
  public var key: RedisBytes
  public var score: Double
  /// What a newer server says besides.
  public var otherFields: [String: RESPValue]

  public init(key: RedisBytes, score: Double, otherFields: [String: RESPValue] = [:]) {
    self.key = key
    self.score = score
    self.otherFields = otherFields
  }

  public static var partCount: Int { 2 }

  public init(partsFrom reader: inout RESPReader) throws(RedisError) {
    try self.init(try MatchParts([.score], from: &reader))
  }

  public init(from reader: inout RESPReader) throws(RedisError) {
    try self.init(try MatchParts(from: &reader))
  }

  private init(_ parts: MatchParts<RedisBytes>) throws(RedisError) {
    key = parts.key
    score = try parts.required(parts.score, "score")
    otherFields = parts.others
  }
}

/// The key of a document that a search found, and what the document was sorted by.
public struct SortedSearchKey: SearchMatch, Hashable {
  public var key: RedisBytes
  /// A text behind `$` or a number behind `#`. Nil if nothing was sorted, or the document lacks the field.
  public var sortKey: RedisBytes?
  /// What a newer server says besides.
  public var otherFields: [String: RESPValue]

  public init(key: RedisBytes, sortKey: RedisBytes?, otherFields: [String: RESPValue] = [:]) {
    self.key = key
    self.sortKey = sortKey
    self.otherFields = otherFields
  }

  public static var partCount: Int { 2 }

  public init(partsFrom reader: inout RESPReader) throws(RedisError) {
    self.init(try MatchParts([.sortKey], from: &reader))
  }

  public init(from reader: inout RESPReader) throws(RedisError) {
    self.init(try MatchParts(from: &reader))
  }

  private init(_ parts: MatchParts<RedisBytes>) {
    key = parts.key
    sortKey = parts.sortKey
    otherFields = parts.others
  }
}
