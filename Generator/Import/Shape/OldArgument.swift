/// Brings an argument as it was described before Redis 7 into the shape of later ones.
///
/// The word before it was its "command", the words of a choice an "enum" of strings, and values that come together a list of names
/// and one of types. Of a word and several values, "variadic" meant that the word comes once, and "multiple" that it comes before each.
struct OldArgument {
  let file: String
  let diagnostics: Diagnostics

  /// What only the old shape has. A "block" was also the kind of an argument.
  private static let members: Set<String> = ["command", "enum", "variadic", "block"]

  static func isOne(_ object: JSONObject) -> Bool {
    object.members.contains { members.contains($0.name) } || object["name"]?.array != nil
      || object["type"]?.array != nil || ["enum", "posix time"].contains(object["type"]?.string)
  }

  /// The argument in the new shape; nil, after saying why, when it cannot be brought into it.
  func translate(_ node: JSONNode, _ object: JSONObject, _ path: JSONPath) -> JSONNode? {
    let position = node.position
    var members: [(String, JSONNode)] = object.members.filter {
      !Self.members.contains($0.name) && !["name", "type", "multiple"].contains($0.name)
    }.map { ($0.name, $0.value) }
    let token = object["command"]
    if let token {
      guard token.string?.isEmpty == false else { return fail(token, path.member("command"), "expected a word, found \(token.kind)") }
      members.append(("token", token))
    }
    let isVariadic = object["variadic"]?.bool == true
    let isMultiple = object["multiple"]?.bool == true
    if isVariadic || isMultiple { members.append(("multiple", .bool(true, at: position))) }
    // Before each value, where both are said, too: so did the servers that had such commands.
    if isMultiple && !isVariadic && token != nil { members.append(("multiple_token", .bool(true, at: position))) }
    guard let kind = kind(object, token, path, position) else { return nil }
    return .members(kind + members, at: position)
  }

  private func fail(_ node: JSONNode, _ path: JSONPath, _ why: String) -> JSONNode? {
    diagnostics.error(file, node.position, path, why + " (in the format from before Redis 7)")
    return nil
  }

  /// Its name, its type and what is inside of it.
  private func kind(
    _ object: JSONObject, _ token: JSONNode?, _ path: JSONPath, _ position: SourcePosition
  ) -> [(String, JSONNode)]? {
    let spelled = token?.string.map { JSONNode.string($0.lowercased().replacing(" ", with: "-"), at: position) }
    let name = object["name"] ?? spelled
    let type = object["type"]
    func made(_ kind: ArgumentSpec.Kind, _ inner: [JSONNode]?) -> [(String, JSONNode)] {
      let own = name.map { $0.array == nil ? $0 : .string(joined($0), at: $0.position) }
      return [("name", own ?? .string("options", at: position)), ("type", .string(kind.rawValue, at: position))]
        + (inner.map { [("arguments", .list($0, at: position))] } ?? [])
    }
    if let words = object["enum"] {
      guard let list = words.array, !list.isEmpty else {
        _ = fail(words, path.member("enum"), "expected a list of words, found \(words.kind)")
        return nil
      }
      let inner = list.enumerated().compactMap { choice($1, path.member("enum").index($0)) }
      guard inner.count == list.count else { return nil }
      // Of one word there is no choice.
      if inner.count == 1, token == nil, let name, let word = inner.first?.object, word["type"]?.string != "string" {
        return [("name", name)] + word.members.filter { $0.name != "name" }.map { ($0.name, $0.value) }
      }
      return made(.oneof, inner)
    }
    if let block = object["block"] { return made(.block, block.array ?? [block]) }
    if let names = name?.array {
      guard let values = together(names, type, object, path, position) else { return nil }
      // A list of one is no block.
      if values.count == 1, let only = values.first?.object { return only.members.map { ($0.name, $0.value) } }
      return made(.block, values)
    }
    guard let type else {
      // A word alone; of a value, it is missed when the argument is read.
      guard let given = object["name"] else { return made(.pureToken, nil) }
      return [("name", given)]
    }
    guard let text = type.string else {
      _ = fail(type, path.member("type"), "expected a type as there is one name, found \(type.kind)")
      return nil
    }
    guard text != "enum" else {
      _ = fail(type, path, "an enum needs a list \"enum\" of its words")
      return nil
    }
    return [name.map { ("name", $0) }].compactMap { $0 } + [("type", .string(Self.kind(text), at: type.position))]
  }

  private func joined(_ names: JSONNode) -> String { (names.array ?? []).compactMap(\.string).joined(separator: "-") }

  private static func kind(_ type: String) -> String { type == "posix time" ? ArgumentSpec.Kind.unixTime.rawValue : type }

  /// Values that come one behind the other.
  private func together(
    _ names: [JSONNode], _ type: JSONNode?, _ object: JSONObject, _ path: JSONPath, _ position: SourcePosition
  ) -> [JSONNode]? {
    let types = type?.array ?? type.map { [$0] } ?? []
    guard !names.isEmpty, names.count == types.count else {
      _ = fail(
        type ?? JSONNode(value: .null, position: position), path,
        "expected as many types as names, found \(Count.of(names.count, "name")) and \(Count.of(types.count, "type"))")
      return nil
    }
    return zip(names, types).map { name, type in
      .members([("name", name), ("type", type.string.map { .string(Self.kind($0), at: type.position) } ?? type)], at: name.position)
    }
  }

  /// A word, or a word and the name of a value behind it: "EX seconds".
  private func choice(_ node: JSONNode, _ path: JSONPath) -> JSONNode? {
    guard let text = node.string, !text.isEmpty else { return fail(node, path, "expected a word, found \(node.kind)") }
    let parts = text.split(separator: " ").map { String($0) }
    func name(_ text: String) -> JSONNode { .string(text == "\"\"" ? "empty" : text.lowercased(), at: node.position) }
    func type(_ kind: ArgumentSpec.Kind) -> JSONNode { .string(kind.rawValue, at: node.position) }
    if parts.count == 1 {
      return .members([("name", name(text)), ("type", type(.pureToken)), ("token", node)], at: node.position)
    }
    guard parts.count == 2, parts[0] == parts[0].uppercased(), parts[1] == parts[1].lowercased() else {
      return fail(node, path, "expected a word, or one and the name of its value as in \"EX seconds\", found \(text.quotedForMessage)")
    }
    return .members(
      [("name", name(parts[1])), ("type", type(.string)), ("token", .string(parts[0], at: node.position))], at: node.position)
  }
}
