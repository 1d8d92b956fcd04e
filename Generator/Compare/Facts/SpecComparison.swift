/// What two specifications say differently of one command.
struct CommandChange: Hashable {
  enum What: String, Hashable { case added, removed, changed }

  var name: String
  var what: What
  var facts: [FactChange] = []

  /// Whether it is, or became, deprecated.
  var isDeprecated: Bool { facts.contains { $0.kind == .deprecated && $0.argument == nil && $0.new != nil } }
}

/// Compares the facts of two specifications. Summaries and groups are how a command is presented, and no facts; commands that only
/// hold others are nothing without them.
struct SpecComparison {
  /// All differences, by command name.
  static func changes(from old: SpecDocument, to new: SpecDocument) -> [CommandChange] {
    let before = commands(old)
    let now = commands(new)
    // A server speaks of no other, and published files tell none apart.
    let tellsServers = [before, now].allSatisfy { $0.values.contains { !$0.servers.isEmpty } }
    var changes: [CommandChange] = []
    for (name, command) in now {
      guard let earlier = before[name] else {
        var change = CommandChange(name: name, what: .added)
        if let text = command.deprecation {
          change.facts = [FactChange(kind: .deprecated, new: text)]
        }
        changes.append(change)
        continue
      }
      let facts = facts(earlier, command, tellsServers: tellsServers)
      if !facts.isEmpty { changes.append(CommandChange(name: name, what: .changed, facts: facts)) }
    }
    changes += before.keys.filter { now[$0] == nil }.map { CommandChange(name: $0, what: .removed) }
    return changes.sorted { $0.name < $1.name }
  }

  private static func commands(_ document: SpecDocument) -> [String: CommandSpec] {
    let names = CommandNames(document, Diagnostics())
    return Dictionary(document.commands.filter { !names.isNamespace($0) }.map { ($0.name, $0) }) { first, _ in first }
  }

  private static func facts(_ old: CommandSpec, _ new: CommandSpec, tellsServers: Bool) -> [FactChange] {
    var facts: [FactChange] = []
    let add = { (kind: FactChange.Kind, old: String?, new: String?) -> Void in
      if old != new { facts.append(FactChange(kind: kind, old: old, new: new)) }
    }
    add(.deprecated, old.deprecation, new.deprecation)
    add(.module, old.module, new.module)
    // That it is deprecated is a fact of its own.
    add(.docFlags, old.docFlags.filter { $0 != "deprecated" }.words, new.docFlags.filter { $0 != "deprecated" }.words)
    add(.arity, "\(old.arity)", "\(new.arity)")
    add(.flags, old.flags.words, new.flags.words)
    add(.acl, old.aclCategories.words, new.aclCategories.words)
    add(.hints, old.hints.words, new.hints.words)
    if old.keySpecs != new.keySpecs { add(.keys, old.keySpecs.words, new.keySpecs.words) }
    add(.since, old.since, new.since)
    if tellsServers {
      let (before, now) = (old.servers.words, new.servers.words)
      add(.servers, before.isEmpty ? nil : before, now.isEmpty ? nil : now)
    }
    if let before = old.replySchema, let now = new.replySchema, !before.isSameSchema(as: now) {
      facts.append(FactChange(kind: .reply))
    }
    return facts + arguments(old, new)
  }

  private static func arguments(_ old: CommandSpec, _ new: CommandSpec) -> [FactChange] {
    if old.hidesArguments && !new.arguments.isEmpty { return [FactChange(kind: .arguments, new: "described")] }
    if new.hidesArguments && !old.arguments.isEmpty { return [FactChange(kind: .arguments, old: "described")] }
    return ArgumentComparison.changes(old.arguments, new.arguments)
  }
}

extension CommandSpec {
  /// Whether it takes more words than its specification describes.
  fileprivate var hidesArguments: Bool { arguments.isEmpty && (arity < 0 || arity > words.count) }

  /// "since 4.0.0, use `HSET`"
  fileprivate var deprecation: String? {
    guard deprecatedSince != nil || replacedBy != nil || docFlags.contains("deprecated") else { return nil }
    let parts = [deprecatedSince.map { "since \($0)" }, replacedBy.map { "use \($0)" }].compactMap(\.self)
    return parts.isEmpty ? "for no reason given" : parts.joined(separator: ", ")
  }
}

extension [String] {
  /// In an order of their own, each once.
  fileprivate var words: String? { isEmpty ? nil : Set(self).sorted().joined(separator: " ") }
}

extension [KeySpecSpec] {
  fileprivate var words: String? { isEmpty ? nil : map(\.explained).joined(separator: "; ") }
}

extension JSONNode {
  /// Whether both describe the same replies; what they tell people is no part of that.
  fileprivate func isSameSchema(as other: JSONNode) -> Bool {
    switch (value, other.value) {
    case (.object(let old), .object(let new)):
      let before = old.members.filter { !$0.isText }
      let now = new.members.filter { !$0.isText }
      return before.count == now.count
        && before.allSatisfy { member in new[member.name].map { member.value.isSameSchema(as: $0) } ?? false }
    case (.array(let old), .array(let new)):
      return old.count == new.count && zip(old, new).allSatisfy { $0.isSameSchema(as: $1) }
    case (.string(let old), .string(let new)): return old == new
    case (.bool(let old), .bool(let new)): return old == new
    case (.null, .null), (.invalid, .invalid): return true
    default:
      guard let old = double, let new = other.double else { return false }
      return old == new
    }
  }
}

extension JSONObject.Member {
  /// A schema's description, which is a text; a property of that name would be a schema.
  fileprivate var isText: Bool { ["description", "title", "$comment"].contains(name) && value.string != nil }
}
