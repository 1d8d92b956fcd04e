/// Gives names of their own to arguments that stand side by side and have one name: the word before them tells them apart.
enum SameNames {
  static func resolved(_ arguments: [JSONNode]) -> [JSONNode] {
    var counts: [String: Int] = [:]
    for argument in arguments {
      if let name = name(argument) { counts[name, default: 0] += 1 }
    }
    guard counts.values.contains(where: { $0 > 1 }) else { return arguments }
    var taken = Set(counts.keys)
    return arguments.map { argument in
      guard let object = argument.object, let node = object["name"], let name = name(argument),
        counts[name, default: 0] > 1, !isWord(object), let token = object["token"]?.string, !token.isEmpty
      else { return argument }
      let own = token.lowercased() + "-" + name
      guard taken.insert(own).inserted else { return argument }
      return JSONNode(value: .object(object.setting("name", .string(own, at: node.position))), position: argument.position)
    }
  }

  /// The name of an argument that becomes a parameter: words that are always sent, and the words of a choice, may share one.
  private static func name(_ argument: JSONNode) -> String? {
    guard let object = argument.object, !isWord(object) || mayBeAbsent(object) else { return nil }
    return object["name"]?.string
  }

  private static func isWord(_ object: JSONObject) -> Bool {
    object["type"]?.string == ArgumentSpec.Kind.pureToken.rawValue
  }

  private static func mayBeAbsent(_ object: JSONObject) -> Bool {
    object["optional"]?.bool == true || object["flags"]?.array?.contains { $0.string == "optional" } == true
  }
}
