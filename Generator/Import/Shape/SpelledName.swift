/// Names for choices that are called by a sign alone.
enum SpelledName {
  private static let signs: [Character: String] = [
    "-": "minus", "+": "plus", "~": "tilde", "=": "equals", "*": "asterisk", "$": "dollar", "<": "less", ">": "greater",
    "#": "number", "%": "percent", "&": "and", "|": "or", "!": "not", "@": "at", "^": "caret", "?": "question",
  ]

  /// `name`, or the signs in it spelled out where it has no letter. What stays without one is refused as a name.
  static func of(_ name: String) -> String {
    if name.unicodeScalars.contains(where: \.properties.isAlphabetic) { return name }
    return name.map { signs[$0] ?? String($0) }.joined(separator: "-")
  }
}
