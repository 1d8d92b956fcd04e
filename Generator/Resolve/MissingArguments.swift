/// Collects the arguments that the overrides name and that a command lacks, and what else of them does not fit it.
///
/// That is a mistake in overrides that belong to the specification. In those that are used with another version of it, it only
/// means that the arguments came or went: then one warning for each command says so.
final class MissingArguments {
  private let file: String
  private let diagnostics: Diagnostics
  private let strict: Bool
  private var found: [Located<String>] = []

  init(file: String, diagnostics: Diagnostics, strict: Bool) {
    self.file = file
    self.diagnostics = diagnostics
    self.strict = strict
  }

  func add(_ argument: String, _ position: SourcePosition, _ path: JSONPath) {
    found.append(Located(value: argument, position: position, path: path))
  }

  /// The argument is there, but it is not such that the overrides could do with it what they say.
  func addMisfit(_ message: String, _ position: SourcePosition, _ path: JSONPath) {
    diagnostics.add(
      Diagnostic(
        severity: strict ? .error : .warning, file: file, position: position, path: path,
        message: strict ? message : "in this specification, \(message)"))
  }

  /// Says what was found since the last call.
  func report(_ command: CommandSpec, _ entry: CommandOverride?) {
    defer { found = [] }
    guard let entry, !found.isEmpty else { return }
    if strict {
      for item in found {
        diagnostics.error(
          file, item.position, item.path,
          "\(command.name) has no argument \(item.value.quotedForMessage)")
      }
      return
    }
    var names: [String] = []
    for item in found where !names.contains(item.value) { names.append(item.value) }
    let some = names.sorted().prefix(3).map(\.quotedForMessage).joined(separator: ", ")
    let more = names.count > 3 ? " and \(names.count - 3) more" : ""
    diagnostics.warning(
      file, entry.position, entry.path,
      "in this specification, \(command.name) has no argument \(some)\(more)")
  }
}
