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
    element = try Value(from: &reader)
    var details = count - 1
    if count == 2 { details = try reader.readArrayHeader() }
    guard details >= 2 else { throw .unexpected("a score and attributes", got: "\(details) fields") }
    score = try reader.readDouble()
    attributes = try RedisBytes?(from: &reader)
    for _ in 2..<details { try reader.skip() }
  }
}

extension VectorMatch: Equatable where Value: Equatable {}
extension VectorMatch: Hashable where Value: Hashable {}

extension VectorMatch: RESPRepresentable where Value: RESPRepresentable {
  public var respValue: RESPValue { .array([element.respValue, .double(score), attributes.respValue]) }
}
