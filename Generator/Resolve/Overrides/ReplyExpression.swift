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
  private let types: KnownTypes

  static func parse(_ text: String, types: KnownTypes) throws(Mistake) -> ReplyType {
    var parser = ReplyExpression(text, types)
    let type = try parser.type()
    parser.skipSpaces()
    guard parser.index == parser.characters.count else {
      throw parser.mistake("expected the end, found \(parser.found)")
    }
    return type
  }

  private init(_ text: String, _ types: KnownTypes) {
    characters = Array(text)
    self.types = types
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
      if case .unless = result { throw mistake("null is nil for \"\(result)\" already") }
      if case .only = result { throw mistake("'?' goes inside: null can be in the list, too") }
      if case .listOrOne = result { throw mistake("null is empty for \"\(result)\"") }
      if case .orEmpty = result { throw mistake("null is empty for \"\(result)\"") }
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
    guard [.string, .bytes, .name, .key, .int].contains(first) else {
      throw mistake("the keys of a map are string, bytes, name, key or int", at: start)
    }
    let value = try type()
    guard take("]") else { throw mistake("expected ']', found \(found)") }
    return .map(key: first, value: value)
  }

  private static let words: [String: ReplyType] = [
    "ok": .ok, "done": .done, "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string,
    "bytes": .bytes, "name": .name, "key": .key, "raw": .raw,
  ]

  private mutating func word() throws(Mistake) -> ReplyType {
    let start = index
    let name = identifier()
    guard !name.isEmpty else { throw mistake("expected a type, found \(found)") }
    if let type = Self.words[name] { return type }
    if let word = ReplyType.TimeWord(rawValue: name) { return .time(word) }
    switch name {
    case "pairs": return .pairs(try record())
    case "scanPairs": return .scanPairs(try record())
    case "scan": return .scan(try scanned())
    case "unless": return try unless()
    case "orEmpty": return .orEmpty(try collection())
    case "compact": return .compact(try elements())
    case "listOrOne": return .listOrOne(try inner())
    case "only": return .only(try inner())
    case "lines": return .lines(try line())
    case "status": return try status()
    case "labelled": return try labelled()
    default:
      guard types.kinds[name] != nil else {
        throw mistake("there is no type \(name.quotedForMessage)", at: start)
      }
      return try named(name, start)
    }
  }

  /// After the name of a type: the unit in parentheses that some types take.
  private mutating func named(_ name: String, _ start: Int) throws(Mistake) -> ReplyType {
    let units = ReplyType.TimeWord.allCases.map(\.rawValue).joined(separator: ", ")
    skipSpaces()
    let open = index
    guard take("(") else {
      if types.withUnit.contains(name) {
        throw mistake("\(name) takes what its numbers count in parentheses: \(units)", at: start)
      }
      return .named(name)
    }
    guard types.withUnit.contains(name) else { throw mistake("\(name) takes no unit", at: open) }
    let position = skippedSpaces()
    guard let unit = ReplyType.TimeWord(rawValue: identifier()) else {
      throw mistake("expected what the numbers count: \(units)", at: position)
    }
    try expect(")")
    return .timed(name, unit)
  }

  /// A record in parentheses.
  private mutating func record() throws(Mistake) -> ReplyType {
    try expect("(")
    let start = skippedSpaces()
    let type = try type()
    guard case .named(let name) = type, types.kinds[name] == .record || types.kinds[name] == .external
    else { throw mistake("expected the name of a record, found \"\(type)\"", at: start) }
    try expect(")")
    return type
  }

  /// An integer and a type in parentheses.
  private mutating func unless() throws(Mistake) -> ReplyType {
    try expect("(")
    let start = skippedSpaces()
    let isNegative = take("-")
    guard let number = Int((isNegative ? "-" : "") + identifier()) else {
      throw mistake("expected the integer that means \"there is none\"", at: start)
    }
    try expect(",")
    let position = skippedSpaces()
    let type = try type()
    if type.isOptional {
      throw mistake("\"\(type)\" is nil by itself, and null is nil for \"unless\" already", at: position)
    }
    try expect(")")
    return .unless(number, type)
  }

  /// A list or a map in parentheses.
  private mutating func collection() throws(Mistake) -> ReplyType {
    try expect("(")
    let start = skippedSpaces()
    let type = try type()
    switch type {
    case .array, .map, .pairs, .lines: break
    default: throw mistake("expected a list or a map, found \"\(type)\"", at: start)
    }
    try expect(")")
    return type
  }

  /// A list in parentheses, whose elements are told from null.
  private mutating func elements() throws(Mistake) -> ReplyType {
    try expect("(")
    let start = skippedSpaces()
    let type = try type()
    guard case .array(let element) = type, !element.isOptional else {
      throw mistake("expected a list of what is not optional, found \"\(type)\"", at: start)
    }
    try expect(")")
    return type
  }

  /// Any type in parentheses.
  private mutating func inner() throws(Mistake) -> ReplyType {
    try expect("(")
    let type = try type()
    try expect(")")
    return type
  }

  /// The name of a type in parentheses that can be read from a line.
  private mutating func line() throws(Mistake) -> String {
    try expect("(")
    let start = skippedSpaces()
    let type = try type()
    guard case .named(let name) = type, types.kinds[name] == .external else {
      throw mistake("expected a type that is written by hand, found \"\(type)\"", at: start)
    }
    try expect(")")
    return name
  }

  /// The server's word in parentheses.
  private mutating func status() throws(Mistake) -> ReplyType {
    try expect("(")
    let word = try label()
    try expect(")")
    return .status(word)
  }

  /// A label and a type in parentheses.
  private mutating func labelled() throws(Mistake) -> ReplyType {
    try expect("(")
    let label = try label()
    try expect(",")
    let type = try type()
    try expect(")")
    return .labelled(label, type)
  }

  private mutating func label() throws(Mistake) -> String {
    let start = skippedSpaces()
    let word = identifier()
    guard !word.isEmpty else { throw mistake("expected the server's word, found \(found)", at: start) }
    return word
  }

  /// The type of a scan's elements in parentheses.
  private mutating func scanned() throws(Mistake) -> ReplyType {
    try expect("(")
    let start = skippedSpaces()
    let type = try type()
    guard type.readsItself else {
      throw mistake("the elements of a scan cannot be \"\(type)\"", at: start)
    }
    try expect(")")
    return type
  }

  // MARK: Characters

  private var current: Character? { index < characters.count ? characters[index] : nil }
  private var found: String { current.map { "'\($0)'" } ?? "the end" }

  private mutating func skipSpaces() { while current == " " { index += 1 } }

  /// Where the next word begins.
  private mutating func skippedSpaces() -> Int {
    skipSpaces()
    return index
  }

  private mutating func identifier() -> String {
    let start = index
    while let character = current, character.isLetter || character.isNumber || character == "_" {
      index += 1
    }
    return String(characters[start..<index])
  }

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
