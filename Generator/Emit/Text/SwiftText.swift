/// Pieces of Swift source.
enum SwiftText {
  private static let keywords: Set<String> = [
    "Any", "Self", "Type", "Protocol", "any", "as", "associatedtype", "async", "await", "break",
    "case", "catch", "class", "continue", "default", "defer", "deinit", "do", "each", "else",
    "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if",
    "import", "in", "init", "inout", "internal", "is", "let", "nil", "nonisolated", "open",
    "operator", "package", "precedencegroup", "private", "protocol", "public", "repeat",
    "rethrows", "return", "self", "some", "static", "struct", "subscript", "super", "switch",
    "then", "throw", "throws", "true", "try", "typealias", "var", "where", "while",
  ]

  /// A name where it is declared or used: keywords need quotes.
  static func name(_ name: String) -> String { keywords.contains(name) ? "`\(name)`" : name }

  /// A label in a call or before a tuple's member, where hardly any keyword needs quotes.
  static func label(_ name: String) -> String { name == "inout" ? "`inout`" : name }

  /// A string literal, whatever the text contains.
  static func literal(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) {
          result += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  /// The name of a file part: "sorted-set" -> SortedSet
  static func fileName(_ group: String) -> String { Identifier.upper(group) }

  /// The path of a command type or of something inside it.
  static func command(_ path: [String]) -> String {
    (["Commands"] + path).map(name).joined(separator: ".")
  }

  static func type(_ name: TypeName) -> String {
    switch name {
    case .shared(let name): name
    case .nested(let owner, let name): command(owner) + "." + self.name(name)
    }
  }
}
