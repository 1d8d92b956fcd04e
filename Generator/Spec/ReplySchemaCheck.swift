/// Checks that a reply schema makes sense as a JSON schema, as far as replies need one.
struct ReplySchemaCheck {
  let file: String
  let diagnostics: Diagnostics

  static let types = ["null", "boolean", "integer", "number", "string", "array", "object"]

  private static let members: Set<String> = [
    "$ref", "additionalItems", "additionalProperties", "allOf", "anyOf", "const", "description",
    "enum", "exclusiveMaximum", "exclusiveMinimum", "format", "items", "maxItems", "maxLength",
    "maximum", "minItems", "minLength", "minimum", "oneOf", "pattern", "patternProperties",
    "properties", "required", "title", "type", "uniqueItems",
  ]

  func check(_ node: JSONNode, _ path: JSONPath) {
    guard
      let fields = FieldReader(
        node, path, expected: "a schema (an object)", file: file, diagnostics: diagnostics)
    else { return }
    fields.noteOthers(than: Self.members)
    let types = checkType(fields)
    checkValues(fields, types)
    checkLimits(fields)
    checkNested(fields)
    checkRequired(fields)
    for name in ["description", "title", "format", "pattern"] { _ = fields.string(name) }
    if let reference = fields.text("$ref"), !reference.hasPrefix("#") {
      fields.error("$ref", "expected a reference inside the schema, beginning with '#'")
    }
  }

  /// The types that the schema allows; nil when it does not say, or not well.
  private func checkType(_ fields: FieldReader) -> [String]? {
    guard let node = fields.object["type"] else { return nil }
    let list = node.array == nil ? [(node, fields.path.member("type"))] : fields.elements("type")
    if list.isEmpty { fields.error("type", "the list of types is empty") }
    let types = list.compactMap { node, path -> String? in
      guard let type = node.string else {
        if !node.isInvalid {
          diagnostics.error(
            file, node.position, path, "expected the name of a type, found \(node.kind)")
        }
        return nil
      }
      if Self.types.contains(type) { return type }
      let known = Self.types.joined(separator: ", ")
      diagnostics.error(
        file, node.position, path,
        "unknown type \(type.quotedForMessage) in a reply schema: known are \(known)")
      return nil
    }
    return types.count == list.count && !types.isEmpty ? types : nil
  }

  private func checkValues(_ fields: FieldReader, _ types: [String]?) {
    var values = fields.elements("enum")
    if fields.object["enum"]?.array?.isEmpty == true {
      fields.error("enum", "the list of values is empty")
    }
    if let const = fields.object["const"] { values.append((const, fields.path.member("const"))) }
    guard let types else { return }
    for (node, path) in values where !node.isInvalid && !types.contains(where: node.hasType) {
      diagnostics.error(
        file, node.position, path,
        "the value is \(node.kind), but the type is \(types.joined(separator: " or "))")
    }
  }

  private func checkLimits(_ fields: FieldReader) {
    for (least, most) in [("minItems", "maxItems"), ("minLength", "maxLength")] {
      for name in [least, most] {
        if let count = fields.int(name), count < 0 { fields.error(name, "must not be negative") }
      }
      checkOrder(fields, least, most)
    }
    for name in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] {
      if let node = fields.object[name], node.double == nil, !node.isInvalid {
        fields.error(name, "expected a number, found \(node.kind)")
      }
    }
    checkOrder(fields, "minimum", "maximum")
    _ = fields.bool("uniqueItems")
  }

  private func checkOrder(_ fields: FieldReader, _ least: String, _ most: String) {
    guard
      let low = fields.object[least]?.double, let high = fields.object[most]?.double, low > high
    else { return }
    fields.error(least, "\(least) is greater than \(most)")
  }

  private func checkNested(_ fields: FieldReader) {
    for name in ["anyOf", "oneOf", "allOf"] {
      if fields.object[name]?.array?.isEmpty == true {
        fields.error(name, "the list of schemas is empty")
      }
      for (node, path) in fields.elements(name) { check(node, path) }
    }
    if let items = fields.object["items"] {
      if items.array != nil {
        for (node, path) in fields.elements("items") { check(node, path) }
      } else if items.object != nil {
        check(items, fields.path.member("items"))
      } else if !items.isInvalid {
        fields.error("items", "expected a schema or a list of schemas, found \(items.kind)")
      }
    }
    for name in ["additionalItems", "additionalProperties"] {
      guard let node = fields.object[name], node.bool == nil else { continue }
      check(node, fields.path.member(name))
    }
    for name in ["properties", "patternProperties"] {
      guard let node = fields.object[name] else { continue }
      let path = fields.path.member(name)
      let expected = "an object of schemas by name"
      let schemas = FieldReader(
        node, path, expected: expected, file: file, diagnostics: diagnostics)
      for member in schemas?.object.members ?? [] {
        check(member.value, path.member(member.name))
      }
    }
  }

  private func checkRequired(_ fields: FieldReader) {
    // Where patterns name the properties too, any name may be one.
    guard fields.object["patternProperties"] == nil else { return }
    for (name, position, path) in fields.strings("required")
    where fields.object["properties"]?.object?[name] == nil {
      diagnostics.error(
        file, position, path, "there is no property \(name.quotedForMessage) that could be required"
      )
    }
  }
}

extension JSONNode {
  /// Whether this value is one of JSON schema's type `name`. A whole number is a number too.
  fileprivate func hasType(_ name: String) -> Bool {
    switch value {
    case .null: name == "null"
    case .bool: name == "boolean"
    case .int: name == "integer" || name == "number"
    case .number: name == "number"
    case .string: name == "string"
    case .array: name == "array"
    case .object: name == "object"
    case .invalid: true
    }
  }
}
