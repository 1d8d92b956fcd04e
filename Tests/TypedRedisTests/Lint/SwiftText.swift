/// A Swift source taken apart as far as rules about its text need it.
struct SwiftText {
  struct Literal: Equatable {
    var line: Int
    /// As it is written, with a sign in the place of what is interpolated.
    var text: String
  }

  /// String literals, those in interpolations included.
  private(set) var literals: [Literal] = []
  /// The source without its comments and without what is in string literals.
  private(set) var code = ""

  private let characters: [Character]
  private var position = 0
  private var line = 1

  init(_ source: String) {
    characters = Array(source)
    readCode(until: nil)
  }

  /// Reads up to the end, or to the parenthesis that closes an interpolation.
  private mutating func readCode(until end: Character?) {
    var depth = 0
    while position < characters.count {
      if takes("//") {
        while position < characters.count, characters[position] != "\n" { advance() }
      } else if takes("/*") {
        skipComment()
      } else if let hashes = hashesBeforeQuote {
        readLiteral(hashes: hashes)
      } else {
        let character = characters[position]
        if let end {
          if character == end, depth == 0 { return advance() }
          depth += character == "(" ? 1 : character == ")" ? -1 : 0
        }
        code.append(character)
        advance()
      }
    }
  }

  /// Comments can be in comments.
  private mutating func skipComment() {
    var depth = 1
    while position < characters.count, depth > 0 {
      if takes("*/") {
        depth -= 1
      } else if takes("/*") {
        depth += 1
      } else {
        if characters[position] == "\n" { code.append("\n") }
        advance()
      }
    }
  }

  /// How many number signs a literal that begins here has; nil if none does.
  private var hashesBeforeQuote: Int? {
    let hashes = characters[position...].prefix { $0 == "#" }.count
    let quote = position + hashes
    return quote < characters.count && characters[quote] == "\"" ? hashes : nil
  }

  private mutating func readLiteral(hashes: Int) {
    let signs = String(repeating: "#", count: hashes)
    let start = line
    var text = ""
    _ = takes(signs)
    let quote = takes("\"\"\"") ? "\"\"\"" : "\""
    if quote.count == 1 { advance() }
    code += "\"\""
    while position < characters.count {
      if takes(quote + signs) { break }
      if takes("\\" + signs + "(") {
        text.append(Self.interpolation)
        readCode(until: ")")
      } else if takes("\\" + signs) {
        text.append("\\")
        if position < characters.count { take(into: &text) }
      } else {
        take(into: &text)
      }
    }
    literals.append(Literal(line: start, text: text))
  }

  static let interpolation: Character = "…"

  private mutating func take(into text: inout String) {
    text.append(characters[position])
    if characters[position] == "\n" { code.append("\n") }
    advance()
  }

  private mutating func takes(_ word: String) -> Bool {
    guard characters[position...].starts(with: word) else { return false }
    for _ in word { advance() }
    return true
  }

  private mutating func advance() {
    if characters[position] == "\n" { line += 1 }
    position += 1
  }
}
