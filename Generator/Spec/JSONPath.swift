/// Where a value sits inside a JSON document, written the way people write it: `$.SET.arguments[3].type`.
struct JSONPath: Sendable, Hashable, CustomStringConvertible {
  let description: String

  static let root = JSONPath("$")

  private init(_ description: String) { self.description = description }

  /// The path of member `name` of the object at this path. Names that are not plain words are quoted: `$["CLIENT LIST"]`.
  func member(_ name: String) -> JSONPath {
    Self.isPlain(name)
      ? JSONPath("\(description).\(name)") : JSONPath("\(description)[\(name.quotedForMessage)]")
  }

  /// The path of element `index` of the array at this path.
  func index(_ index: Int) -> JSONPath { JSONPath("\(description)[\(index)]") }

  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}

extension String {
  /// This text in double quotes, on one line whatever it contains, and cut when it is long.
  var quotedForMessage: String {
    var result = "\""
    for (count, scalar) in unicodeScalars.enumerated() {
      if count == 80 {
        result += "…"
        break
      }
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        let isInvisible = scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
        result += isInvisible ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
      }
    }
    return result + "\""
  }
}
