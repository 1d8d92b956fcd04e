/// An array whose positions have a meaning each, such as a member and its score.
public protocol RESPRecord: RESPDecodable {
  /// How many elements one record takes where records follow each other in one array.
  static var fieldCount: Int { get }

  /// Reads the fields. `count` are there: fewer than ``fieldCount`` if the server left the last ones out. Those after
  /// the first ``fieldCount`` are none of its business.
  init(fields count: Int, from reader: inout RESPReader) throws(RedisError)
}

extension RESPRecord {
  @inlinable
  public init(from reader: inout RESPReader) throws(RedisError) {
    let count = try reader.readArrayHeader()
    try self.init(fields: Swift.min(count, Self.fieldCount), from: &reader)
    // A newer server may append fields.
    for _ in 0..<Swift.max(0, count - Self.fieldCount) { try reader.skip() }
  }
}
