/// Resolves one command with all its forms.
struct CommandResolver {
  let command: CommandSpec
  let entry: CommandOverride?
  let names: CommandNames
  let sharedEnums: SharedEnums
  let overridesFile: String
  let file: String
  let diagnostics: Diagnostics
  let missing: MissingArguments
  let schemas: FormSchemas

  func resolve() -> CommandModel {
    let arguments = editedArguments()
    checkPaths(arguments)
    var descriptor = DescriptorModel(command, entry)
    descriptor.hasSecrets = arguments.namesPassword || !(entry?.secrets.isEmpty ?? true)

    let path = names.typePath(command)
    let forms = entry.map { $0.forms.isEmpty ? [FormOverride()] : $0.forms } ?? [FormOverride()]
    let reserved = names.subcommands(of: command).union(forms.compactMap(\.name))
    let changes = entry?.arguments ?? [:]
    let declaredCounts = DeclaredCounts(
      ofElements: Set(changes.filter { $0.value.count == .elements }.keys),
      ofWords: Set(changes.filter { $0.value.count == .words }.keys))
    var resolver = ArgumentResolver(
      overrides: changes, counts: CountRule(declared: declaredCounts),
      sharedEnums: sharedEnums, versions: LaterVersions(command),
      types: ArgumentTypes(owner: path, reserved: reserved))
    // The main form comes first, because the others' types are inside its type.
    let ordered = forms.filter { $0.name == nil } + forms.filter { $0.name != nil }
    let models = ordered.compactMap { form in
      formModel(form, arguments, path, declaredCounts, &resolver)
    }
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
        ? GrammarResolver.grammar(arguments, ordered, CountRule(declared: declaredCounts)) : nil)
  }

  private var deprecation: CommandModel.Deprecation? {
    guard command.deprecatedSince != nil || command.replacedBy != nil
      || command.docFlags.contains("deprecated")
    else { return nil }
    return CommandModel.Deprecation(
      since: command.deprecatedSince, replacedBy: command.replacedBy)
  }

  // MARK: Forms

  private func formModel(
    _ form: FormOverride, _ arguments: [ArgumentSpec], _ path: [String],
    _ declaredCounts: DeclaredCounts, _ resolver: inout ArgumentResolver
  ) -> FormModel? {
    var editor = FormEditor(arguments)
    var isComplete = true
    for path in form.with {
      isComplete = apply(path, "with") { path throws(FormEditor.Mistake) in try editor.include(path) } && isComplete
    }
    for path in form.without {
      _ = apply(path, "without") { path throws(FormEditor.Mistake) in try editor.exclude(path) }
    }
    for path in form.single {
      _ = apply(path, "single") { path throws(FormEditor.Mistake) in try editor.takeOne(path) }
    }
    // A form that is about an argument which does not exist would be the main one again. That one has to be, in any case.
    guard isComplete || form.name == nil else { return nil }

    resolver.form = form.name
    let body = resolver.resolve(editor.arguments)
    let method = entry?.method ?? Identifier.method(command.words)
    return FormModel(
      name: form.name, typePath: path + (form.name.map { [$0] } ?? []),
      method: ReservedNames.method(form.method ?? method + (form.name ?? "")), body: body,
      types: resolver.types.takeNew(), reply: reply(form), replySchema: schemas.schema(of: form),
      blocking: BlockingResolver(command: command, entry: entry).resolve(body),
      delivery: form.delivery ?? entry?.delivery ?? .reply, doc: form.doc,
      specification: editor.arguments, declaredCounts: declaredCounts)
  }

  /// Whether there is such an argument.
  private func apply(
    _ path: Located<String>, _ what: String,
    _ edit: (String) throws(FormEditor.Mistake) -> Void
  ) -> Bool {
    do {
      try edit(path.value)
    } catch {
      let name = path.value.quotedForMessage
      switch error {
      case .noArgument:
        missing.add(path.value, path.position, path.path)
        return false
      case .alwaysSent:
        diagnostics.error(
          overridesFile, path.position, path.path,
          "\(name) is sent in every form: \"with\" is for what could be left out")
      case .single:
        diagnostics.error(
          overridesFile, path.position, path.path, "\(name) is no list: \"single\" is for those")
      case .required:
        diagnostics.error(
          overridesFile, path.position, path.path,
          "\(name) cannot be left out: \"\(what)\" is for what could be")
      }
    }
    return true
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
      diagnostics.error(
        overridesFile, change.position, change.path,
        "a \(argument.type.rawValue) cannot become a \(type.rawValue): \"replaceArguments\" can do that")
      return argument.type
    }
    return type
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
