extension DescriptorModel {
  /// What the specification leaves to each client.
  private static let special = "special"

  /// The facts of a command, with what the overrides add.
  init(_ command: CommandSpec, _ entry: CommandOverride?) {
    let policy = { (prefix: String) -> String? in
      command.hints.first { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }
    let response = policy("response_policy:")
    self.init(
      name: command.name, group: command.group, arity: command.arity, flags: command.flags,
      keySpecs: command.keySpecs, requestPolicy: policy("request_policy:"),
      responsePolicy: response == Self.special ? entry?.responsePolicy?.rawValue ?? response : response,
      hints: command.hints.filter { !$0.contains("policy:") },
      aclCategories: command.aclCategories.map { $0.hasPrefix("@") ? String($0.dropFirst()) : $0 },
      // A specification that does not tell servers apart is the one of Redis.
      sinceRedis: command.servers.isEmpty ? command.knownSince : command.servers["redis"],
      sinceValkey: command.servers["valkey"], scope: entry?.scope ?? .shared,
      delivery: entry?.delivery ?? .reply, mayBeCached: entry?.mayBeCached ?? true,
      mayBeRetried: entry?.mayBeRetried ?? true, blocking: BlockingArgumentModel(command, entry))
  }
}

extension CommandSpec {
  /// nil for a command of which nobody says since when it is there.
  fileprivate var knownSince: String? { since == SpecVocabulary.unknownVersion ? nil : since }
}

extension [ArgumentSpec] {
  /// Whether some argument is called a password.
  var namesPassword: Bool {
    contains { argument in
      argument.name == "password" || argument.displayText == "password"
        || argument.children.namesPassword
    }
  }
}
