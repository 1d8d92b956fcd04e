extension JSONParser {
  /// What is written without quotes: a number, or one of three words.
  mutating func parseWord(_ path: JSONPath) -> JSONValue {
    let position = cursor.position
    let start = cursor.offset
    while let byte = cursor.current, byte.isWordByte { cursor.advance() }
    let word = cursor.text(from: start)
    switch word {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default: break
    }
    let bytes = cursor.bytes(from: start)
    guard let first = bytes.first, first.isDigit || first == UInt8(ascii: "-") else {
      fail("expected a value, found \(word.quotedForMessage)", at: position, path)
      return .invalid
    }
    guard let isWhole = Self.numberIsWhole(bytes) else {
      fail("\(word.quotedForMessage) is not a JSON number", at: position, path)
      return .invalid
    }
    if isWhole, let int = Int(word) { return .int(int) }
    guard let number = Double(word), number.isFinite else {
      fail("the number \(word.quotedForMessage) is too large", at: position, path)
      return .invalid
    }
    return .number(number)
  }

  /// Whether a number has neither fraction nor exponent; nil when `bytes` is not a number by JSON's rules.
  private static func numberIsWhole(_ bytes: ArraySlice<UInt8>) -> Bool? {
    var rest = bytes
    var isWhole = true
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    if rest.first == UInt8(ascii: "0") {
      rest.removeFirst()
    } else if dropDigits(&rest) == 0 {
      return nil
    }
    if rest.first == UInt8(ascii: ".") {
      isWhole = false
      rest.removeFirst()
      if dropDigits(&rest) == 0 { return nil }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      isWhole = false
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      if dropDigits(&rest) == 0 { return nil }
    }
    return rest.isEmpty ? isWhole : nil
  }

  private static func dropDigits(_ bytes: inout ArraySlice<UInt8>) -> Int {
    let count = bytes.prefix { $0.isDigit }.count
    bytes.removeFirst(count)
    return count
  }
}
