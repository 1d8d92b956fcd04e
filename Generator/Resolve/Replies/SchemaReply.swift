/// Makes a reply type out of a JSON schema where the schema is plain. Strings become bytes: a schema does not tell data of the
/// user from text of the server, and bytes are right for both.
enum SchemaReply {
  /// nil when the schema says more, or less, than a reply type can.
  static func type(_ node: JSONNode) -> ReplyType? {
    guard let schema = node.object else { return nil }
    if let alternatives = (schema["oneOf"] ?? schema["anyOf"])?.array {
      return choice(alternatives)
    }
    if let const = schema["const"] { return constant([const]) }
    if let values = schema["enum"]?.array { return constant(values) }
    switch schema["type"]?.string {
    case "integer": return isYesOrNo(schema) ? .bool : .int
    case "number": return .double
    case "boolean": return .bool
    case "string": return .bytes
    case "array": return list(schema)
    case "object": return map(schema)
    default:
      guard let types = schema["type"]?.array?.compactMap(\.string), types.count == 2 else {
        return nil
      }
      return choice(types.map { typeSchema($0, node.position) })
    }
  }

  private static func typeSchema(_ type: String, _ position: SourcePosition) -> JSONNode {
    var schema = JSONObject()
    let value = JSONNode(value: .string(type), position: position)
    _ = schema.add(JSONObject.Member(name: "type", namePosition: position, value: value))
    return JSONNode(value: .object(schema), position: position)
  }

  /// Null or something else; OK or null; zero or one; several that come to the same.
  private static func choice(_ alternatives: [JSONNode]) -> ReplyType? {
    let others = alternatives.filter { $0.object?["type"]?.string != "null" && !$0.isConstant { $0.isNull } }
    let hasNull = others.count < alternatives.count
    let constants = others.compactMap { $0.object?["const"] }
    let type: ReplyType?
    if constants.count == others.count {
      type = constant(constants)
    } else {
      let types = Set(others.map { Self.type($0) })
      type = types.count == 1 ? types.first ?? nil : nil
    }
    guard hasNull, let type else { return type }
    if case .optional = type { return type }
    return type == .ok ? .done : type == .done ? nil : .optional(type)
  }

  private static func constant(_ values: [JSONNode]) -> ReplyType? {
    guard !values.isEmpty else { return nil }
    let integers = values.compactMap(\.int)
    if integers.count == values.count {
      return Set(integers).isSubset(of: [0, 1]) && integers.count == 2 ? .bool : .int
    }
    let strings = values.compactMap(\.string)
    guard strings.count == values.count else { return nil }
    return strings == ["OK"] ? .ok : .string
  }

  private static func isYesOrNo(_ schema: JSONObject) -> Bool {
    schema["minimum"]?.int == 0 && schema["maximum"]?.int == 1
  }

  private static func list(_ schema: JSONObject) -> ReplyType? {
    guard let items = schema["items"], items.object != nil else { return nil }
    guard let element = type(items), element != .ok, element != .done else { return nil }
    return .array(element)
  }

  private static func map(_ schema: JSONObject) -> ReplyType? {
    guard schema["properties"] == nil else { return nil }
    let values: JSONNode
    if let patterns = schema["patternProperties"]?.object?.members, patterns.count == 1 {
      values = patterns[0].value
    } else if let others = schema["additionalProperties"], others.object != nil {
      values = others
    } else {
      return nil
    }
    guard let value = type(values), value != .ok, value != .done else { return nil }
    return .map(key: .string, value: value)
  }
}

extension JSONNode {
  fileprivate func isConstant(_ test: (JSONNode) -> Bool) -> Bool {
    object?["const"].map(test) ?? false
  }
}
