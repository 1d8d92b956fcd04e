/// Says which entries of the overrides this specification has no use for.
///
/// An entry for a command that the specification lacks is only noted: it is there for another version.
struct UnusedEntries {
  let overrides: Overrides
  let diagnostics: Diagnostics
  /// Whether the others are errors.
  let strict: Bool
  /// Whether there is no other version of the specification that they could be for.
  let isForThisOnly: Bool

  func report(into model: inout APIModel, names: CommandNames, usage: TypeUsage) {
    let namespaces = Set(model.namespaces.map(\.name))
    for (name, entry) in overrides.commands.sorted(by: { $0.key < $1.key }) {
      if !names.known.contains(name) {
        let reason = "the specification has no command \(name)"
        if isForThisOnly { add(entry.path, entry.position, reason, &model) } else { note(entry.path, entry.position, reason) }
      } else if namespaces.contains(name) {
        add(entry.path, entry.position, "\(name) is nothing without a subcommand", &model)
      }
    }
    let used = Set(model.replyTypes.map(\.name))
    let usedByEntries = usage.usedByEntries
    for (name, type) in overrides.types.sorted(by: { $0.key < $1.key }) where !used.contains(name) {
      if usedByEntries.contains(name) {
        note(type.path, type.position, "no command of the specification uses the type")
      } else {
        add(type.path, type.position, "nothing uses the type", &model)
      }
    }
    let usedEnums = Set(model.sharedEnums.map(\.name.last))
    for (name, entry) in overrides.enums.sorted(by: { $0.key < $1.key })
    where !usedEnums.contains(name) {
      add(
        entry.path, entry.position, "no argument is a choice between exactly these words", &model)
    }
  }

  private func add(
    _ path: JSONPath, _ position: SourcePosition, _ reason: String, _ model: inout APIModel
  ) {
    model.unusedOverrides.append(UnusedOverride(path: path.description, reason: reason))
    diagnostics.add(
      Diagnostic(
        severity: strict ? .error : .warning, file: overrides.file, position: position, path: path,
        message: reason))
  }

  private func note(_ path: JSONPath, _ position: SourcePosition, _ message: String) {
    diagnostics.note(overrides.file, position, path, message)
  }
}
