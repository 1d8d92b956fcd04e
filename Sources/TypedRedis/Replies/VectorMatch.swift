/// An element like the one searched for, how like it is, and its JSON attributes.
public struct VectorMatch<Value: RESPDecodable>: RESPRecord {
  public var element: Value
  /// From 0, the opposite, to 1, the same.
  public var score: Double
  /// Nil if the element has none.
  public var attributes: RedisBytes?

  public init(element: Value, score: Double, attributes: RedisBytes?) {
    self.element = element
    self.score = score
    self.attributes = attributes
  }

  public static var fieldCount: Int { 3 }

  /// Three fields in a row in RESP2; in RESP3 the element as a key, the others in a list.
  public init(fields count: Int, from reader: inout RESPReader) throws(RedisError) {
    element = try reader.readField("element")
    guard count == 2 else {
      guard count > 2 else { throw .unexpected("a score and attributes", got: "\(count - 1) fields") }
      score = try reader.readField("score")
      attributes = try reader.readField("attributes")
      return
    }
    let details: Details = try reader.readField("details")
    score = details.score
    attributes = details.attributes
  }

  private struct Details: RESPRecord {
    var score: Double
    var attributes: RedisBytes?

    static var fieldCount: Int { 2 }

    init(fields count: Int, from reader: inout RESPReader) throws(RedisError) {
      guard count == 2 else { throw .unexpected("a score and attributes", got: "\(count) fields") }
      score = try reader.readField("score")
      attributes = try reader.readField("attributes")
    }
  }
}

extension VectorMatch: Equatable where Value: Equatable {}
extension VectorMatch: Hashable where Value: Hashable {}

extension VectorMatch: RESPRepresentable where Value: RESPRepresentable {
  public var respValue: RESPValue { .array([element.respValue, .double(score), attributes.respValue]) }
}
