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
        counts[name, default: 0] > 1, let token = object["token"]?.string, !token.isEmpty
      else { return argument }
      let own = token.lowercased() + "-" + name
      guard taken.insert(own).inserted else { return argument }
      return JSONNode(value: .object(object.setting("name", .string(own, at: node.position))), position: argument.position)
    }
  }

  /// The name of an argument that has a value: words alone may share one.
  private static func name(_ argument: JSONNode) -> String? {
    guard let object = argument.object, object["type"]?.string != ArgumentSpec.Kind.pureToken.rawValue else {
      return nil
    }
    return object["name"]?.string
  }
}
