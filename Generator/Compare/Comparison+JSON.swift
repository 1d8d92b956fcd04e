extension Comparison {
  /// For programs. README.md says what is in it; a change of its shape raises `format`.
  var json: JSONText {
    .object([
      ("format", .int(1)), ("old", .string(old)), ("new", .string(new)), ("step", .string(step.rawValue)),
      ("breaking", .int(breaking.count)),
      (
        "counts",
        .object([
          ("commands", commandCounts.json), ("arguments", argumentCounts.json), ("methods", counts(.method).json),
          ("types", counts(.type).json),
        ])
      ),
      ("commands", .list(commands.map(\.json))),
      ("api", .list(api.map(\.json))),
    ])
  }
}

extension Comparison.Counts {
  fileprivate var json: JSONText {
    .object([
      ("added", .int(added)), ("removed", .int(removed)), ("deprecated", .int(deprecated)), ("changed", .int(changed)),
    ])
  }
}

extension CommandChange {
  fileprivate var json: JSONText {
    .object([("name", .string(name)), ("change", .string(what.rawValue)), ("facts", .list(facts.map(\.json)))])
  }
}

extension FactChange {
  fileprivate var json: JSONText {
    .object([("kind", .string(kind.rawValue))] + .texts(("argument", argument), ("old", old), ("new", new)))
  }
}

extension APIChange {
  fileprivate var json: JSONText {
    .object(
      [("kind", .string(kind.rawValue)), ("change", .string(what.rawValue))]
        + .texts(("command", command), ("form", form), ("name", name), ("old", old), ("new", new)) + [
          ("breaking", .bool(breaks)),
          (
            "differences",
            .list(differences.map { .object([("text", .string($0.text)), ("breaking", .bool($0.breaks))]) })
          ),
        ])
  }
}

extension [(String, JSONText)] {
  /// Those that are there.
  fileprivate static func texts(_ members: (String, String?)...) -> Self {
    members.compactMap { name, text in text.map { (name, .string($0)) } }
  }
}
