import TypedRedis

/// What the numbers that a path found came to, in the order in which it found them. Nil stands for what is no number.
public struct JSONNumbers: RESPDecodable, Hashable {
  public var values: [JSONNumber?]

  public init(_ values: [JSONNumber?]) { self.values = values }

  /// RESP3 has a list of numbers. RESP2 has one string with that list as JSON, and for a path of the old kind one number.
  public init(from reader: inout RESPReader) throws(RedisError) {
    if reader.readNull() {
      self.init([])
      return
    }
    switch try reader.peekKind() {
    case .bulk, .simpleString, .verbatim:
      try self.init(json: try reader.readString())
    case .integer, .double:
      self.init([try JSONNumber(from: &reader)])
    default:
      self.init(try [JSONNumber?](from: &reader))
    }
  }

  /// There is nothing but numbers and nulls in such a list.
  private init(json text: String) throws(RedisError) {
    let text = Self.trimmed(text[...])
    guard text.first == "[", text.last == "]" else {
      self.init([try Self.element(text)])
      return
    }
    let inside = Self.trimmed(text.dropFirst().dropLast())
    var values: [JSONNumber?] = []
    if !inside.isEmpty {
      for (index, element) in inside.split(separator: ",", omittingEmptySubsequences: false).enumerated() {
        do throws(RedisError) {
          values.append(try Self.element(Self.trimmed(element)))
        } catch { throw error.at(.index(index)) }
      }
    }
    self.init(values)
  }

  private static func element(_ text: Substring) throws(RedisError) -> JSONNumber? {
    if text == "null" { return nil }
    guard let number = JSONNumber(json: text) else { throw .unexpected("a number or null", got: "other text") }
    return number
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}

extension JSONNumbers: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: JSONNumber?...) { self.init(elements) }
}

extension JSONNumbers: Sequence {
  public func makeIterator() -> IndexingIterator<[JSONNumber?]> { values.makeIterator() }
}
