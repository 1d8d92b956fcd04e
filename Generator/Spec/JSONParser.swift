/// Reads JSON and keeps, for every value, where it stands. After a mistake it goes on where it can, so that one run lists them all.
///
/// The pieces: containers here, strings, numbers and going on after a mistake in files of their own.
struct JSONParser {
  static let maximumDepth = 128
  /// After so many mistakes the file is something else than JSON, and the rest says nothing new.
  static let maximumErrors = 50

  var cursor: TextCursor
  private let file: String
  private let diagnostics: Diagnostics
  private var depth = 0
  private var errors = 0

  /// The value that `text` holds, or nil when it holds none. All mistakes are in `diagnostics`.
  static func parse(file: String, text: String, diagnostics: Diagnostics) -> JSONNode? {
    var parser = JSONParser(file: file, text: text, diagnostics: diagnostics)
    return parser.parseDocument()
  }

  private init(file: String, text: String, diagnostics: Diagnostics) {
    cursor = TextCursor(Array(text.utf8))
    self.file = file
    self.diagnostics = diagnostics
  }

  /// Reports a mistake; gives up on the rest of the file when there are too many.
  mutating func fail(_ message: String, at position: SourcePosition? = nil, _ path: JSONPath?) {
    guard errors < Self.maximumErrors else { return }
    errors += 1
    let position = position ?? cursor.position
    diagnostics.error(file, position, path, message)
    if errors == Self.maximumErrors {
      diagnostics.error(file, position, nil, "too many mistakes: the rest of the file is not read")
      cursor.moveToEnd()
    }
  }

  private mutating func parseDocument() -> JSONNode? {
    guard let value = parseValue(.root) else { return nil }
    skipSpace(.root)
    if cursor.current != nil {
      fail("expected the end of the file after the value, found \(cursor.found)", nil)
    }
    return value
  }

  /// The value here; nil, after reporting it, when none begins here.
  mutating func parseValue(_ path: JSONPath) -> JSONNode? {
    skipSpace(path)
    let position = cursor.position
    switch cursor.current {
    case UInt8(ascii: "{"):
      return nested(path) { $0.parseObject(path) }
    case UInt8(ascii: "["):
      return nested(path) { $0.parseArray(path) }
    case UInt8(ascii: "\""):
      return JSONNode(value: .string(parseString(path)), position: position)
    case let byte? where byte.isWordByte:
      return JSONNode(value: parseWord(path), position: position)
    default:
      fail("expected a value, found \(cursor.found)", path)
      return nil
    }
  }

  /// Reads an object or array unless that would go too deep: then it is stepped over without recursion.
  private mutating func nested(
    _ path: JSONPath, _ parse: (inout JSONParser) -> JSONValue
  ) -> JSONNode {
    let position = cursor.position
    guard depth < Self.maximumDepth else {
      fail("nested deeper than \(Self.maximumDepth) levels", path)
      skipContainer()
      return JSONNode(value: .invalid, position: position)
    }
    depth += 1
    defer { depth -= 1 }
    return JSONNode(value: parse(&self), position: position)
  }

  private mutating func parseObject(_ path: JSONPath) -> JSONValue {
    let opened = cursor.position
    var object = JSONObject()
    cursor.advance()
    var expectsMember = false
    while !closes(UInt8(ascii: "}"), opened, "object", expectsMember ? "member" : nil, path) {
      let namePosition = cursor.position
      if let name = parseMemberName(path) {
        let memberPath = path.member(name)
        let value = parseMemberValue(memberPath)
        let member = JSONObject.Member(name: name, namePosition: namePosition, value: value)
        if let earlier = object.add(member) {
          let first = earlier.namePosition
          fail(
            "duplicate member: the first one is at \(first.line):\(first.column)",
            at: namePosition, memberPath)
        }
      } else {
        skipToSeparator()
      }
      expectsMember = separator(UInt8(ascii: "}"), "member", path)
    }
    return .object(object)
  }

  private mutating func parseArray(_ path: JSONPath) -> JSONValue {
    let opened = cursor.position
    var elements: [JSONNode] = []
    cursor.advance()
    var expectsElement = false
    while !closes(UInt8(ascii: "]"), opened, "array", expectsElement ? "element" : nil, path) {
      let position = cursor.position
      if let element = parseValue(path.index(elements.count)) {
        elements.append(element)
      } else {
        skipToSeparator()
        elements.append(JSONNode(value: .invalid, position: position))
      }
      expectsElement = separator(UInt8(ascii: "]"), "element", path)
    }
    return .array(elements)
  }

  private mutating func parseMemberName(_ path: JSONPath) -> String? {
    switch cursor.current {
    case UInt8(ascii: "\""):
      return parseString(path)
    case let byte? where byte.isWordByte:
      fail("expected a member name in double quotes, found \(cursor.found)", path)
      let start = cursor.offset
      while let byte = cursor.current, byte.isWordByte { cursor.advance() }
      return cursor.text(from: start)
    default:
      fail("expected a member name in double quotes, found \(cursor.found)", path)
      return nil
    }
  }

  private mutating func parseMemberValue(_ path: JSONPath) -> JSONNode {
    skipSpace(path)
    let position = cursor.position
    if cursor.current == UInt8(ascii: ":") {
      cursor.advance()
    } else {
      fail("expected ':' after the member's name, found \(cursor.found)", path)
      if cursor.current == UInt8(ascii: "=") { cursor.advance() }
      // With nothing that could be its value, the member ends here.
      guard let byte = cursor.current, !byte.endsElement else {
        return JSONNode(value: .invalid, position: position)
      }
    }
    if let value = parseValue(path) { return value }
    skipToSeparator()
    return JSONNode(value: .invalid, position: position)
  }
}
