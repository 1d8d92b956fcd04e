/// Finds the parts of a command's reply schema that its forms answer with, and checks that all of it is some form's.
struct FormSchemas {
  let command: CommandSpec
  let overridesFile: String
  let file: String
  let diagnostics: Diagnostics
  /// Whether overrides that do not fit the specification are errors.
  let strict: Bool

  /// nil when the specification has no schema of the replies.
  func schema(of form: FormOverride) -> ReplySchema? {
    guard let root = command.replySchema else { return nil }
    var alternatives: [JSONNode] = []
    for path in form.schemas {
      guard let part = root.schema(at: path.value) else {
        add(
          overridesFile, path.position, path.path,
          "the reply schema of \(command.name) has no \(path.value.quotedForMessage)")
        continue
      }
      alternatives += part.array ?? [part]
    }
    return ReplySchema(
      root: root, alternatives: alternatives.isEmpty ? [root] : alternatives,
      isNestedInRESP2: form.nestedInRESP2 != nil)
  }

  /// Where replies differ, several forms have to share them out.
  func check(_ forms: [FormOverride], _ entry: CommandOverride?) {
    guard let entry, forms.count > 1, let root = command.replySchema, let choice = root.choice else {
      return
    }
    for form in forms where form.schemas.isEmpty {
      let name = form.name ?? "the main form"
      add(
        overridesFile, entry.position, entry.path,
        "replies to \(command.name) differ: \(name) needs a \"schema\" that says which are its own")
    }
    let list = root.object?["oneOf"] == nil ? "anyOf" : "oneOf"
    let claimed = forms.flatMap(\.schemas).map(\.value)
    for (index, alternative) in choice.enumerated() {
      let path = "\(list)/\(index)"
      let isClaimed = claimed.contains { $0 == list || $0 == path || $0.hasPrefix(path + "/") }
      guard !isClaimed, !forms.contains(where: { $0.schemas.isEmpty }) else { continue }
      add(
        file, alternative.position,
        command.path.member("reply_schema").member(list).index(index),
        "no form of \(command.name) answers with this")
    }
  }

  private func add(
    _ file: String, _ position: SourcePosition, _ path: JSONPath, _ message: String
  ) {
    diagnostics.add(
      Diagnostic(
        severity: strict ? .error : .warning, file: file, position: position, path: path,
        message: message))
  }
}
