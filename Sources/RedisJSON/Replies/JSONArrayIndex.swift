import TypedRedis

/// Where a value is in an array.
public enum JSONArrayIndex: RESPDecodable, Hashable {
  /// Counted from zero.
  case at(Int)
  /// The array does not have it, or not in the range that was searched.
  case notFound
  /// What the path found is no array.
  case notAnArray

  /// nil unless it was found.
  public var index: Int? {
    if case .at(let index) = self { index } else { nil }
  }

  public init(from reader: inout RESPReader) throws(RedisError) {
    if reader.readNull() {
      self = .notAnArray
      return
    }
    let index = try reader.readInt()
    guard index >= -1 else { throw .unexpected("an index or -1", got: "another negative number") }
    self = index == -1 ? .notFound : .at(index)
  }
}
