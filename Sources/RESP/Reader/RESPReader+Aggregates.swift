extension RESPReader {
  /// How many elements follow: of an array, a set, a push, or a map, whose keys and values count one each.
  ///
  /// The count is never more than the bytes left can hold, so it is safe to reserve memory for.
  public mutating func readArrayHeader() throws(RedisError) -> Int {
    let (kind, count) = try nextAggregate(expected: "array")
    return kind == .map ? count * 2 : count
  }

  /// How many pairs follow: of a map, or an array that alternates keys and values as RESP2 sends maps.
  public mutating func readMapHeader() throws(RedisError) -> Int {
    let (kind, count) = try nextAggregate(expected: "map")
    if kind == .map { return count }
    guard kind == .array, count.isMultiple(of: 2) else {
      throw .unexpected("map", got: kind == .array ? "array of odd length" : kind.description)
    }
    return count / 2
  }

  /// A list of records: all their fields in one array, an array of arrays, or a map.
  @inlinable
  public mutating func readPairs<E: RESPRecord>(of type: E.Type = E.self) throws(RedisError) -> [E] {
    let shape = try readRecordsHeader(fieldCount: E.fieldCount)
    var records: [E] = []
    records.reserveCapacity(shape.count)
    for index in 0..<shape.count {
      do throws(RedisError) {
        records.append(
          shape.isNested ? try E(from: &self) : try E(fields: shape.fieldsEach, from: &self))
      } catch {
        throw error.at(.index(index))
      }
    }
    return records
  }

  /// How many records follow, whether each has a header of its own, and if not, how many fields
  /// in a row it has: two in a map, whose values may hold the rest of a record.
  public mutating func readRecordsHeader(
    fieldCount: Int
  ) throws(RedisError) -> (count: Int, isNested: Bool, fieldsEach: Int) {
    let (kind, count) = try nextAggregate(expected: "array")
    if count == 0 { return (0, false, fieldCount) }
    if kind == .map { return fieldCount > 1 ? (count, false, 2) : (count * 2, false, 1) }
    if [.array, .push].contains(try peekKind()) { return (count, true, fieldCount) }
    guard fieldCount > 0, count.isMultiple(of: fieldCount) else {
      throw .unexpected("records of \(fieldCount) fields", got: "\(kind) of \(count)")
    }
    return (count / fieldCount, false, fieldCount)
  }
}
