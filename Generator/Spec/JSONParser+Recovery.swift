/// Space, separators and ends of objects and arrays: where mistakes are made, and how reading goes on after them.
extension JSONParser {
  mutating func skipSpace(_ path: JSONPath) {
    while let byte = cursor.current {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
        cursor.advance()
      case UInt8(ascii: "/")
      where cursor.next == UInt8(ascii: "/") || cursor.next == UInt8(ascii: "*"):
        fail("JSON has no comments", path)
        skipComment()
      default:
        return
      }
    }
  }

  private mutating func skipComment() {
    let isLine = cursor.next == UInt8(ascii: "/")
    cursor.advance()
    cursor.advance()
    while let byte = cursor.current {
      if isLine && byte == UInt8(ascii: "\n") { return }
      if !isLine && byte == UInt8(ascii: "*") && cursor.next == UInt8(ascii: "/") {
        cursor.advance()
        cursor.advance()
        return
      }
      cursor.advance()
    }
  }

  /// Steps over the end of an object or array, when it is here. `expected` is what a comma before has promised.
  mutating func closes(
    _ closer: UInt8, _ opened: SourcePosition, _ container: String, _ expected: String?,
    _ path: JSONPath
  ) -> Bool {
    skipSpace(path)
    guard let byte = cursor.current else {
      let place = "\(opened.line):\(opened.column)"
      let mark = Character(UnicodeScalar(closer))
      fail(
        "expected '\(mark)' before the end of the file: the \(container) that begins at \(place) is not closed",
        path)
      return true
    }
    if byte == closer {
      if let expected {
        fail("expected another \(expected) after ',', found \(cursor.found)", path)
      }
      cursor.advance()
      return true
    }
    if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
      // The wrong bracket: most likely it was meant to be the right one.
      fail("expected '\(Character(UnicodeScalar(closer)))', found \(cursor.found)", path)
      cursor.advance()
      return true
    }
    return false
  }

  /// Steps over the ',' between two members or elements. Returns whether there was one.
  mutating func separator(_ closer: UInt8, _ item: String, _ path: JSONPath) -> Bool {
    skipSpace(path)
    while let byte = cursor.current {
      if byte == UInt8(ascii: ",") {
        cursor.advance()
        return true
      }
      if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { return false }
      let mark = Character(UnicodeScalar(closer))
      fail("expected ',' or '\(mark)' after the \(item), found \(cursor.found)", path)
      // Something that can be the next item: only the comma was forgotten.
      if byte == UInt8(ascii: "\"") || (closer == UInt8(ascii: "]") && byte.beginsValue) {
        return false
      }
      skipToSeparator()
    }
    return false
  }

  /// Moves to the ',' or the closing bracket that ends what is being read, over everything nested and quoted.
  mutating func skipToSeparator() {
    var depth = 0
    while let byte = cursor.current {
      switch byte {
      case UInt8(ascii: "\""):
        skipString()
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return }
        depth -= 1
      case UInt8(ascii: ",") where depth == 0:
        return
      default:
        break
      }
      cursor.advance()
    }
  }

  /// Steps over the object or array that begins here.
  mutating func skipContainer() {
    cursor.advance()
    while let byte = cursor.current, byte != UInt8(ascii: "}"), byte != UInt8(ascii: "]") {
      skipToSeparator()
      if cursor.current == UInt8(ascii: ",") { cursor.advance() }
    }
    cursor.advance()
  }

  private mutating func skipString() {
    cursor.advance()
    while let byte = cursor.current, byte != UInt8(ascii: "\n") {
      cursor.advance()
      if byte == UInt8(ascii: "\"") { return }
      if byte == UInt8(ascii: "\\") { cursor.advance() }
    }
  }
}

extension UInt8 {
  var beginsValue: Bool {
    self == UInt8(ascii: "{") || self == UInt8(ascii: "[") || self == UInt8(ascii: "\"")
      || isWordByte
  }

  var endsElement: Bool {
    self == UInt8(ascii: ",") || self == UInt8(ascii: "}") || self == UInt8(ascii: "]")
  }
}
