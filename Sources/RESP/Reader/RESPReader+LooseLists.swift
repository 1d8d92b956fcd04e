// For replies whose lists come and go: some commands answer a question about one thing without the list that they put the
// answers about several things in, and others wrap a single answer in a list.
extension RESPReader {
  /// A list whose elements `element` reads, or its only element by itself. Null is an empty list.
  @inlinable public mutating func readListOrOne<Element>(
    _ element: (inout RESPReader) throws(RedisError) -> Element
  ) throws(RedisError) -> [Element] {
    if readNull() { return [] }
    guard try isAtList() else { return [try element(&self)] }
    return try readList(element)
  }

  /// The same where each element is a list, too: a list of anything else than lists and nulls is the only element.
  @inlinable public mutating func readListOrLists<Element>(
    _ element: (inout RESPReader) throws(RedisError) -> Element
  ) throws(RedisError) -> [Element] {
    if readNull() { return [] }
    if try isAtListOfLists() { return try readList(element) }
    do throws(RedisError) {
      return [try element(&self)]
    } catch {
      // It may have been meant as a list of lists of which the first is wrong.
      throw error.withoutPath()
    }
  }

  /// What `value` reads, by itself or as the only element of a list or the only value of a map, however deep inside.
  @inlinable public mutating func readOnly<Value>(
    _ value: (inout RESPReader) throws(RedisError) -> Value
  ) throws(RedisError) -> Value {
    let path = try enterListsOfOne()
    do throws(RedisError) {
      return try value(&self)
    } catch {
      throw path.reversed().reduce(error) { $0.at($1) }
    }
  }

  @usableFromInline
  mutating func isAtList() throws(RedisError) -> Bool { try peekKind().isList }

  @usableFromInline
  mutating func isAtListOfLists() throws(RedisError) -> Bool {
    guard try isAtList() else { return false }
    let start = position
    defer { position = start }
    guard try readArrayHeader() > 0 else { return true }
    let first = try peekKind()
    return first.isList || first == .null
  }

  /// Gives the way to the value. Each list takes bytes, so this ends.
  @usableFromInline
  mutating func enterListsOfOne() throws(RedisError) -> [RedisError.PathElement] {
    var path: [RedisError.PathElement] = []
    while true {
      let kind = try peekKind()
      guard kind.isList || kind == .map else { return path }
      let start = position
      let count = kind == .map ? try readMapHeader() : try readArrayHeader()
      guard count == 1 else {
        position = start
        return path
      }
      path.append(kind == .map ? .field(try readFieldName(at: 0)) : .index(0))
    }
  }
}

extension RESPKind {
  fileprivate var isList: Bool { self == .array || self == .set || self == .push }
}
