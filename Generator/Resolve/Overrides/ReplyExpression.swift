/// Parses the small language in which the overrides say what a reply is: `[string:int]?`, `pairs(ScoredMember)`.
struct ReplyExpression {
  struct Mistake: Error, Hashable {
    /// In characters from the beginning of the text.
    var offset: Int
    var message: String
  }

  private let characters: [Character]
  private var index = 0
  private var depth = 0
  private let kinds: [String: ReplyTypeModel.Kind]

  static func parse(
    _ text: String, kinds: [String: ReplyTypeModel.Kind]
  ) throws(Mistake) -> ReplyType {
    var parser = ReplyExpression(text, kinds)
    let type = try parser.type()
    parser.skipSpaces()
    guard parser.index == parser.characters.count else {
      throw parser.mistake("expected the end, found \(parser.found)")
    }
    return type
  }

  private init(_ text: String, _ kinds: [String: ReplyTypeModel.Kind]) {
    characters = Array(text)
    self.kinds = kinds
  }

  private mutating func type() throws(Mistake) -> ReplyType {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 16 else { throw mistake("nested too deep") }
    skipSpaces()
    let start = index
    var result = take("[") ? try list() : try word()
    skipSpaces()
    while current == "?" {
      if case .optional = result { throw mistake("a second '?' says nothing new") }
      if [.ok, .done].contains(result) { throw mistake("\"\(result)\" cannot be null") }
      index += 1
      result = .optional(result)
      skipSpaces()
    }
    let isWhole = start == 0 && depth == 1
    if !isWhole && (result == .ok || result == .done) {
      throw mistake("\"\(result)\" only stands for a whole reply", at: start)
    }
    return result
  }

  /// After "[".
  private mutating func list() throws(Mistake) -> ReplyType {
    let start = index
    let first = try type()
    if take("]") { return .array(first) }
    guard take(":") else { throw mistake("expected ']' or ':', found \(found)") }
    guard [.string, .bytes, .name, .int].contains(first) else {
      throw mistake("the keys of a map are string, bytes, name or int", at: start)
    }
    let value = try type()
    guard take("]") else { throw mistake("expected ']', found \(found)") }
    return .map(key: first, value: value)
  }

  private static let words: [String: ReplyType] = [
    "ok": .ok, "done": .done, "bool": .bool, "int": .int, "double": .double, "string": .string,
    "bytes": .bytes, "name": .name, "raw": .raw,
  ]

  private mutating func word() throws(Mistake) -> ReplyType {
    let start = index
    while let character = current, character.isLetter || character.isNumber || character == "_" {
      index += 1
    }
    let name = String(characters[start..<index])
    guard !name.isEmpty else { throw mistake("expected a type, found \(found)") }
    if let type = Self.words[name] { return type }
    switch name {
    case "pairs": return .pairs(try record())
    case "scanPairs": return .scanPairs(try record())
    case "scan":
      try expect("(")
      let type = try type()
      try expect(")")
      return .scan(type)
    default:
      guard kinds[name] != nil else {
        throw mistake("there is no type \(name.quotedForMessage)", at: start)
      }
      return .named(name)
    }
  }

  /// A record in parentheses.
  private mutating func record() throws(Mistake) -> ReplyType {
    try expect("(")
    skipSpaces()
    let start = index
    let type = try type()
    guard case .named(let name) = type, kinds[name] != .map else {
      throw mistake("expected the name of a record, found \"\(type)\"", at: start)
    }
    try expect(")")
    return type
  }

  // MARK: Characters

  private var current: Character? { index < characters.count ? characters[index] : nil }
  private var found: String { current.map { "'\($0)'" } ?? "the end" }

  private mutating func skipSpaces() { while current == " " { index += 1 } }

  private mutating func take(_ character: Character) -> Bool {
    skipSpaces()
    guard current == character else { return false }
    index += 1
    return true
  }

  private mutating func expect(_ character: Character) throws(Mistake) {
    guard take(character) else { throw mistake("expected '\(character)', found \(found)") }
  }

  private func mistake(_ message: String, at offset: Int? = nil) -> Mistake {
    Mistake(offset: offset ?? index, message: message)
  }
}
