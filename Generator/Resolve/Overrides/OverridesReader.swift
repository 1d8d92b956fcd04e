extension Overrides {
  /// Reads overrides and checks all that can be checked without the specification.
  static func read(file: String, text: String, diagnostics: Diagnostics) -> Overrides {
    var overrides = Overrides(file: file)
    guard
      let root = JSONParser.parse(file: file, text: text, diagnostics: diagnostics),
      let fields = FieldReader(
        root, .root, expected: "an object with commands, types and enums", file: file,
        diagnostics: diagnostics)
    else { return overrides }
    fields.rejectOthers(than: ["commands", "types", "enums"])

    // Replies refer to types, so their names come first.
    let types = fields.members("types", "an object of types by name")
    let known = KnownTypes(types)
    let replies = ReplyReader(file: file, diagnostics: diagnostics, types: known)

    let typeReader = TypeOverrideReader(replies: replies)
    for member in types?.object.members ?? [] {
      guard let types, let type = typeReader.read(member, types.path.member(member.name)) else {
        continue
      }
      overrides.types[member.name] = type
    }
    TypeCycles(file: file, diagnostics: diagnostics).check(overrides.types)
    overrides.markGenericTypes()

    let enums = fields.members("enums", "an object of enums by name")
    for member in enums?.object.members ?? [] {
      guard let enums else { continue }
      overrides.enums[member.name] = EnumOverrideReader(file: file, diagnostics: diagnostics)
        .read(member, enums.path.member(member.name))
    }

    let commands = fields.members("commands", "an object of entries by command name")
    for member in commands?.object.members ?? [] {
      guard let commands else { continue }
      overrides.commands[member.name.uppercased()] = CommandOverrideReader(replies: replies)
        .read(member, commands.path.member(member.name))
    }
    return overrides
  }

  /// A type is generic when data of the user is in it, or in a type inside it.
  private mutating func markGenericTypes() {
    var changed = true
    while changed {
      changed = false
      for (name, type) in types where !type.model.isGeneric && type.model.kind != .external {
        guard type.model.fields.contains(where: { hasUserData($0.type) }) else { continue }
        types[name]?.model.isGeneric = true
        changed = true
      }
      for (name, type) in types where type.model.isGeneric && !type.model.isKeyed {
        guard type.model.fields.contains(where: { hasKeys($0.type) }) else { continue }
        types[name]?.model.isKeyed = true
        changed = true
      }
    }
  }

  private func hasKeys(_ type: ReplyType) -> Bool {
    switch type {
    case .key: true
    case .named(let name): types[name]?.model.isKeyed ?? false
    default: type.children.contains { hasKeys($0) }
    }
  }

  private func hasUserData(_ type: ReplyType) -> Bool {
    switch type {
    case .bytes: true
    case .named(let name): types[name]?.model.isGeneric ?? false
    // Keys of a dictionary keep their type, whatever the values are read as.
    case .map(_, let value): hasUserData(value)
    default: type.children.contains { hasUserData($0) }
    }
  }
}

extension FieldReader {
  /// The overrides are ours, so a member that nothing reads is a mistake.
  func rejectOthers(than known: [String]) {
    for member in object.members where !known.contains(member.name) {
      diagnostics.error(
        file, member.namePosition, path.member(member.name),
        "unknown member: known here are \(known.joined(separator: ", "))")
    }
  }

  /// The object in member `name`.
  func members(_ name: String, _ expected: String) -> FieldReader? {
    guard let node = object[name] else { return nil }
    return FieldReader(
      node, path.member(name), expected: expected, file: file, diagnostics: diagnostics)
  }

  /// A word out of a list of known ones.
  func oneOf<Value: RawRepresentable<String> & CaseIterable>(_ name: String) -> Value? {
    guard let text = text(name) else { return nil }
    if let value = Value(rawValue: text) { return value }
    let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
    error(name, "unknown word \(text.quotedForMessage): known are \(known)")
    return nil
  }

  /// A Swift identifier.
  func identifier(_ name: String, capital: Bool = false) -> String? {
    guard let text = text(name) else { return nil }
    if text.isIdentifier(capital: capital) { return text }
    let letter = capital ? "a capital" : "a small"
    error(name, "expected a Swift name that begins with \(letter) letter, found \(text.quotedForMessage)")
    return nil
  }

  func located(_ name: String) -> [Located<String>] {
    strings(name).map { Located(value: $0.text, position: $0.position, path: $0.path) }
  }

  /// One text, or a list of them.
  func paths(_ name: String) -> [Located<String>] {
    guard let node = object[name], node.array == nil else { return located(name) }
    return text(name).map { [Located(value: $0, position: node.position, path: path.member(name))] } ?? []
  }
}
