import TypedRedis

/// A document that a search found.
public struct SearchDocument<Value: RESPDecodable>: SearchMatch {
  public var key: RedisBytes
  /// The fields that were asked for, or all; those of a JSON document have their paths as names.
  public var fields: [RedisBytes: Value]
  /// What a newer server says besides.
  public var otherFields: [String: RESPValue]

  public init(key: RedisBytes, fields: [RedisBytes: Value] = [:], otherFields: [String: RESPValue] = [:]) {
    self.key = key
    self.fields = fields
    self.otherFields = otherFields
  }

  public static var partCount: Int { 2 }

  public init(partsFrom reader: inout RESPReader) throws(RedisError) {
    self.init(try MatchParts([.fields], from: &reader))
  }

  public init(from reader: inout RESPReader) throws(RedisError) {
    self.init(try MatchParts(from: &reader))
  }

  private init(_ parts: MatchParts<Value>) {
    key = parts.key
    fields = parts.fields
    otherFields = parts.others
  }
}

extension SearchDocument: Equatable where Value: Equatable {}
extension SearchDocument: Hashable where Value: Hashable {}

extension SearchDocument: RESPRepresentable where Value: RESPRepresentable {
  public var respValue: RESPValue {
    .fields(["id": key.respValue, "extra_attributes": fields.respValue], and: otherFields)
  }
}

/// A document that a search found, and its score.
public struct ScoredDocument<Value: RESPDecodable>: SearchMatch {
  public var key: RedisBytes
  public var score: Double
  /// The fields that were asked for, or all; those of a JSON document have their paths as names.
  public var fields: [RedisBytes: Value]
  /// What a newer server says besides.
  public var otherFields: [String: RESPValue]

  public init(
    key: RedisBytes, score: Double, fields: [RedisBytes: Value] = [:], otherFields: [String: RESPValue] = [:]
  ) {
    self.key = key
    self.score = score
    self.fields = fields
    self.otherFields = otherFields
  }

  public static var partCount: Int { 3 }

  public init(partsFrom reader: inout RESPReader) throws(RedisError) {
    try self.init(try MatchParts([.score, .fields], from: &reader))
  }

  public init(from reader: inout RESPReader) throws(RedisError) {
    try self.init(try MatchParts(from: &reader))
  }

  private init(_ parts: MatchParts<Value>) throws(RedisError) {
    key = parts.key
    score = try parts.required(parts.score, "score")
    fields = parts.fields
    otherFields = parts.others
  }
}

extension ScoredDocument: Equatable where Value: Equatable {}
extension ScoredDocument: Hashable where Value: Hashable {}

extension ScoredDocument: RESPRepresentable where Value: RESPRepresentable {
  public var respValue: RESPValue {
    .fields(["id": key.respValue, "score": score.respValue, "extra_attributes": fields.respValue], and: otherFields)
  }
}
