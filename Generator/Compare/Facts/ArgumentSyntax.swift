/// Arguments in the notation of manuals: "[COUNT count [ANY]]", "<ASC | DESC>".
enum ArgumentSyntax {
  static func text(_ argument: ArgumentSpec) -> String {
    let value = repeated(argument)
    return argument.optional ? "[\(value)]" : value
  }

  private static func repeated(_ argument: ArgumentSpec) -> String {
    let token = argument.type == .pureToken ? nil : argument.token
    let words = token.map { [word($0)] } ?? []
    let value = self.value(argument)
    guard argument.multiple else { return (words + [value]).joined(separator: " ") }
    return (argument.multipleToken ? [(words + [value]).joined(separator: " "), "…"] : words + [value, "…"])
      .joined(separator: " ")
  }

  private static func value(_ argument: ArgumentSpec) -> String {
    switch argument.type {
    case .pureToken: word(argument.token ?? "")
    case .oneof: "<" + argument.children.map(text).joined(separator: " | ") + ">"
    case .block: argument.children.map(text).joined(separator: " ")
    default: argument.name
    }
  }

  private static func word(_ token: String) -> String { token.isEmpty ? "\"\"" : token }
}
