/// Makes the model of the API out of a specification and what the overrides add.
struct Resolver {
  private let document: SpecDocument
  private let overrides: Overrides
  private let diagnostics: Diagnostics
  private let sharedEnums: SharedEnums

  /// - Parameter strict: whether entries of the overrides that nothing uses are errors.
  static func resolve(
    _ document: SpecDocument, _ overrides: Overrides, _ diagnostics: Diagnostics,
    strict: Bool = false
  ) -> APIModel {
    Resolver(document, overrides, diagnostics).resolve(strict: strict)
  }

  private init(_ document: SpecDocument, _ overrides: Overrides, _ diagnostics: Diagnostics) {
    self.document = document
    self.overrides = overrides
    self.diagnostics = diagnostics
    sharedEnums = SharedEnums(overrides.enums)
  }

  private func resolve(strict: Bool) -> APIModel {
    let names = CommandNames(document, diagnostics)
    var model = APIModel()
    for command in document.commands where !names.isNamespace(command) {
      let resolver = CommandResolver(
        command: command, entry: overrides.commands[command.name], names: names,
        sharedEnums: sharedEnums, sharedTypes: Set(overrides.types.keys).union(overrides.enums.keys), overridesFile: overrides.file, file: document.file,
        diagnostics: diagnostics, missing: MissingArguments(file: overrides.file, diagnostics: diagnostics, strict: strict),
        schemas: FormSchemas(
          command: command, overridesFile: overrides.file, file: document.file, diagnostics: diagnostics,
          strict: strict))
      model.commands.append(resolver.resolve())
    }
    model.namespaces = names.namespaces
    MethodCollisions(file: document.file, diagnostics: diagnostics)
      .resolve(&model.commands, document)
    model.sharedEnums = sharedEnums.used.values.sorted { $0.name.last < $1.name.last }
    let usage = TypeUsage(overrides)
    model.replyTypes = usage.used(by: model).sorted { $0.name < $1.name }
    UnusedEntries(overrides: overrides, diagnostics: diagnostics, strict: strict)
      .report(into: &model, names: names, usage: usage)
    return model
  }
}
