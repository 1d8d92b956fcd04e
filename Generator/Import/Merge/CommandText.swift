/// Writes a command as commands.json has it: a member on a line, an argument on a line.
struct CommandText {
  /// Lists and schemas that are longer go over several lines.
  static let width = 132

  /// The members of the command in their order, each with its value as it stands in the file.
  static func members(of command: CommandSpec) -> [(name: String, value: String)] {
    var members: [(String, String)] = []
    func add(_ name: String, _ text: String?) { if let text { members.append((name, quoted(text))) } }
    func addWords(_ name: String, _ words: [String]) {
      if !words.isEmpty { members.append((name, inline(words))) }
    }
    add("summary", command.summary)
    add("since", command.since)
    if !command.servers.isEmpty { members.append(("servers", servers(command.servers))) }
    add("group", command.group)
    add("module", command.module)
    members.append(("arity", "\(command.arity)"))
    add("deprecated_since", command.deprecatedSince)
    add("replaced_by", command.replacedBy)
    addWords("doc_flags", command.docFlags)
    addWords("acl_categories", command.aclCategories)
    addWords("command_flags", command.flags)
    addWords("hints", command.hints)
    if !command.keySpecs.isEmpty { members.append(("key_specs", keySpecs(command.keySpecs))) }
    if !command.arguments.isEmpty { members.append(("arguments", arguments(command.arguments, "    "))) }
    if let schema = command.replySchema { members.append(("reply_schema", value(schema, "    "))) }
    return members
  }

  /// A whole command of these members, without its name.
  static func object(_ members: [(name: String, value: String)]) -> String {
    let lines = members.map { "    \(quoted($0.name)): \($0.value)" }
    return "{\n\(lines.joined(separator: ",\n"))\n  }"
  }

  static func quoted(_ text: String) -> String { JSONText.string(text).rendered() }

  // MARK: Lists

  private static func inline(_ words: [String]) -> String { "[\(words.map(quoted).joined(separator: ", "))]" }

  private static func servers(_ servers: [String: String]) -> String {
    let members = servers.sorted { $0.key < $1.key }.map { "\(quoted($0.key)): \(quoted($0.value))" }
    return "{\(members.joined(separator: ", "))}"
  }

  private static func keySpecs(_ specs: [KeySpecSpec]) -> String {
    let texts = specs.map(keySpec)
    if texts.count == 1 { return "[\(texts.joined())]" }
    return "[\n\(texts.map { "      " + $0 }.joined(separator: ",\n"))\n    ]"
  }

  private static func keySpec(_ spec: KeySpecSpec) -> String {
    let begin =
      switch spec.begin {
      case .index(let index): step("index", "\"index\": \(index)")
      case .keyword(let word, let startFrom):
        step("keyword", "\"keyword\": \(quoted(word)), \"startfrom\": \(startFrom)")
      case .unknown: step("unknown", "")
      }
    let find =
      switch spec.find {
      case .range(let lastKey, let keyStep, let limit):
        step("range", "\"lastkey\": \(lastKey), \"keystep\": \(keyStep), \"limit\": \(limit)")
      case .keynum(let keyNumIndex, let firstKey, let keyStep):
        step("keynum", "\"keynumidx\": \(keyNumIndex), \"firstkey\": \(firstKey), \"keystep\": \(keyStep)")
      case .unknown: step("unknown", "")
      }
    let flags = WordOrder.keyFlags.sorted(spec.flags.map(\.rawValue)).map { ", \(quoted($0)): true" }
    return "{\"begin_search\": \(begin), \"find_keys\": \(find)\(flags.joined())}"
  }

  private static func step(_ type: String, _ spec: String) -> String {
    "{\"type\": \(quoted(type)), \"spec\": {\(spec)}}"
  }

  // MARK: Arguments

  private static func arguments(_ arguments: [ArgumentSpec], _ indent: String) -> String {
    let lines = arguments.map { "\(indent)  \(argument($0, indent + "  "))" }
    return "[\n\(lines.joined(separator: ",\n"))\n\(indent)]"
  }

  private static func argument(_ argument: ArgumentSpec, _ indent: String) -> String {
    var members = ["\"name\": \(quoted(argument.name))", "\"type\": \(quoted(argument.type.rawValue))"]
    func add(_ name: String, _ text: String?) {
      if let text { members.append("\"\(name)\": \(quoted(text))") }
    }
    add("display_text", argument.displayText)
    add("deprecated_since", argument.deprecatedSince)
    if let index = argument.keySpecIndex { members.append("\"key_spec_index\": \(index)") }
    add("token", argument.token)
    add("since", argument.since)
    if !argument.servers.isEmpty { members.append("\"servers\": \(servers(argument.servers))") }
    if argument.optional { members.append("\"optional\": true") }
    if argument.multiple { members.append("\"multiple\": true") }
    if argument.multipleToken { members.append("\"multiple_token\": true") }
    if !argument.children.isEmpty { members.append("\"arguments\": \(arguments(argument.children, indent))") }
    return "{\(members.joined(separator: ", "))}"
  }

  // MARK: Any value

  private static func value(_ node: JSONNode, _ indent: String) -> String {
    let text = inline(node)
    if text.count + indent.count <= width { return text }
    let inner = indent + "  "
    switch node.value {
    case .array(let elements) where !elements.isEmpty:
      return "[\n\(elements.map { inner + value($0, inner) }.joined(separator: ",\n"))\n\(indent)]"
    case .object(let object) where !object.members.isEmpty:
      let lines = object.members.map { "\(inner)\(quoted($0.name)): \(value($0.value, inner))" }
      return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
    default: return text
    }
  }

  private static func inline(_ node: JSONNode) -> String {
    switch node.value {
    case .null, .invalid: "null"
    case .bool(let flag): "\(flag)"
    case .int(let number): "\(number)"
    case .number(let number): "\(number)"
    case .string(let text): quoted(text)
    case .array(let elements): "[\(elements.map(inline).joined(separator: ", "))]"
    case .object(let object):
      "{\(object.members.map { "\(quoted($0.name)): \(inline($0.value))" }.joined(separator: ", "))}"
    }
  }
}
