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
    guard try isAtListOfLists() else { return [try element(&self)] }
    return try readList(element)
  }

  /// What `value` reads, by itself or as the only element of a list or the only value of a map, however deep inside.
  @inlinable public mutating func readOnly<Value>(
    _ value: (inout RESPReader) throws(RedisError) -> Value
  ) throws(RedisError) -> Value {
    try enterListsOfOne()
    return try value(&self)
  }

  @usableFromInline
  mutating func isAtList() throws(RedisError) -> Bool {
    switch try peekKind() {
    case .array, .set, .push: true
    default: false
    }
  }

  @usableFromInline
  mutating func isAtListOfLists() throws(RedisError) -> Bool {
    guard try isAtList() else { return false }
    let start = position
    defer { position = start }
    guard try readArrayHeader() > 0 else { return true }
    return try isAtList() || peekKind() == .null
  }

  /// Each list takes bytes, so this ends.
  @usableFromInline
  mutating func enterListsOfOne() throws(RedisError) {
    while true {
      let isMap = try peekKind() == .map
      guard try isMap || isAtList() else { return }
      let start = position
      guard try (isMap ? readMapHeader() : readArrayHeader()) == 1 else { return position = start }
      if isMap { try skip() }
    }
  }
}
