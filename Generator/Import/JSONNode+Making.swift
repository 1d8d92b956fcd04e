extension JSONObject {
  /// An object of members that all stand at one place. The first of equal names counts.
  init(_ members: [(String, JSONNode)]) {
    self.init()
    for (name, value) in members { _ = add(Member(name: name, namePosition: value.position, value: value)) }
  }

  /// The same members, `name` among them with this value.
  func setting(_ name: String, _ value: JSONNode) -> JSONObject {
    var result = JSONObject()
    for member in members where member.name != name { _ = result.add(member) }
    _ = result.add(Member(name: name, namePosition: value.position, value: value))
    return result
  }
}

extension JSONNode {
  static func string(_ text: String, at position: SourcePosition) -> JSONNode {
    JSONNode(value: .string(text), position: position)
  }

  static func int(_ number: Int, at position: SourcePosition) -> JSONNode {
    JSONNode(value: .int(number), position: position)
  }

  static func bool(_ flag: Bool, at position: SourcePosition) -> JSONNode {
    JSONNode(value: .bool(flag), position: position)
  }

  static func list(_ elements: [JSONNode], at position: SourcePosition) -> JSONNode {
    JSONNode(value: .array(elements), position: position)
  }

  static func members(_ members: [(String, JSONNode)], at position: SourcePosition) -> JSONNode {
    JSONNode(value: .object(JSONObject(members)), position: position)
  }
}
