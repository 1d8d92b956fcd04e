/// Makes up texts that match a regular expression, as far as reply schemas use those.
struct PatternSample {
  private indirect enum Part {
    case oneOf([Character])
    case sequence([Part])
    case choice([Part])
    case repeated(Part, least: Int, most: Int?)
  }

  /// A text that has to be longer shows nothing more.
  private static let longest = 1000

  /// Some texts, no two the same; none if the pattern uses what is not known here, or asks for very long ones.
  static func texts(_ pattern: String) -> [String] {
    var parser = PatternSample(rest: Array(pattern)[...])
    guard let whole = parser.choice(), parser.rest.isEmpty else { return [] }
    var texts: [String] = []
    for round in 0..<4 {
      let text = text(whole, round)
      guard text.utf8.count <= longest else { return [] }
      if !texts.contains(text) { texts.append(text) }
    }
    return texts
  }

  // MARK: Reading

  private var rest: ArraySlice<Character>

  private mutating func choice() -> Part? {
    var alternatives: [Part] = []
    repeat {
      guard let part = sequence() else { return nil }
      alternatives.append(part)
    } while take("|")
    return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
  }

  private mutating func sequence() -> Part? {
    var parts: [Part] = []
    while let next = rest.first, next != "|", next != ")" {
      // Where a text begins and ends says nothing about what is in it.
      if take("^") || take("$") { continue }
      guard let part = single(), let repeated = repetition(of: part) else { return nil }
      parts.append(repeated)
    }
    return .sequence(parts)
  }

  private mutating func single() -> Part? {
    guard let next = rest.popFirst() else { return nil }
    switch next {
    case ".": return .oneOf(["x"])
    case "[": return characterClass()
    case "(":
      guard rest.first != "?", let part = choice(), take(")") else { return nil }
      return part
    case "\\": return escaped()
    case "*", "+", "?", "{": return nil
    default: return .oneOf([next])
    }
  }

  private mutating func escaped() -> Part? {
    guard let next = rest.popFirst() else { return nil }
    if next == "d" { return .oneOf(Array("0123456789")) }
    return next.isLetter || next.isNumber ? nil : .oneOf([next])
  }

  private mutating func characterClass() -> Part? {
    var characters: [Character] = []
    while let next = rest.popFirst() {
      if next == "]" { return characters.isEmpty ? nil : .oneOf(characters) }
      guard next != "^", next != "\\" else { return nil }
      guard rest.first == "-", rest.dropFirst().first != "]" else {
        characters.append(next)
        continue
      }
      rest.removeFirst()
      guard let from = next.asciiValue, let to = rest.popFirst()?.asciiValue, from <= to else {
        return nil
      }
      characters += (from...to).map { Character(UnicodeScalar($0)) }
    }
    return nil
  }

  private mutating func repetition(of part: Part) -> Part? {
    if take("*") { return .repeated(part, least: 0, most: nil) }
    if take("+") { return .repeated(part, least: 1, most: nil) }
    if take("?") { return .repeated(part, least: 0, most: 1) }
    guard take("{") else { return part }
    guard let end = rest.firstIndex(of: "}") else { return nil }
    let bounds = rest[..<end].split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
    rest = rest[(end + 1)...]
    guard let least = bounds.first.flatMap({ Int($0) }), 0...Self.longest ~= least, bounds.count <= 2 else { return nil }
    if bounds.last == "" { return .repeated(part, least: least, most: nil) }
    guard let most = bounds.last.flatMap({ Int($0) }), most >= least else { return nil }
    return .repeated(part, least: least, most: most)
  }

  private mutating func take(_ character: Character) -> Bool {
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  // MARK: Writing

  private static func text(_ whole: Part, _ round: Int) -> String {
    var text = ""
    append(whole, round, to: &text)
    return text
  }

  private static func append(_ part: Part, _ round: Int, to text: inout String) {
    switch part {
    case .oneOf(let characters):
      text.append(characters[(text.count * 7 + round * 3 + 1) % characters.count])
    case .sequence(let parts): for part in parts { append(part, round, to: &text) }
    case .choice(let parts): append(parts[round % parts.count], round, to: &text)
    case .repeated(let part, let least, let most):
      let count = round.isMultiple(of: 2) ? min(max(least, 2), most ?? .max) : least
      for _ in 0..<count {
        guard text.utf8.count <= longest else { return }
        append(part, round, to: &text)
      }
    }
  }
}
