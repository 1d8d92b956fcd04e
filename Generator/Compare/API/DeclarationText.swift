/// Takes apart declarations as the generator writes them.
enum DeclarationText {
  /// "key: Int, count: Int? = nil" -> its values
  static func values(_ list: some StringProtocol) -> [APISurface.Value] {
    pieces(list).map { value($0) }
  }

  /// "count: Int? = nil", or a type alone.
  static func value(_ text: some StringProtocol) -> APISurface.Value {
    var text = String(text)
    var isOptional = false
    if let range = text.firstRange(of: " = ") {
      text = String(text[..<range.lowerBound])
      isOptional = true
    }
    let parts = split(text, at: ":", most: 1)
    guard parts.count == 2 else { return APISurface.Value(label: "_", type: text, isOptional: isOptional) }
    return APISurface.Value(label: name(parts[0]), type: trimmed(parts[1]), isOptional: isOptional)
  }

  /// A name without the quotes that keywords have.
  static func name(_ text: some StringProtocol) -> String { String(text.filter { $0 != "`" }) }

  /// Where in `text`, which begins with one, the parenthesis is closed.
  static func closing(_ text: Substring) -> Substring.Index? {
    var depth = 0
    for index in text.indices {
      switch text[index] {
      case "(": depth += 1
      case ")":
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
    }
    return nil
  }

  private static func pieces(_ list: some StringProtocol) -> [String] {
    split(String(list), at: ",").map(trimmed).filter { !$0.isEmpty }
  }

  /// Splits where no bracket is open.
  private static func split(_ text: String, at separator: Character, most: Int = .max) -> [String] {
    var pieces = [""]
    var depth = 0
    for character in text {
      switch character {
      case "(", "[", "<": depth += 1
      case ")", "]", ">": depth -= 1
      default: break
      }
      if character == separator, depth == 0, pieces.count <= most {
        pieces.append("")
      } else {
        pieces[pieces.count - 1].append(character)
      }
    }
    return pieces
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
