import TypedRedis

/// A document that a search found, and what it was sorted by.
public struct SortedDocument<Value: RESPDecodable>: SearchMatch {
  public var key: RedisBytes
  /// A text behind `$` or a number behind `#`. Nil if nothing was sorted, or the document lacks the field.
  public var sortKey: RedisBytes?
  /// The fields that were asked for, or all; those of a JSON document have their paths as names.
  public var fields: [RedisBytes: Value]
  /// What a newer server says besides.
  public var otherFields: [String: RESPValue]

  public init(
    key: RedisBytes, sortKey: RedisBytes?, fields: [RedisBytes: Value] = [:], otherFields: [String: RESPValue] = [:]
  ) {
    self.key = key
    self.sortKey = sortKey
    self.fields = fields
    self.otherFields = otherFields
  }

  public static var partCount: Int { 3 }

  public init(partsFrom reader: inout RESPReader) throws(RedisError) {
    self.init(try MatchParts([.sortKey, .fields], from: &reader))
  }

  public init(from reader: inout RESPReader) throws(RedisError) {
    self.init(try MatchParts(from: &reader))
  }

  private init(_ parts: MatchParts<Value>) {
    key = parts.key
    sortKey = parts.sortKey
    fields = parts.fields
    otherFields = parts.others
  }
}

extension SortedDocument: Equatable where Value: Equatable {}
extension SortedDocument: Hashable where Value: Hashable {}

extension SortedDocument: RESPRepresentable where Value: RESPRepresentable {
  public var respValue: RESPValue {
    .fields(
      [
        "id": key.respValue,
        "sortkey": sortKey.respValue,
        "extra_attributes": fields.respValue,
      ],
      and: otherFields)
  }
}

/// A document that a search found, its score and what it was sorted by.
public struct ScoredSortedDocument<Value: RESPDecodable>: SearchMatch {
  public var key: RedisBytes
  public var score: Double
  /// A text behind `$` or a number behind `#`. Nil if nothing was sorted, or the document lacks the field.
  public var sortKey: RedisBytes?
  /// The fields that were asked for, or all; those of a JSON document have their paths as names.
  public var fields: [RedisBytes: Value]
  /// What a newer server says besides.
  public var otherFields: [String: RESPValue]

  public init(
    key: RedisBytes, score: Double, sortKey: RedisBytes?, fields: [RedisBytes: Value] = [:], otherFields: [String: RESPValue] = [:]
  ) {
    self.key = key
    self.score = score
    self.sortKey = sortKey
    self.fields = fields
    self.otherFields = otherFields
  }

  public static var partCount: Int { 4 }

  public init(partsFrom reader: inout RESPReader) throws(RedisError) {
    try self.init(try MatchParts([.score, .sortKey, .fields], from: &reader))
  }

  public init(from reader: inout RESPReader) throws(RedisError) {
    try self.init(try MatchParts(from: &reader))
  }

  private init(_ parts: MatchParts<Value>) throws(RedisError) {
    key = parts.key
    score = try parts.required(parts.score, "score")
    sortKey = parts.sortKey
    fields = parts.fields
    otherFields = parts.others
  }
}

extension ScoredSortedDocument: Equatable where Value: Equatable {}
extension ScoredSortedDocument: Hashable where Value: Hashable {}

extension ScoredSortedDocument: RESPRepresentable where Value: RESPRepresentable {
  public var respValue: RESPValue {
    .fields(
      [
        "id": key.respValue,
        "score": score.respValue,
        "sortkey": sortKey.respValue,
        "extra_attributes": fields.respValue,
      ],
      and: otherFields)
  }
}
