/// What the overrides make of a specification, and cannot make of it after an import.
enum LostForms {
  /// For people: "XINFO STREAM Full", by command and form.
  static func names(
    before: SpecDocument, after: SpecDocument, _ overrides: Overrides, library: LibraryModel?
  ) -> [String] {
    let still = Set(after.commands.map(\.name))
    let now = forms(after, overrides, library)
    return forms(before, overrides, library).filter { still.contains($0.key) }
      .sorted { $0.key < $1.key }
      .flatMap { command, forms in
        forms.filter { form in now[command]?.contains(form) != true }.map { form in
          form.name.isEmpty ? "the reply type of \(command)" : "\(command) \(form.name)"
        }
      }
  }

  private struct Form: Hashable {
    var name: String
    var isTyped: Bool
  }

  /// The forms that the overrides say something about; of those that have no type, only the named ones.
  private static func forms(
    _ document: SpecDocument, _ overrides: Overrides, _ library: LibraryModel?
  ) -> [String: [Form]] {
    var relevant = document
    relevant.commands.removeAll { overrides.commands[$0.name]?.forms.isEmpty ?? true }
    let model = Resolver.resolve(relevant, overrides, Diagnostics(), library: library)
    return Dictionary(
      model.commands.map { command in
        let forms = command.forms.map { Form(name: $0.name ?? "", isTyped: $0.reply.source != .unknown) }
        return (command.name, forms.filter { $0.isTyped || !$0.name.isEmpty })
      }, uniquingKeysWith: { first, _ in first })
  }
}
