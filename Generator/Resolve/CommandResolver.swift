/// Resolves one command with all its forms.
struct CommandResolver {
  let command: CommandSpec
  let entry: CommandOverride?
  let names: CommandNames
  let sharedEnums: SharedEnums
  /// The names of types that commands share, which no type of an argument may hide.
  let sharedTypes: Set<String>
  let overridesFile: String
  let file: String
  let diagnostics: Diagnostics
  let missing: MissingArguments
  let schemas: FormSchemas

  func resolve() -> CommandModel {
    let arguments = editedArguments()
    checkPaths(arguments)
    var descriptor = DescriptorModel(command, entry)
    if let wanted = entry?.responsePolicy, let entry, descriptor.responsePolicy != wanted.rawValue {
      let present = descriptor.responsePolicy ?? "none"
      missing.addMisfit(
        "the response policy of \(command.name) is \(present): only where it is special, the overrides can say another",
        entry.position, entry.path)
    }
    descriptor.hasSecrets = arguments.namesPassword || !(entry?.secrets.isEmpty ?? true)

    let path = names.typePath(command)
    let forms = entry.map { $0.forms.isEmpty ? [FormOverride()] : $0.forms } ?? [FormOverride()]
    let reserved = names.subcommands(of: command).union(forms.compactMap(\.name)).union(sharedTypes)
    let changes = entry?.arguments ?? [:]
    let declaredCounts = DeclaredCounts(
      ofElements: Set(changes.filter { $0.value.count == .elements }.keys),
      ofWords: Set(changes.filter { $0.value.count == .words }.keys))
    var resolver = ArgumentResolver(
      overrides: changes, counts: CountRule(declared: declaredCounts),
      sharedEnums: sharedEnums, versions: LaterVersions(command),
      types: ArgumentTypes(owner: path, reserved: reserved))
    // The main form comes first, because the others' types are inside its type.
    let ordered = possible(forms.filter { $0.name == nil } + forms.filter { $0.name != nil }, arguments)
    let models = ordered.map { form in formModel(form, path, declaredCounts, &resolver) }
    for rename in resolver.renamed {
      diagnostics.warning(
        file, command.position, command.path,
        "the name \(rename.wanted.quotedForMessage) is taken: the argument \(rename.path.quotedForMessage) becomes \(rename.given.quotedForMessage)")
    }
    missing.report(command, entry)
    schemas.check(forms, entry)
    return CommandModel(
      name: command.name, words: command.words, group: command.group, summary: command.summary,
      descriptor: descriptor, deprecation: deprecation, forms: models,
      grammar: models.count > 1
        ? GrammarResolver.grammar(arguments, ordered.map(\.form), CountRule(declared: declaredCounts)) : nil)
  }

  private var deprecation: CommandModel.Deprecation? {
    guard command.deprecatedSince != nil || command.replacedBy != nil
      || command.docFlags.contains("deprecated")
    else { return nil }
    return CommandModel.Deprecation(
      since: command.deprecatedSince, replacedBy: command.replacedBy)
  }

  // MARK: Forms

  /// A form with its own arguments.
  private typealias EditedForm = (form: FormOverride, arguments: [ArgumentSpec])

  /// The forms that this command can have, the main one first.
  private func possible(_ forms: [FormOverride], _ arguments: [ArgumentSpec]) -> [EditedForm] {
    var editors = forms.map { FormArguments(form: $0, arguments: arguments) }
    for index in editors.indices { editors[index].edit(missing) }
    var kept = editors.filter { $0.isPossible }
    // Where an argument is always sent that the main form is without, another form takes its place: types and methods that belong
    // to the command need one.
    if let main = editors.first, kept.first?.form.name != nil || kept.isEmpty {
      if kept.isEmpty {
        kept = [main]
      } else {
        kept[0].form.method = kept[0].form.method ?? method(of: kept[0].form)
        kept[0].form.name = nil
      }
    }
    return kept.map { ($0.form, $0.editor.arguments) }
  }

