/// Reads the description of one type of reply.
struct TypeOverrideReader {
  let replies: ReplyReader

  func read(_ member: JSONObject.Member, _ path: JSONPath) -> TypeOverride? {
    guard
      let fields = FieldReader(
        member.value, path, expected: "a type (an object)", file: replies.file,
        diagnostics: replies.diagnostics)
    else { return nil }
    fields.rejectOthers(than: ["kind", "doc", "fields", "cases", "generic", "unit", "sample"])
    if !member.name.isIdentifier(capital: true) {
      fields.error("a type's name is a Swift name that begins with a capital letter")
    }
    if fields.object["kind"] == nil { fields.missing("kind") }
    guard let kind: ReplyTypeModel.Kind = fields.oneOf("kind") else { return nil }
    let list = fields.elements("fields").compactMap { node, path in
      readField(node, path, kind)
    }
    let cases = CodeCases(fields: fields).read()
    switch kind {
    case .external:
      if !list.isEmpty { fields.error("fields", "a type that is written by hand has no fields here") }
    case .code:
      if fields.object["fields"] != nil { fields.error("fields", "a code has cases, not fields") }
      if cases.isEmpty { fields.error("a code needs cases") }
    case .record, .map:
      if list.isEmpty { fields.error("a type needs fields") }
    }
    if kind != .code && fields.object["cases"] != nil {
      fields.error("cases", "only a code has cases")
    }
    for name in ["generic", "unit"] where kind != .external && fields.object[name] != nil {
      fields.error(name, "only a type that is written by hand says this")
    }
    checkNames(list, kind, fields)
    checkOptionals(list, kind, fields)
    let model = ReplyTypeModel(
      name: member.name, kind: kind, doc: fields.text("doc"), fields: list,
      cases: cases, takesUnit: kind == .external && fields.bool("unit"),
      isGeneric: kind == .external && fields.bool("generic"),
      samples: readSamples(fields, kind))
    return TypeOverride(position: member.namePosition, path: path, model: model)
  }

  /// One text or several, of which one may be empty.
  private func readSamples(_ fields: FieldReader, _ kind: ReplyTypeModel.Kind) -> [String] {
    guard let node = fields.object["sample"] else { return [] }
    let samples = (node.array ?? [node]).compactMap(\.string)
    if kind != .external {
      fields.error("sample", "only what is read by hand needs samples")
    } else if samples.count < node.array?.count ?? 1 {
      fields.error("sample", "expected a text, or a list of them")
    }
    return samples
  }

  private func readField(
    _ node: JSONNode, _ path: JSONPath, _ kind: ReplyTypeModel.Kind
  ) -> ReplyTypeModel.Field? {
    guard
      let fields = FieldReader(
        node, path, expected: "a field (an object)", file: replies.file,
        diagnostics: replies.diagnostics)
    else { return nil }
    fields.rejectOthers(than: ["key", "name", "type", "doc"])
    if kind == .record && fields.object["key"] != nil {
      fields.error("key", "the fields of a record have positions, not keys")
    }
    let key = fields.text("key", required: kind == .map)
    if fields.object["name"] == nil { fields.missing("name") }
    guard let name = fields.identifier("name"), let type = replies.read(fields, "type") else {
      return nil
    }
    if type == .ok || type == .done || type == .optional(.ok) {
      fields.error("type", "\"\(type)\" is a reply, not the type of a field")
      return nil
    }
    let field = ReplyTypeModel.Field(key: key ?? name, name: name, type: type, doc: fields.text("doc"))
    if field.prefix != nil {
      guard case .map(.int, _) = type else {
        fields.error("type", "the keys \(field.key.quotedForMessage) make a map from int, not \"\(type)\"")
        return nil
      }
    }
    return field
  }

  private func checkNames(
    _ list: [ReplyTypeModel.Field], _ kind: ReplyTypeModel.Kind, _ fields: FieldReader
  ) {
    var names: Set<String> = kind == .map ? ["otherFields"] : []
    var keys: Set<String> = []
    for field in list {
      if !names.insert(field.name).inserted {
        fields.error("fields", "the name \(field.name.quotedForMessage) is used twice")
      }
      if kind == .map && !keys.insert(field.key).inserted {
        fields.error("fields", "the key \(field.key.quotedForMessage) is used twice")
      }
    }
  }

  /// Only the last fields of a record can be missing; those before keep their positions, and may be null.
  private func checkOptionals(
    _ list: [ReplyTypeModel.Field], _ kind: ReplyTypeModel.Kind, _ fields: FieldReader
  ) {
    guard kind == .map else { return }
    for field in list {
      if case .optional(.optional) = field.type {
        fields.error("fields", "\(field.name.quotedForMessage) is optional twice")
      }
    }
  }
}

/// Reads the description of an enum that several commands share.
struct EnumOverrideReader {
  let file: String
  let diagnostics: Diagnostics

  func read(_ member: JSONObject.Member, _ path: JSONPath) -> EnumOverride? {
    guard
      let fields = FieldReader(
        member.value, path, expected: "an enum (an object)", file: file, diagnostics: diagnostics)
    else { return nil }
    fields.rejectOthers(than: ["doc", "cases"])
    if !member.name.isIdentifier(capital: true) {
      fields.error("an enum's name is a Swift name that begins with a capital letter")
    }
    guard let cases = fields.members("cases", "an object of Swift names by word") else {
      fields.error("an enum needs cases")
      return nil
    }
    var list: [(word: String, name: String)] = []
    for word in cases.object.members {
      guard let name = cases.identifier(word.name) else { continue }
      if list.contains(where: { $0.name == name }) {
        cases.error(word.name, "the name \(name.quotedForMessage) is used twice")
      }
      list.append((word.name, name))
    }
    return EnumOverride(
      position: member.namePosition, path: path, doc: fields.text("doc"), cases: list)
  }
}
