/// Makes the model of the API out of a specification and what the overrides add.
struct Resolver {
  private let document: SpecDocument
  private let overrides: Overrides
  private let diagnostics: Diagnostics
  private let sharedEnums: SharedEnums

  /// - Parameters:
  ///   - strict: whether entries of the overrides that nothing uses are errors.
  ///   - library: what the code is for, if it is for another module than TypedRedis.
  static func resolve(
    _ document: SpecDocument, _ overrides: Overrides, _ diagnostics: Diagnostics,
    strict: Bool = false, library: LibraryModel? = nil
  ) -> APIModel {
    Resolver(document, overrides, diagnostics).resolve(strict: strict, library)
  }

  private init(_ document: SpecDocument, _ overrides: Overrides, _ diagnostics: Diagnostics) {
    self.document = document
    self.overrides = overrides
    self.diagnostics = diagnostics
    sharedEnums = SharedEnums(overrides.enums)
  }

  private func resolve(strict: Bool, _ library: LibraryModel?) -> APIModel {
    let names = CommandNames(document, diagnostics, isFlat: library != nil)
    if library != nil { checkTypeNames() }
    var model = APIModel(library: library)
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
    UnusedEntries(
      overrides: overrides, diagnostics: diagnostics, strict: strict, isForThisOnly: library != nil)
      .report(into: &model, names: names, usage: usage)
    return model
  }

  /// In another module, a type would hide what the code beside it means.
  private func checkTypeNames() {
    let types = overrides.types.values.map { ($0.model.name, $0.position, $0.path) }
    let enums = overrides.enums.map { ($0.key, $0.value.position, $0.value.path) }
    for (name, position, path) in types + enums where ReservedNames.isTypeOfTypedRedis(name) {
      diagnostics.error(
        overrides.file, position, path, "\(name.quotedForMessage) is a type that the generated code uses: call this one otherwise")
    }
  }
}