  private func method(of form: FormOverride) -> String {
    ReservedNames.method(form.method ?? (entry?.method ?? Identifier.method(command.words)) + (form.name ?? ""))
  }

  private func formModel(
    _ edited: EditedForm, _ path: [String], _ declaredCounts: DeclaredCounts, _ resolver: inout ArgumentResolver
  ) -> FormModel {
    let form = edited.form
    resolver.form = form.name
    let body = resolver.resolve(edited.arguments)
    return FormModel(
      name: form.name, typePath: path + (form.name.map { [$0] } ?? []), method: method(of: form), body: body,
      types: resolver.types.takeNew(), reply: reply(form), replySchema: schemas.schema(of: form),
      blocking: BlockingResolver(command: command, entry: entry).resolve(body),
      delivery: form.delivery ?? entry?.delivery ?? .reply, doc: form.doc,
      specification: edited.arguments, declaredCounts: declaredCounts)
  }

  private func reply(_ form: FormOverride) -> ReplyModel {
    if let reply = form.reply {
      return ReplyModel(
        type: reply, source: .overrides,
        rawReason: reply.isUntyped ? form.rawReason ?? entry?.rawReason : nil)
    }
    if let schema = command.replySchema, let type = SchemaReply.type(schema) {
      return ReplyModel(type: type, source: .schema)
    }
    return ReplyModel(type: .raw, source: .unknown)
  }

  // MARK: Changes to the arguments

  private func editedArguments() -> [ArgumentSpec] {
    var arguments = command.arguments
    // What a command without listed arguments takes is not known, only that it takes some.
    if arguments.isEmpty && command.arity < -command.words.count
      && names.subcommands(of: command).isEmpty
    {
      var rest = ArgumentSpec(
        name: "argument", type: .string, position: command.position, path: command.path)
      rest.multiple = true
      arguments = [rest]
    }
    for replacement in entry?.replacements ?? [] {
      let new = replacement.value.arguments
      if replacement.value.argument.isEmpty {
        arguments = new
      } else if !arguments.edit(replacement.value.argument, { _ in new }) {
        missing.add(replacement.value.argument, replacement.position, replacement.path)
      }
    }
    for (path, change) in (entry?.arguments ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard !path.isEmpty else { continue }
      let found = arguments.edit(path) { argument in
        var changed = argument
        changed.type = retyped(argument, change)
        changed.optional = change.optional ?? argument.optional
        changed.joined = joined(argument, change)
        return [changed]
      }
      if !found { missing.add(path, change.position, change.path) }
    }
    return arguments
  }

  private func retyped(_ argument: ArgumentSpec, _ change: ArgumentOverride) -> ArgumentSpec.Kind {
    guard let type = change.type, type != argument.type else { return argument.type }
    let isLeaf = { (type: ArgumentSpec.Kind) in !type.hasChildren && type != .pureToken }
    guard isLeaf(type), isLeaf(argument.type) else {
      missing.addMisfit(
        "a \(argument.type.rawValue) cannot become a \(type.rawValue): \"replaceArguments\" can do that", change.position,
        change.path)
      return argument.type
    }
    return type
  }

  private func joined(_ argument: ArgumentSpec, _ change: ArgumentOverride) -> String? {
    guard let separator = change.joined else { return nil }
    if !argument.multiple || argument.multipleToken || separator.isEmpty {
      missing.addMisfit(
        "only a list without a token for each element can be joined, by a text that is not empty", change.position, change.path)
      return nil
    }
    return separator
  }

  private func checkPaths(_ arguments: [ArgumentSpec]) {
    guard let entry else { return }
    var paths = entry.secrets
    if let blocking = entry.blocking { paths.append(blocking.argument) }
    for path in paths where arguments.argument(at: path.value) == nil {
      missing.add(path.value, path.position, path.path)
    }
    for (path, change) in entry.arguments {
      let children =
        path.isEmpty ? arguments : arguments.argument(at: path)?.children ?? []
      for name in change.order where !children.contains(where: { $0.name == name.value }) {
        missing.add(argumentPath(path, name.value), name.position, name.path)
      }
    }
  }
}
