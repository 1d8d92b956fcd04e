/// The places in a Swift source where an index may be out of bounds or an optional may be nil.
struct SwiftAccess {
  struct Finding: Equatable {
    var line: Int
    /// From the beginning of the expression's last name to the end of what was found.
    var text: String
  }

  /// Subscripts but those with a key path, a default or a literal key, which no index is.
  private(set) var subscripts: [Finding] = []
  /// Marks that force: an unwrap, `try!`, `as!`, and types that are unwrapped without being asked.
  private(set) var forced: [Finding] = []

  /// - Parameter code: without comments and what is in literals, as ``SwiftText`` gives it.
  init(_ code: String) {
    let characters = Array(code)
    var line = 1
    for (position, character) in characters.enumerated() {
      if character == "\n" { line += 1 }
      guard position > 0, Self.endsExpression(characters[position - 1]) else { continue }
      let name = Self.name(before: position, in: characters)
      if character == "[" {
        let inside = Self.inside(characters[position...])
        if !Self.isLookUp(inside) { subscripts.append(Finding(line: line, text: "\(name)[\(inside)]")) }
      } else if character == "!", position + 1 == characters.count || characters[position + 1] != "=" {
        forced.append(Finding(line: line, text: "\(name)!"))
      }
    }
  }

  /// Whether a bracket or a mark right behind this character belongs to the expression that the character ends.
  private static func endsExpression(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "_)]}>?!\"`".contains(character)
  }

  private static func name(before position: Int, in characters: [Character]) -> String {
    String(characters[..<position].reversed().prefix { $0.isLetter || $0.isNumber || "_.$?!".contains($0) }.reversed())
  }

  /// What is between a bracket and the one that closes it.
  private static func inside(_ characters: ArraySlice<Character>) -> String {
    var depth = 0
    return String(
      characters.prefix { character in
        depth += character == "[" ? 1 : character == "]" ? -1 : 0
        return depth > 0
      }.dropFirst())
  }

  private static func isLookUp(_ inside: String) -> Bool {
    inside.hasPrefix("keyPath:") || inside.contains(", default:") || inside == "\"\""
  }
}
