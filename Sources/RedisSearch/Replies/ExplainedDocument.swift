import TypedRedis

/// A document that a search found, its score and what that is made of.
public struct ExplainedDocument<Value: RESPDecodable>: SearchMatch {
  public var key: RedisBytes
  public var score: Double
  public var explanation: ScoreExplanation
  /// The fields that were asked for, or all; those of a JSON document have their paths as names.
  public var fields: [RedisBytes: Value]
  /// What a newer server says besides.
  public var otherFields: [String: RESPValue]

  public init(
    key: RedisBytes, score: Double, explanation: ScoreExplanation, fields: [RedisBytes: Value] = [:], otherFields: [String: RESPValue] = [:]
  ) {
    self.key = key
    self.score = score
    self.explanation = explanation
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
    explanation = try parts.required(parts.explanation, "score")
    fields = parts.fields
    otherFields = parts.others
  }
}

extension ExplainedDocument: Equatable where Value: Equatable {}
extension ExplainedDocument: Hashable where Value: Hashable {}

extension ExplainedDocument: RESPRepresentable where Value: RESPRepresentable {
  public var respValue: RESPValue {
    .fields(
      [
        "id": key.respValue,
        "score": .array([score.respValue, explanation.respValue]),
        "extra_attributes": fields.respValue,
      ],
      and: otherFields)
  }
}
