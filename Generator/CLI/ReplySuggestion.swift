/// An entry for the overrides that types a command's reply, as far as the specification tells what it is: something to paste and go on
/// from.
struct ReplySuggestion {
  let command: String
  /// `"TIME": {"reply": "int"}`
  let entry: String
  /// Types that the entry refers to: `"TimeReply": {…}`
  private(set) var types: [String] = []

  init(_ command: CommandModel, _ schema: JSONNode?) {
    self.command = command.name
    let name = command.words.map { Identifier.upper($0) }.joined() + "Reply"
    var maker = ReplyTypeMaker(name: name)
    let reply = schema.flatMap { maker.type($0) } ?? "raw"
    types = maker.types
    // An untyped reply has to say why.
    let reason = reply == "raw" ? ", \"rawReason\": \"Nobody has said yet what it answers.\"" : ""
    entry = "\(JSONText.string(command.name).rendered()): {\"reply\": \(JSONText.string(reply).rendered())\(reason)}"
  }
}

/// Makes reply types out of schemas with named parts.
private struct ReplyTypeMaker {
  let name: String
  private(set) var types: [String] = []

  init(name: String) { self.name = name }

  /// In the language of the overrides; nil when the schema does not tell.
  mutating func type(_ schema: JSONNode) -> String? {
    if let type = SchemaReply.type(schema) { return type.description }
    guard let object = schema.object else { return nil }
    if let properties = object["properties"]?.object, !properties.members.isEmpty {
      return map(properties, required: Set(object["required"]?.array?.compactMap(\.string) ?? []))
    }
    if let items = object["items"], items.object != nil, let element = type(items) { return "[\(element)]" }
    guard let choice = schema.choice else { return nil }
    let others = choice.filter { $0.object?["type"]?.string != "null" }
    guard others.count == 1, others.count < choice.count, let type = type(others[0]) else { return nil }
    return type.hasSuffix("?") ? type : type + "?"
  }

  private mutating func map(_ properties: JSONObject, required: Set<String>) -> String? {
    // One type for one reply: parts with names of their own stay untyped until somebody names them.
    guard types.isEmpty else { return nil }
    var names = NameScope(taken: ["otherFields"])
    let fields = properties.members.map { member in
      let found = SchemaReply.type(member.value)
      var type = found == .ok || found == .done ? "string" : found?.description ?? "raw"
      if !required.contains(member.name), !type.hasSuffix("?") { type += "?" }
      let name = names.claim([Identifier.lower(member.name)]).name
      let parts = [("key", member.name), ("name", name), ("type", type)].map { key, text in
        "\"\(key)\": \(JSONText.string(text).rendered())"
      }
      return "  {\(parts.joined(separator: ", "))}"
    }
    types = ["\"\(name)\": {\"kind\": \"map\", \"fields\": ["] + [fields.joined(separator: ",\n") + "]}"]
    return name
  }
}

extension [ReplySuggestion] {
  /// What to do about replies that no override types.
  func lines(file: String, limit: Int = .max) -> [String] {
    guard !isEmpty else { return [] }
    let shown = prefix(limit)
    var lines = ["", "to type these replies, say what they are in \(file), under \"commands\":"]
    lines += shown.map { "  \($0.entry)," }
    if count > limit { lines.append("  … and \(count - limit) more: redis-generate report shows all") }
    let types = shown.flatMap { $0.types.isEmpty ? [] : [$0.types.joined(separator: "\n")] }
    if !types.isEmpty {
      lines.append("and under \"types\":")
      lines += types.flatMap { ($0 + ",").split(separator: "\n").map { "  \($0)" } }
    }
    return lines
  }
}
