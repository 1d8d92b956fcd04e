/// Brings one command into the shape of commands.json.
///
/// Sources differ in how they spell the same: words in capitals, "command_tips" for "hints", lists of flags for members that are
/// true. What is spelled as expected, and what is not known at all, passes as it is: `SpecReader` judges it.
struct CommandShape {
  let file: String
  let diagnostics: Diagnostics

  /// What sources have beside the facts: sentences about a command, and how one server implements it.
  private static let ignored: Set<String> = [
    "complexity", "history", "function", "get_keys_function", "container", "returns", "subcommands", "syntax_fmt",
    "syntax_str",
  ]

  func translate(_ command: SourceCommand) -> JSONObject.Member {
    guard let object = command.member.value.object else { return command.member }
    var result = JSONObject()
    func add(_ name: String, _ member: JSONObject.Member, _ value: JSONNode) {
      _ = result.add(.init(name: name, namePosition: member.namePosition, value: value))
    }
    for member in object.members where !Self.ignored.contains(member.name) && !member.value.isNull {
      switch member.name {
      case "command_flags": add(member.name, member, flags(member.value))
      case "command_tips", "hints": add("hints", member, words(member.value))
      case "doc_flags": add(member.name, member, words(member.value))
      case "acl_categories": continue
      case "key_specs":
        add(member.name, member, KeySpecShape.translate(member.value))
      case "arguments":
        let shape = ArgumentShape(file: file, diagnostics: diagnostics)
        add(member.name, member, shape.translate(member.value, command.path.member(member.name)))
      case "reply_schema":
        if let schema = SchemaShape.translate(member.value) { add(member.name, member, schema) }
      default: add(member.name, member, member.value)
      }
    }
    if command.impliesCategories { addMovableKeys(&result, command) }
    addCategories(&result, object, command)
    return .init(
      name: command.member.name, namePosition: command.member.namePosition,
      value: JSONNode(value: .object(result), position: command.member.value.position))
  }

  // MARK: Words

  private func words(_ node: JSONNode) -> JSONNode { map(node) { $0.lowercased() } }

  private func flags(_ node: JSONNode) -> JSONNode {
    var node = words(node)
    if case .array(let elements) = node.value {
      let told = elements.filter { !Self.internalFlags.contains($0.string ?? "") }
      node.value = .array(WordOrder.flags.sorted(told))
    }
    return node
  }

  /// The flag that servers add to commands whose keys cannot be found by counting alone.
  private func addMovableKeys(_ result: inout JSONObject, _ command: SourceCommand) {
    let specs = result["key_specs"]?.array ?? []
    func type(_ spec: JSONNode, _ step: String) -> String? { spec.object?[step]?.object?["type"]?.string }
    let areCounted = specs.allSatisfy { type($0, "begin_search") == "index" && type($0, "find_keys") == "range" }
    guard !areCounted else { return }
    let flags = result["command_flags"]
    guard flags == nil || flags?.array?.contains(where: { $0.string == "movablekeys" }) == false else { return }
    let position = flags?.position ?? command.member.value.position
    let list = (flags?.array ?? []) + [.string("movablekeys", at: position)]
    result = result.setting("command_flags", .list(WordOrder.flags.sorted(list), at: position))
  }

  /// Flags in source code that servers keep to themselves.
  private static let internalFlags: Set<String> = [
    "all_dbs", "internal", "may_replicate", "only_sentinel", "protected", "sentinel", "touches_arbitrary_keys",
  ]

  private func map(_ node: JSONNode, _ change: (String) -> String) -> JSONNode {
    guard case .array(let elements) = node.value else { return node }
    var node = node
    node.value = .array(
      elements.map { element in element.string.map { .string(change($0), at: element.position) } ?? element })
    return node
  }

  // MARK: Categories

  private func addCategories(_ result: inout JSONObject, _ object: JSONObject, _ command: SourceCommand) {
    let member = object.member("acl_categories")
    var list = member.map { map($0.value) { $0.hasPrefix("@") ? $0 : "@" + $0.lowercased() } }
    if command.impliesCategories, list == nil || list?.array != nil {
      let flags = Set(result["command_flags"]?.array?.compactMap(\.string) ?? [])
      let position = member?.value.position ?? command.member.value.position
      var elements = list?.array ?? []
      let given = Set(elements.compactMap(\.string))
      elements += ImpliedCategories.of(flags, given).map { .string($0, at: position) }
      list = .list(elements, at: position)
    }
    guard var list else { return }
    if let elements = list.array { list = .list(WordOrder.categories.sorted(elements), at: list.position) }
    let place = member?.namePosition ?? command.member.namePosition
    _ = result.add(.init(name: "acl_categories", namePosition: place, value: list))
  }
}

/// The categories that a server adds to those in its source code.
enum ImpliedCategories {
  static func of(_ flags: Set<String>, _ given: Set<String>) -> [String] {
    var implied: [String] = []
    if flags.contains("write") { implied.append("@write") }
    // Scripts may do anything: what runs them reads no more than it writes.
    if flags.contains("readonly") && !given.contains("@scripting") { implied.append("@read") }
    if flags.contains("admin") { implied += ["@admin", "@dangerous"] }
    if flags.contains("pubsub") { implied.append("@pubsub") }
    if flags.contains("blocking") { implied.append("@blocking") }
    implied.append(flags.contains("fast") ? "@fast" : "@slow")
    return implied.filter { !given.contains($0) }
  }
}
