/// Reads the entry of one command.
struct CommandOverrideReader {
  let replies: ReplyReader

  private static let members = [
    "reply", "forms", "rawReason", "scope", "delivery", "responsePolicy", "method", "blocking", "secret", "cacheable",
    "retrySafe", "arguments", "replaceArguments", "doc", "schema", "nestedInRESP2",
  ]

  func read(_ member: JSONObject.Member, _ path: JSONPath) -> CommandOverride? {
    guard let fields = fields(member.value, path, "an entry (an object)") else { return nil }
    fields.rejectOthers(than: Self.members)
    var entry = CommandOverride(position: member.namePosition, path: path)
    entry.rawReason = fields.text("rawReason")
    entry.scope = fields.oneOf("scope")
    entry.delivery = fields.oneOf("delivery")
    entry.responsePolicy = fields.oneOf("responsePolicy")
    entry.mayBeCached = readRefusal(fields, "cacheable")
    entry.mayBeRetried = readRefusal(fields, "retrySafe")
    entry.method = fields.identifier("method")
    entry.secrets = fields.located("secret")
    entry.blocking = readBlocking(fields)
    entry.forms = readForms(fields)
    readArguments(fields, into: &entry)
    readReplacements(fields, into: &entry)
    checkRaw(entry, fields)
    return entry
  }

  private func fields(_ node: JSONNode, _ path: JSONPath, _ expected: String) -> FieldReader? {
    FieldReader(
      node, path, expected: expected, file: replies.file, diagnostics: replies.diagnostics)
  }

  /// An entry can only say no: which commands may be cached or sent again at all follows from the specification.
  private func readRefusal(_ fields: FieldReader, _ name: String) -> Bool {
    guard fields.object[name] != nil else { return true }
    let isWanted = fields.bool(name)
    if isWanted { fields.error(name, "only false says more than the specification does") }
    return isWanted
  }

  // MARK: Forms

  private func readForms(_ fields: FieldReader) -> [FormOverride] {
    let hasForms = fields.object["forms"] != nil
    if fields.object["reply"] != nil {
      if hasForms { fields.error("reply", "an entry has either a reply or forms") }
      return [
        FormOverride(
          reply: replies.read(fields, "reply"), doc: fields.text("doc"), schemas: fields.paths("schema"),
          nestedInRESP2: fields.text("nestedInRESP2"))
      ]
    }
    guard hasForms else { return [] }
    let forms = fields.elements("forms").compactMap { node, path in readForm(node, path) }
    let mains = forms.count { $0.name == nil }
    if mains != 1 {
      fields.error("forms", "exactly one form has no name, because it is the main one; \(mains) have none")
    }
    var names: Set<String> = []
    for form in forms {
      guard let name = form.name, !names.insert(name).inserted else { continue }
      fields.error("forms", "two forms are called \(name.quotedForMessage)")
    }
    return forms
  }

  private func readForm(_ node: JSONNode, _ path: JSONPath) -> FormOverride? {
    guard let fields = fields(node, path, "a form (an object)") else { return nil }
    fields.rejectOthers(than: [
      "reply", "with", "without", "single", "name", "method", "rawReason", "delivery", "doc", "schema",
      "nestedInRESP2",
    ])
    return FormOverride(
      name: fields.identifier("name", capital: true), method: fields.identifier("method"),
      reply: replies.read(fields, "reply"), rawReason: fields.text("rawReason"),
      delivery: fields.oneOf("delivery"), doc: fields.text("doc"), with: fields.located("with"), without: fields.located("without"),
      single: fields.located("single"), schemas: fields.paths("schema"),
      nestedInRESP2: fields.text("nestedInRESP2"))
  }

  /// Untyped replies are meant to be rare, so each says why.
  private func checkRaw(_ entry: CommandOverride, _ fields: FieldReader) {
    let isRaw = entry.forms.contains { $0.reply == .raw && $0.rawReason == nil }
    if isRaw && entry.rawReason == nil {
      fields.error("a raw reply needs a \"rawReason\"")
    }
  }

  // MARK: Arguments

  private func readBlocking(_ fields: FieldReader) -> BlockingOverride? {
    guard let blocking = fields.members("blocking", "an object with argument and unit") else {
      return nil
    }
    blocking.rejectOthers(than: ["argument", "unit"])
    guard
      let argument = blocking.text("argument", required: true),
      let unit: BlockingModel.Unit = blocking.oneOf("unit"),
      let node = blocking.object["argument"]
    else { return nil }
    let located = Located(
      value: argument, position: node.position, path: blocking.path.member("argument"))
    return BlockingOverride(argument: located, unit: unit)
  }

  private func readArguments(_ fields: FieldReader, into entry: inout CommandOverride) {
    guard let arguments = fields.members("arguments", "an object of changes by argument path")
    else { return }
    for member in arguments.object.members {
      let path = arguments.path.member(member.name)
      guard let change = self.fields(member.value, path, "a change (an object)") else { continue }
      change.rejectOthers(than: ["name", "type", "order", "countOf", "optional", "joined"])
      entry.arguments[member.name] = ArgumentOverride(
        position: member.namePosition, path: path, name: change.identifier("name"),
        type: change.oneOf("type"), optional: change.object["optional"]?.bool,
        count: readCount(change), joined: change.text("joined"), order: change.located("order"))
    }
  }

  /// True for what is named or listed next; "words" for a number of words.
  private func readCount(_ change: FieldReader) -> ArgumentOverride.Count? {
    guard let node = change.object["countOf"] else { return nil }
    if node.string == "words" { return .words }
    guard let isCount = node.bool else {
      change.error("countOf", "expected true or \"words\"")
      return nil
    }
    return isCount ? .elements : nil
  }

  private func readReplacements(_ fields: FieldReader, into entry: inout CommandOverride) {
    guard let list = fields.members("replaceArguments", "an object of arguments by argument path")
    else { return }
    let reader = SpecReader(file: replies.file, diagnostics: replies.diagnostics)
    for member in list.object.members {
      let path = list.path.member(member.name)
      // The list is read as if it were the arguments of a command.
      var holder = JSONObject()
      _ = holder.add(
        JSONObject.Member(
          name: "arguments", namePosition: member.namePosition, value: member.value))
      let node = JSONNode(value: .object(holder), position: member.namePosition)
      guard let holding = self.fields(node, path, "a list of arguments") else { continue }
      // Key specs belong to the specification; any index is as good as another here.
      let arguments = reader.readArguments(holding, keySpecs: Int.max, parent: nil)
      entry.replacements.append(
        Located(
          value: .init(argument: member.name, arguments: arguments),
          position: member.namePosition, path: path))
    }
  }
}
