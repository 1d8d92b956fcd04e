/// Brings arguments into the shape of commands.json.
struct ArgumentShape {
  /// No server's arguments are nested deeper than a few levels.
  static let maximumDepth = 32

  let file: String
  let diagnostics: Diagnostics

  func translate(_ list: JSONNode, _ path: JSONPath, depth: Int = 0) -> JSONNode {
    guard case .array(let arguments) = list.value else { return list }
    guard depth < Self.maximumDepth else {
      diagnostics.error(file, list.position, path, "arguments are nested deeper than \(Self.maximumDepth) levels")
      return JSONNode(value: .invalid, position: list.position)
    }
    let shaped = arguments.enumerated().map { index, node in
      guard let object = node.object, OldArgument.isOne(object) else { return node }
      return OldArgument(file: file, diagnostics: diagnostics).translate(node, object, path.index(index))
        ?? JSONNode(value: .invalid, position: node.position)
    }
    let named = SameNames.resolved(shaped)
    let translated = named.enumerated().map { index, node in argument(node, path.index(index), depth) }
    return .list(translated, at: list.position)
  }

  private func argument(_ node: JSONNode, _ path: JSONPath, _ depth: Int) -> JSONNode {
    guard let object = node.object else { return node }
    var result = JSONObject()
    let name = object["name"]?.string.map(SpelledName.of)
    let type = object["type"]?.string?.lowercased()
    for member in object.members where !member.value.isNull {
      var member = member
      switch member.name {
      case "summary", "description", "expression", "pattern", "value": continue
      case "name": member.value = name.map { .string($0, at: member.value.position) } ?? member.value
      case "type": member.value = type.map { .string($0, at: member.value.position) } ?? member.value
      case "display", "display_text":
        // Only what differs from the name says something.
        if member.value.string == name { continue }
        member.name = "display_text"
      case "key_spec_index" where !Self.mayBeKey(type): continue
      case "flags" where member.value.array != nil:
        for flag in member.value.array ?? [] {
          guard let name = flag.string?.lowercased() else { continue }
          let value = JSONNode.bool(true, at: flag.position)
          _ = result.add(.init(name: name, namePosition: flag.position, value: value))
        }
        continue
      case "arguments":
        if describesExpression(object) { continue }
        member.value = translate(member.value, path.member("arguments"), depth: depth + 1)
      default: break
      }
      _ = result.add(member)
    }
    if describesExpression(object) {
      diagnostics.note(
        file, node.position, path, "the functions of an expression language are listed: it is sent as one string")
      let position = object["type"]?.position ?? node.position
      result = result.setting("type", .string(ArgumentSpec.Kind.string.rawValue, at: position))
    }
    return TokenShape.translate(JSONNode(value: .object(result), position: node.position), result)
  }

  /// Whether a key's place may be given by number: servers leave a zero behind at numbers and words.
  private static func mayBeKey(_ type: String?) -> Bool {
    switch type.flatMap(ArgumentSpec.Kind.init) {
    case .integer, .double, .unixTime, .pureToken: false
    default: true
    }
  }

  /// Whether an argument, or each of those inside of it, is a "function": the words of a language within one argument.
  private func describesExpression(_ object: JSONObject) -> Bool {
    if object["type"]?.string == "function" { return true }
    guard let inner = object["arguments"]?.array, !inner.isEmpty else { return false }
    return inner.allSatisfy { $0.object?["type"]?.string == "function" }
  }
}
