import RESP

/// Brings what a server says about its commands into the shape that published files have.
///
/// The same facts come out of RESP2 and RESP3, where maps are lists and sets are arrays, in an order of their own: by name.
struct ServerTranslation {
  /// What messages call the server.
  let name: String
  let diagnostics: Diagnostics

  func commands(_ answers: ServerAnswers) -> [SourceCommand] {
    guard let list = answers.commands.array else {
      fail(.root, "expected a list of commands in the answer to COMMAND, found \(answers.commands.kind)")
      return []
    }
    guard !list.allSatisfy(\.isNull) else {
      fail(.root, "the server names no command in its answer to COMMAND")
      return []
    }
    var docs: [String: RESPValue] = [:]
    if let described = answers.docs {
      guard described.map != nil else {
        fail(.root, "expected a map of commands in the answer to COMMAND DOCS, found \(described.kind)")
        return []
      }
      collect(described, in: &docs, depth: 0)
    } else {
      let why = answers.docsError.map { " (\($0))" } ?? ""
      diagnostics.warning(
        name, .start, nil,
        "the server does not describe its commands: COMMAND DOCS has no answer\(why). They come without arguments")
    }
    var commands: [SourceCommand] = []
    for (index, info) in list.enumerated() { add(info, docs, JSONPath.root.index(index), to: &commands, depth: 0) }
    return commands.sorted { $0.name < $1.name }
  }

  private func fail(_ path: JSONPath, _ message: String) { diagnostics.error(name, .start, path, message) }

  /// A subcommand is called "client|list".
  private func fullName(_ name: String) -> String { name.replacing("|", with: " ").uppercased() }

  private func collect(_ described: RESPValue, in docs: inout [String: RESPValue], depth: Int) {
    for pair in described.map ?? [] {
      guard let name = pair.key.string else { continue }
      docs[fullName(name)] = pair.value
      if depth < 4, let subcommands = pair.value["subcommands"] { collect(subcommands, in: &docs, depth: depth + 1) }
    }
  }

  private func add(
    _ info: RESPValue, _ docs: [String: RESPValue], _ path: JSONPath, to commands: inout [SourceCommand], depth: Int
  ) {
    // A command that was taken away meanwhile.
    if info.isNull { return }
    guard let fields = info.array, fields.count >= 6, let text = fields[0].string, !text.isEmpty else {
      fail(path, "expected a command's name, arity, flags and keys in the answer to COMMAND")
      return
    }
    let fullName = fullName(text)
    let path = JSONPath.root.member(fullName)
    let doc = docs[fullName]
    var members: [(String, JSONNode)] = []
    for member in ["summary", "since", "group", "module", "deprecated_since", "replaced_by"] {
      if let text = doc?[member]?.string { members.append((member, .string(text, at: .start))) }
    }
    members.append(("arity", node(fields[1])))
    members.append(("command_flags", words(fields[2])))
    if let flags = doc?["doc_flags"] { members.append(("doc_flags", words(flags))) }
    if let list = info[6] { members.append(("acl_categories", words(list))) }
    if let list = info[7] { members.append(("hints", words(list))) }
    let specs = info[8]?.array ?? []
    if !specs.isEmpty {
      members.append(("key_specs", .list(specs.map(keySpec), at: .start)))
    } else if let legacy = legacyKeySpec(fields) {
      members.append(("key_specs", .list([legacy], at: .start)))
    }
    if let arguments = doc?["arguments"]?.array, !arguments.isEmpty {
      members.append(("arguments", .list(arguments.map { argument($0, depth: 0) }, at: .start)))
    }
    let member = JSONObject.Member(name: fullName, namePosition: .start, value: .members(members, at: .start))
    let subcommands = info[9]?.array ?? []
    commands.append(
      SourceCommand(
        name: fullName, member: member, file: name, path: path,
        isUndescribed: doc?["summary"] == nil && doc?["arguments"] == nil && subcommands.isEmpty))
    // Too many are refused with the rest, once they are counted.
    guard depth < 4, commands.count <= SourceLimit.commands else { return }
    for (index, inner) in subcommands.enumerated() {
      add(inner, docs, path.member("subcommands").index(index), to: &commands, depth: depth + 1)
    }
  }

  // MARK: Values

  private func words(_ value: RESPValue) -> JSONNode {
    .list((value.array ?? []).map { .string($0.string ?? "", at: .start) }, at: .start)
  }

  /// A scalar as it is; anything else is something that `SpecReader` complains of.
  private func node(_ value: RESPValue) -> JSONNode {
    switch value.plain {
    case .integer(let number): .int(number, at: .start)
    case .boolean(let flag): .bool(flag, at: .start)
    case .null: JSONNode(value: .null, position: .start)
    case .double(let number): JSONNode(value: .number(number), position: .start)
    default:
      if let text = value.string {
        .string(text, at: .start)
      } else {
        JSONNode(value: .array([]), position: .start)
      }
    }
  }

  private func keySpec(_ value: RESPValue) -> JSONNode {
    var members: [(String, JSONNode)] = []
    for name in ["begin_search", "find_keys"] {
      guard let step = value[name] else { continue }
      let inner = (step["spec"]?.map ?? []).compactMap { pair in pair.key.string.map { ($0, node(pair.value)) } }
      members.append(
        (
          name,
          .members([("type", node(step["type"] ?? .null)), ("spec", .members(inner, at: .start))], at: .start)
        ))
    }
    members.append(("flags", words(value["flags"] ?? .array([]))))
    return .members(members, at: .start)
  }

  /// The keys as servers before version 7 tell them: the first, the last and the step.
  private func legacyKeySpec(_ fields: [RESPValue]) -> JSONNode? {
    guard let first = fields[3].int, let last = fields[4].int, let step = fields[5].int, first > 0, step > 0 else {
      return nil
    }
    let lastKey = last < 0 ? last : max(0, last - first)
    func make(_ type: String, _ spec: [(String, Int)]) -> JSONNode {
      let spec = JSONNode.members(spec.map { ($0.0, .int($0.1, at: .start)) }, at: .start)
      return .members([("type", .string(type, at: .start)), ("spec", spec)], at: .start)
    }
    let isRead = (fields[2].array ?? []).contains { $0.string == "readonly" }
    return .members(
      [
        ("begin_search", make("index", [("index", first)])),
        ("find_keys", make("range", [("lastkey", lastKey), ("keystep", step), ("limit", 0)])),
        ("flags", .list([.string(isRead ? "RO" : "RW", at: .start)], at: .start)),
      ], at: .start)
  }

  private func argument(_ value: RESPValue, depth: Int) -> JSONNode {
    guard let pairs = value.map else { return node(value) }
    let members = pairs.compactMap { pair -> (String, JSONNode)? in
      guard let name = pair.key.string else { return nil }
      switch name {
      case "flags": return (name, words(pair.value))
      case "arguments":
        // Deeper ones are refused when the shape is checked.
        guard depth <= ArgumentShape.maximumDepth else { return (name, .list([], at: .start)) }
        return (name, .list((pair.value.array ?? []).map { argument($0, depth: depth + 1) }, at: .start))
      default: return (name, node(pair.value))
      }
    }
    return .members(members, at: .start)
  }
}
