/// Takes tokens apart that are several words: each is sent as an argument of its own.
enum TokenShape {
  static func translate(_ node: JSONNode, _ object: JSONObject) -> JSONNode {
    guard let token = object["token"], let text = token.string, text.contains(" "), let name = object["name"]?.string
    else {
      // Some sources write the empty word as two quotes.
      guard let token = object["token"], token.string == "\"\"" else { return node }
      return JSONNode(value: .object(object.setting("token", .string("", at: token.position))), position: node.position)
    }
    var words = text.split(separator: " ").map { String($0) }
    let isPure = object["type"]?.string == ArgumentSpec.Kind.pureToken.rawValue
    let last = isPure ? nil : words.popLast()
    var inner = words.enumerated().map { index, word in
      JSONNode.members(
        [
          ("name", .string("\(name)-\(index + 1)", at: token.position)),
          ("type", .string(ArgumentSpec.Kind.pureToken.rawValue, at: token.position)),
          ("token", .string(word, at: token.position)),
        ], at: node.position)
    }
    // Whether it may be absent or repeated is said of all of them together.
    let outside = ["optional", "multiple", "multiple_token", "since", "deprecated_since", "servers"]
    if let last {
      var value = object.setting("token", .string(last, at: token.position))
      value = JSONObject(value.members.filter { !outside.contains($0.name) }.map { ($0.name, $0.value) })
      inner.append(JSONNode(value: .object(value), position: node.position))
    }
    var members: [(String, JSONNode)] = [
      ("name", .string(name, at: node.position)),
      ("type", .string(ArgumentSpec.Kind.block.rawValue, at: node.position)),
    ]
    members += outside.compactMap { name in object[name].map { (name, $0) } }
    members.append(("arguments", .list(inner, at: node.position)))
    return .members(members, at: node.position)
  }
}
