// A connection that is subscribed in RESP2 has every answer in a list that begins with a label, so that it is told
// from the messages.
extension RESPReader {
  /// The server's word for "all is well", or a list that begins with `label`, the same word in small letters.
  public mutating func readStatus(_ label: StaticString) throws(RedisError) -> String {
    guard try peekKind() == .array else { return try readString() }
    let count = try readLabel(label)
    for index in 1..<count {
      _ = try atElement(index) { reader throws(RedisError) in try reader.readBytes() }
    }
    return label.description.uppercased()
  }

  /// What `value` reads, alone or behind `label` in a list of the two.
  @inlinable public mutating func readLabelled<Value>(
    _ label: StaticString, _ value: (inout RESPReader) throws(RedisError) -> Value
  ) throws(RedisError) -> Value {
    guard try peekKind() == .array else { return try value(&self) }
    guard try readLabel(label) == 2 else { throw .unexpected("a label and a value", got: "another list") }
    return try atElement(1, value)
  }

  @usableFromInline
  mutating func atElement<Value>(
    _ index: Int, _ value: (inout RESPReader) throws(RedisError) -> Value
  ) throws(RedisError) -> Value {
    do throws(RedisError) {
      return try value(&self)
    } catch {
      throw error.at(.index(index))
    }
  }

  /// Takes the header of a list and the label at its beginning. Gives the length of the list.
  @usableFromInline
  mutating func readLabel(_ label: StaticString) throws(RedisError) -> Int {
    let count = try readArrayHeader()
    guard count > 0 else { throw .unexpected("\(label)", got: "an empty list") }
    let word = try atElement(0) { reader throws(RedisError) in try reader.readBytes() }
    guard word.elementsEqual(label.description.utf8) else {
      throw .unexpected("\(label)", got: "another list")
    }
    return count
  }
}
