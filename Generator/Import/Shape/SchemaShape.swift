/// A reply schema without the sentences in it, which are the source's and not facts.
enum SchemaShape {
  private static let sentences: Set<String> = ["description", "title", "$comment", "notes"]

  /// nil when nothing is left that says something about the reply.
  static func translate(_ node: JSONNode) -> JSONNode? {
    let schema = strip(node)
    return schema.object?.members.isEmpty == true ? nil : schema
  }

  private static func strip(_ node: JSONNode) -> JSONNode {
    var node = node
    switch node.value {
    case .array(let elements): node.value = .array(elements.map(strip))
    case .object(let object):
      var result = JSONObject()
      for member in object.members {
        // Below "properties", a name like these is one of the reply's.
        let isSentence = sentences.contains(member.name) && member.value.string != nil
        if isSentence { continue }
        var member = member
        member.value = strip(member.value)
        _ = result.add(member)
      }
      node.value = .object(result)
    default: break
    }
    return node
  }
}
