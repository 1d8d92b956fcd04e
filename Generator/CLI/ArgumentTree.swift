/// A command's arguments as the specification has them, one on a line.
enum ArgumentTree {
  static func lines(_ arguments: [ArgumentSpec], indent: String = "  ") -> [String] {
    arguments.flatMap { argument in
      [indent + line(argument)] + lines(argument.children, indent: indent + "  ")
    }
  }

  private static func line(_ argument: ArgumentSpec) -> String {
    var parts = ["\(argument.name): \(argument.type.rawValue)"]
    if let token = argument.token { parts.append("token \(token.quotedForMessage)") }
    if argument.optional { parts.append("optional") }
    if argument.multiple {
      parts.append(argument.multipleToken ? "multiple, each with its token" : "multiple")
    }
    if let index = argument.keySpecIndex { parts.append("keys \(index)") }
    if let since = argument.since { parts.append("since \(since)") }
    for (server, since) in argument.servers.sorted(by: { $0.key < $1.key }) {
      parts.append("\(server) \(since)")
    }
    if let since = argument.deprecatedSince { parts.append("deprecated since \(since)") }
    return parts.joined(separator: ", ")
  }
}
