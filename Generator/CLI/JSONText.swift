/// JSON that is to be printed. Members keep their order, so that the same input prints the same text.
indirect enum JSONText {
  case int(Int)
  case bool(Bool)
  case string(String)
  case list([JSONText])
  case object([(String, JSONText)])

  static func strings(_ strings: [String]) -> JSONText { .list(strings.map { .string($0) }) }

  func rendered(_ indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .int(let int):
      return "\(int)"
    case .bool(let bool):
      return "\(bool)"
    case .string(let string):
      return Self.quoted(string)
    case .list(let elements):
      return Self.lines(elements.map { $0.rendered(inner) }, "[", "]", indent)
    case .object(let members):
      let lines = members.map { name, value in "\(Self.quoted(name)): \(value.rendered(inner))" }
      return Self.lines(lines, "{", "}", indent)
    }
  }

  private static func lines(
    _ items: [String], _ open: String, _ close: String, _ indent: String
  ) -> String {
    guard !items.isEmpty else { return open + close }
    let body = items.map { "\(indent)  \($0)" }.joined(separator: ",\n")
    return "\(open)\n\(body)\n\(indent)\(close)"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
