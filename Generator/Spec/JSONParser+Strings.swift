extension JSONParser {
  /// The string that begins here. Whatever is wrong inside is reported and replaced.
  mutating func parseString(_ path: JSONPath) -> String {
    let opened = cursor.position
    cursor.advance()
    var result = ""
    // Plain stretches are copied as they are; only escapes are taken apart.
    var plain = cursor.offset
    while let byte = cursor.current {
      switch byte {
      case UInt8(ascii: "\""):
        result += cursor.text(from: plain)
        cursor.advance()
        return result
      case UInt8(ascii: "\\"):
        result += cursor.text(from: plain)
        result.unicodeScalars.append(parseEscape(path))
        plain = cursor.offset
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        fail("expected '\"' before the end of the line: the string is not closed", at: opened, path)
        return result + cursor.text(from: plain)
      case 0..<0x20:
        fail("\(cursor.found) must be written as an escape in a string", path)
        cursor.advance()
      default:
        cursor.advance()
      }
    }
    result += cursor.text(from: plain)
    fail("expected '\"' before the end of the file: the string is not closed", at: opened, path)
    return result
  }

  private static let replacement: UnicodeScalar = "\u{fffd}"

  private mutating func parseEscape(_ path: JSONPath) -> UnicodeScalar {
    let position = cursor.position
    cursor.advance()
    let escape = cursor.current
    switch escape {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      cursor.advance()
      return escape.map(UnicodeScalar.init) ?? Self.replacement
    case UInt8(ascii: "b"): return simple("\u{8}")
    case UInt8(ascii: "f"): return simple("\u{c}")
    case UInt8(ascii: "n"): return simple("\n")
    case UInt8(ascii: "r"): return simple("\r")
    case UInt8(ascii: "t"): return simple("\t")
    case UInt8(ascii: "u"):
      cursor.advance()
      return parseUnicodeEscape(position, path)
    default:
      fail(
        "expected one of \" \\ / b f n r t u after '\\', found \(cursor.found)", at: position, path)
      // The character stays, and is read again as part of the string.
      return Self.replacement
    }
  }

  private mutating func simple(_ scalar: UnicodeScalar) -> UnicodeScalar {
    cursor.advance()
    return scalar
  }

  private mutating func parseUnicodeEscape(
    _ position: SourcePosition, _ path: JSONPath
  ) -> UnicodeScalar {
    guard let unit = parseHex(path) else { return Self.replacement }
    guard (0xd800...0xdfff).contains(unit) else {
      return UnicodeScalar(unit) ?? Self.replacement
    }
    // Only a high surrogate with a low one after it makes a character.
    guard unit < 0xdc00, cursor.current == UInt8(ascii: "\\"), cursor.next == UInt8(ascii: "u")
    else {
      fail("half of a surrogate pair stands alone", at: position, path)
      return Self.replacement
    }
    cursor.advance()
    cursor.advance()
    guard let low = parseHex(path) else { return Self.replacement }
    guard (0xdc00...0xdfff).contains(low) else {
      fail("half of a surrogate pair stands alone", at: position, path)
      return UnicodeScalar(low) ?? Self.replacement
    }
    return UnicodeScalar(0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00)) ?? Self.replacement
  }

  private mutating func parseHex(_ path: JSONPath) -> UInt32? {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = cursor.current, let digit = Character(UnicodeScalar(byte)).hexDigitValue
      else {
        fail("expected four hexadecimal digits after \\u, found \(cursor.found)", path)
        return nil
      }
      value = value << 4 | UInt32(digit)
      cursor.advance()
    }
    return value
  }
}
