/// What the specification says that a form answers with, as a JSON schema of the RESP3 reply.
struct ReplySchema: Sendable {
  /// The command's whole schema, into which references lead.
  var root: JSONNode
  /// The parts of it that this form answers with.
  var alternatives: [JSONNode]
  /// Whether records that RESP3 sends one by one are sent so in RESP2 too, and not all in one list.
  var isNestedInRESP2 = false
}

extension JSONNode {
  /// The schema that a pointer such as `#/items/oneOf/1` leads to from here.
  func schema(at pointer: String) -> JSONNode? {
    var node = self
    for step in pointer.split(separator: "/") where step != "#" {
      let name = String(step).replacing("~1", with: "/").replacing("~0", with: "~")
      if let elements = node.array {
        guard let index = Int(name), elements.indices.contains(index) else { return nil }
        node = elements[index]
      } else {
        guard let member = node.object?[name] else { return nil }
        node = member
      }
    }
    return node
  }

  /// The schemas of which a reply has one, when this schema is such a choice and nothing else.
  var choice: [JSONNode]? { (object?["oneOf"] ?? object?["anyOf"])?.array }
}
