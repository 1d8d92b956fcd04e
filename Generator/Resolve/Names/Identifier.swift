/// Swift names made from the words of the specification.
enum Identifier {
  /// "min-idle-time" -> minIdleTime
  static func lower(_ text: String) -> String {
    let words = words(of: text)
    let first = words.first.map { $0 == $0.uppercased() ? $0.lowercased() : $0.withSmallFirst } ?? ""
    return valid(first + words.dropFirst().map(\.capitalizedWord).joined())
  }

  /// "min-idle-time" -> MinIdleTime
  static func upper(_ text: String) -> String {
    // A value of the same name may be beside it, and begins with an underscore.
    valid(words(of: text).map(\.capitalizedWord).joined(), before: "Type")
  }

  /// The words of a command as one method: ["CLIENT", "NO-EVICT"] -> clientNoEvict
  static func method(_ words: [String]) -> String {
    lower(words.joined(separator: " ").lowercased())
  }

  /// A word of a command as the name of a type, in capitals as people know it: NO-EVICT -> NO_EVICT
  static func commandType(_ word: String) -> String {
    valid(String(word.unicodeScalars.map { $0.isNamePart ? Character($0) : "_" }))
  }

  /// The English plural, as far as argument names need it.
  static func plural(_ name: String) -> String {
    guard let last = name.unicodeScalars.last, last.properties.isAlphabetic else {
      return name + "s"
    }
    if name == "data" || name.hasSuffix("Data") { return name }
    if name.hasSuffix("ss") || name.hasSuffix("x") || name.hasSuffix("ch") || name.hasSuffix("sh")
      || name.hasSuffix("z")
    {
      return name + "es"
    }
    if name.hasSuffix("s") { return name }
    if name.hasSuffix("y"), let before = name.dropLast().last, !"aeiou".contains(before) {
      return name.dropLast() + "ies"
    }
    return name + "s"
  }

  /// The English singular of what may be a plural: what one element of a list is called.
  static func singular(_ name: String) -> String {
    if name.hasSuffix("ies") { return name.dropLast(3) + "y" }
    if ["sses", "xes", "ches", "shes", "zes"].contains(where: name.hasSuffix) {
      return String(name.dropLast(2))
    }
    return name.hasSuffix("s") && !name.hasSuffix("ss") ? String(name.dropLast()) : name
  }

  private static func words(of text: String) -> [String] {
    text.unicodeScalars.split { !$0.isNamePart || $0 == "_" }.map { String($0) }
  }

  /// Names begin with a letter or an underscore, and there is at least one character.
  private static func valid(_ name: String, before digit: String = "_") -> String {
    guard let first = name.unicodeScalars.first else { return digit }
    return first.isDigit ? digit + name : name
  }
}

extension Unicode.Scalar {
  /// Other letters than these would do in Swift, but nobody could type them.
  fileprivate var isNamePart: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: false
    }
  }

  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}

extension String {
  fileprivate var withSmallFirst: String { prefix(1).lowercased() + dropFirst() }

  /// "LATEST" and "latest" -> Latest, "fromTimestamp" -> FromTimestamp
  fileprivate var capitalizedWord: String {
    let rest = self == uppercased() ? dropFirst().lowercased() : String(dropFirst())
    return prefix(1).uppercased() + rest
  }

  /// Whether this is a plain Swift identifier that begins with a capital (or a small) letter.
  func isIdentifier(capital: Bool) -> Bool {
    guard let first = unicodeScalars.first, unicodeScalars.allSatisfy(\.isNamePart) else {
      return false
    }
    return capital ? ("A"..."Z").contains(first) : ("a"..."z").contains(first)
  }
}
