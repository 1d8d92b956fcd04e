/// Adds what a source leaves out and what follows from the rest of a command.
struct Completion {
  let command: SourceCommand
  private var words: Int { command.name.split(separator: " ").count }

  init(_ command: SourceCommand) { self.command = command }

  /// What a missing member leads to, for people.
  static func consequence(_ member: String) -> String {
    switch member {
    case "arity": "it is counted from the arguments"
    case "key_specs": "the keys' places are counted from the arguments"
    case "arguments": "they are strings, as many as the arity says, and keys where the server finds them"
    case "command_flags": "it counts as a command that writes"
    case "since": "\(SpecVocabulary.unknownVersion) stands for it"
    default: "it is derived from the rest"
    }
  }

  /// The command with what could be derived, and the names of those members.
  func complete(_ member: JSONObject.Member) -> (JSONObject.Member, [String]) {
    guard var object = member.value.object else { return (member, []) }
    let position = member.value.position
    var derived: [String] = []
    func add(_ name: String, _ node: JSONNode) {
      object = object.setting(name, node)
      derived.append(name)
    }
    if object["since"] == nil { add("since", .string(SpecVocabulary.unknownVersion, at: position)) }
    if object["group"] == nil { add("group", .string(group(object), at: position)) }
    if let list = undescribed(object)?.list { add("arguments", list) }
    if object["arity"] == nil || object["key_specs"] == nil {
      let arguments = self.arguments(object)
      if object["arity"] == nil {
        let arity = ArityCheck.arity(words: words, arguments)
        // Without arguments nothing says that there are none.
        add("arity", .int(object["arguments"] == nil ? -words : arity, at: position))
      }
      // One that says what the command does would say it of keys, too.
      if object["key_specs"] == nil, command.isWithoutFacts, let specs = keySpecs(arguments, object) { add("key_specs", specs) }
    }
    if object["command_flags"] == nil, command.isWithoutFacts { derived.append("command_flags") }
    var member = member
    member.value = JSONNode(value: .object(object), position: position)
    return (member, derived)
  }

  /// What is made of the arity where nothing is said about the arguments.
  private func undescribed(_ object: JSONObject) -> UndescribedArguments? {
    guard command.isUndescribed, let arity = object["arity"]?.int else { return nil }
    return UndescribedArguments(
      words: words, arity: arity, keySpec: object["key_specs"]?.array?.first, position: command.member.value.position)
  }

  /// What is not as it seems in a command that was completed; nil when nothing is.
  func doubt(_ member: JSONObject.Member) -> String? {
    guard let object = member.value.object, let arguments = undescribed(object), !arguments.isListable else { return nil }
    return "an arity of \(arguments.arity) says more arguments than the \(UndescribedArguments.most) that are listed one by one: "
      + "any number of strings stands for them"
  }

  /// The arguments, read without complaints: those come when the whole command is read.
  private func arguments(_ object: JSONObject) -> [ArgumentSpec] {
    guard let list = object["arguments"] else { return [] }
    let arguments = JSONNode.members([("arguments", list)], at: list.position)
    let reader = SpecReader(file: command.file, diagnostics: Diagnostics())
    guard let fields = reader.fields(of: arguments, command.path, expected: "an object") else { return [] }
    return reader.readArguments(fields, keySpecs: .max, parent: nil)
  }

  // MARK: Groups

  /// Groups by the category that only their commands have.
  private static let groups = [
    "@string": "string", "@list": "list", "@hash": "hash", "@set": "set", "@sortedset": "sorted-set",
    "@stream": "stream", "@geo": "geo", "@bitmap": "bitmap", "@hyperloglog": "hyperloglog", "@pubsub": "pubsub",
    "@scripting": "scripting", "@transaction": "transactions", "@connection": "connection", "@keyspace": "generic",
  ]

  private func group(_ object: JSONObject) -> String {
    func words(_ name: String) -> [String] { object[name]?.array?.compactMap(\.string) ?? [] }
    if words("command_flags").contains("module") || object["module"] != nil { return "module" }
    let found = words("acl_categories").compactMap { Self.groups[$0] }
    return found.first { $0 != "generic" } ?? found.first ?? "server"
  }

  // MARK: Keys

  /// Where the first key stands, if nothing before it may be absent or repeated; nil when there is none, or its place varies.
  private func keySpecs(_ arguments: [ArgumentSpec], _ object: JSONObject) -> JSONNode? {
    var index = words
    for (number, argument) in arguments.enumerated() {
      let isLast = number == arguments.count - 1
      guard !argument.optional, !argument.multiple || argument.type == .key, !argument.type.hasChildren else {
        return nil
      }
      if argument.token != nil && argument.type != .pureToken { index += 1 }
      if argument.type == .key {
        if argument.multiple && !isLast { return nil }
        return keySpec(index, lastKey: argument.multiple ? -1 : 0, object)
      }
      index += 1
    }
    return nil
  }

  private func keySpec(_ index: Int, lastKey: Int, _ object: JSONObject) -> JSONNode {
    let position = command.member.value.position
    func int(_ number: Int) -> JSONNode { .int(number, at: position) }
    func step(_ type: String, _ members: [(String, JSONNode)]) -> JSONNode {
      .members([("type", .string(type, at: position)), ("spec", .members(members, at: position))], at: position)
    }
    let isRead = object["command_flags"]?.array?.contains { $0.string == "readonly" } ?? false
    let spec = JSONNode.members(
      [
        ("begin_search", step("index", [("index", int(index))])),
        ("find_keys", step("range", [("lastkey", int(lastKey)), ("keystep", int(1)), ("limit", int(0))])),
        (isRead ? "RO" : "RW", .bool(true, at: position)),
      ], at: position)
    return .list([spec], at: position)
  }
}

extension SourceCommand {
  /// Whether nothing is said about what the command does: neither flags nor arity nor categories.
  fileprivate var isWithoutFacts: Bool {
    let object = member.value.object
    return ["command_flags", "arity", "acl_categories"].allSatisfy { object?[$0] == nil }
  }
}
