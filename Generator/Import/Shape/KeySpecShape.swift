/// Brings key specs into the shape of commands.json.
///
/// Source code has `{"index": {"pos": 1}}` for `{"type": "index", "spec": {"index": 1}}`, `step` for `keystep`, and a list of
/// flags for members that are true.
enum KeySpecShape {
  static func translate(_ list: JSONNode) -> JSONNode {
    guard case .array(let specs) = list.value else { return list }
    return .list(specs.map(spec), at: list.position)
  }

  private static func spec(_ node: JSONNode) -> JSONNode {
    guard let object = node.object else { return node }
    var result = JSONObject()
    for member in object.members {
      var member = member
      switch member.name {
      case "notes": continue
      case "flags" where member.value.array != nil:
        for flag in member.value.array ?? [] {
          guard let name = flag.string.map(flagName) else { continue }
          let value = JSONNode.bool(true, at: flag.position)
          _ = result.add(.init(name: name, namePosition: flag.position, value: value))
        }
        continue
      case "begin_search": member.value = step(member.value, ["pos": "index"])
      case "find_keys": member.value = step(member.value, ["step": "keystep"])
      default: break
      }
      _ = result.add(member)
    }
    return JSONNode(value: .object(result), position: node.position)
  }

  private static let kindsOfAccess: Set<String> = ["RO", "RW", "OW", "RM"]

  private static func flagName(_ word: String) -> String {
    let upper = word.uppercased()
    return kindsOfAccess.contains(upper) ? upper : word.lowercased()
  }

  /// `names` says how the members of a step are called, where that differs.
  private static func step(_ node: JSONNode, _ names: [String: String]) -> JSONNode {
    guard let object = node.object, object["type"] == nil, let only = object.members.first, object.members.count == 1
    else { return node }
    let type = JSONNode.string(only.name.lowercased(), at: only.namePosition)
    var inner = JSONObject()
    for member in only.value.object?.members ?? [] {
      var member = member
      member.name = names[member.name] ?? member.name
      _ = inner.add(member)
    }
    let isGone = only.value.isNull || only.value.object != nil
    let spec = isGone ? JSONNode(value: .object(inner), position: only.value.position) : only.value
    return .members([("type", type), ("spec", spec)], at: node.position)
  }
}
