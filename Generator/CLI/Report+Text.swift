extension Report {
  /// - Parameter libraries: those of further modules.
  func json(libraries: [Report] = []) -> JSONText {
    let own = members
    guard !libraries.isEmpty else { return .object(own) }
    return .object(own + [("libraries", .object(libraries.map { ($0.library ?? "", .object($0.members)) }))])
  }

  private var members: [(String, JSONText)] {
    [
      ("commands", .int(commands)),
      ("containers", .int(containers)),
      ("methods", .int(methods)),
      ("forms", .int(methods)),
      ("types", .object([("replies", .int(replyTypes)), ("arguments", .int(argumentTypes))])),
      ("rawReplies", .strings(rawReplies.map(\.command))),
      ("untypedArguments", .strings(untypedArguments)),
      ("repliesFromSchema", .strings(repliesFromSchema)),
      ("unknownReplies", .strings(unknownReplies)),
      (
        "groups",
        .object(
          groups.map { group in
            (
              group.name,
              .object([
                ("commands", .int(group.commands)), ("methods", .int(group.methods)),
                ("rawReplies", .int(group.rawReplies)),
              ])
            )
          })
      ),
    ]
  }

  /// What is left to do for the overrides after a specification brought new commands.
  var repliesToDescribe: [String] {
    Names.line("no override types the reply, its schema does", repliesFromSchema)
      + Names.line("no override types the reply, it stays untyped", unknownReplies)
  }

  /// The same for people.
  var table: String {
    let width = groups.map(\.name.count).max() ?? 0
    var lines = (library.map { ["\($0):"] } ?? []) + [
      "\(Count.of(commands, "command")) (\(containers) of them only hold subcommands)",
      "\(Count.of(methods, "method")), one for each form of a command",
      "\(Count.of(replyTypes, "reply type")), \(Count.of(argumentTypes, "argument type"))",
      "",
      row("group", "commands", "methods", "raw", width: width),
    ]
    lines += groups.map { group in
      row(
        group.name, "\(group.commands)", "\(group.methods)",
        group.rawReplies == 0 ? "" : "\(group.rawReplies)", width: width)
    }
    lines += list(
      "raw replies",
      rawReplies.map { command, reason in reason.map { "\(command): \($0)" } ?? command })
    lines += list("replies typed by the specification's schema alone", repliesFromSchema)
    lines += list("replies that nothing describes", unknownReplies)
    lines += list("arguments that the specification does not describe", untypedArguments)
    return lines.joined(separator: "\n")
  }

  private func row(_ name: String, _ columns: String..., width: Int) -> String {
    let cells = columns.map { String(repeating: " ", count: max(0, 10 - $0.count)) + $0 }
    let name = name + String(repeating: " ", count: max(0, width - name.count))
    return (name + cells.joined()).trimmingSuffix(" ")
  }

  private func list(_ title: String, _ names: [String]) -> [String] {
    names.isEmpty ? [] : ["", "\(title): \(names.count)"] + names.map { "  \($0)" }
  }
}

extension String {
  fileprivate func trimmingSuffix(_ character: Character) -> String {
    var text = self
    while text.last == character { text.removeLast() }
    return text
  }
}
