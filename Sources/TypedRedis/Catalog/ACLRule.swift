/// What a user of the server has to be allowed, and nothing else, to call a list of commands.
///
///     let rule = try ACLRule(covering: ["GET", "HGETALL", "CLIENT LIST"], keys: ["cache:*"])
///     print(rule)  // +client|list +get +hgetall %R~cache:*
///     try await redis.aclSetuser(username: "reader", rules: ["reset", "on", ">…"] + rule.words)
///
/// It has single commands and no categories: those grow with newer servers. What logging in needs (`HELLO`, `AUTH`) servers allow
/// everybody. What else a program uses has to be listed, too: `MULTI`, `EXEC`, `WATCH` and so on for transactions, `CLIENT TRACKING`
/// for client-side caching, `COMMAND INFO` for ``RedisCommandRunner/verify(against:)``; and what options of the connection send:
/// `SELECT` (a database other than 0), `CLIENT NO-EVICT`, `CLIENT NO-TOUCH`, `READONLY`, and with RESP2 `PING` and
/// `CLIENT SETNAME`. `SORT` and `SORT_RO` with `BY` or `GET` need `allkeys`, as servers see it.
public struct ACLRule: Sendable, Hashable {
  /// As `ACL SETUSER` takes them.
  public let words: [String]

  /// - Parameters:
  ///   - commands: Names as Redis documents them (`CLIENT LIST`), in any case. A container's (`CLIENT`) stands for all its
  ///     subcommands.
  ///   - keys: Patterns of the keys that the commands are for. They are allowed to be read, written or both, as the commands
  ///     need it (since Redis 7.0); there are none in the rule if no command has keys. Without patterns, no key is allowed.
  ///   - channels: Patterns of channels.
  /// - Throws: ``RedisError`` (`invalidArgument`) with the names that are not in the ``CommandCatalog``.
  public init(covering commands: [String], keys: [String] = [], channels: [String] = []) throws(RedisError) {
    let known = CommandCatalog.libraries.flatMap(\.descriptors)
    var covered: [CommandDescriptor] = []
    var names: Set<String> = []
    var unknown: [String] = []
    for command in commands {
      let name = command.split(separator: " ").joined(separator: " ").uppercased()
      let subcommands = known.filter { $0.name.description.hasPrefix(name + " ") }
      if let descriptor = CommandCatalog.descriptor(named: name) {
        covered.append(descriptor)
      } else if subcommands.isEmpty {
        unknown.append(command)
      }
      covered += subcommands
      names.insert(name)
    }
    guard unknown.isEmpty else {
      let list = unknown.map { "\"\($0)\"" }.joined(separator: ", ")
      throw RedisError(
        .invalidArgument, "no such command: \(list); those of modules have to be registered with the CommandCatalog")
    }
    self.init(names: names, covered, keys: keys, channels: channels)
  }

  /// The same for commands that are given by their types: `[Commands.GET.self, Commands.CLIENT.LIST.self]`.
  public init(covering commands: [any RedisCommand.Type], keys: [String] = [], channels: [String] = []) {
    let descriptors = commands.map { $0.descriptor }
    self.init(names: Set(descriptors.map(\.name.description)), descriptors, keys: keys, channels: channels)
  }

  private init(names: Set<String>, _ descriptors: [CommandDescriptor], keys: [String], channels: [String]) {
    // What is allowed as a whole needs no parts.
    let whole = names.filter { name in !names.contains { name.hasPrefix($0 + " ") } }
    let commands = whole.sorted().map { "+" + $0.serverName }
    let access = descriptors.flatMap(\.keySpecs).map(\.access).filter { !$0.contains(.notKey) }
    let reads = access.contains { !$0.isDisjoint(with: [.access, .readOnly]) }
    let writes = access.contains { !$0.isDisjoint(with: [.update, .insert, .delete]) }
    // Of what says neither, anything is possible.
    let isUnclear = access.contains { $0.isDisjoint(with: [.access, .readOnly, .update, .insert, .delete]) }
    let prefix: String? =
      switch (reads || isUnclear, writes || isUnclear) {
      case (true, true): "~"
      case (true, false): "%R~"
      case (false, true): "%W~"
      case (false, false): nil
      }
    words = commands + (prefix.map { prefix in keys.map { prefix + $0 } } ?? []) + channels.map { "&" + $0 }
  }
}

extension ACLRule: CustomStringConvertible {
  /// The words with spaces between them.
  public var description: String { words.joined(separator: " ") }
}

extension String {
  /// A command's documented name as servers write it: `client|list`.
  var serverName: String { split(separator: " ").joined(separator: "|").lowercased() }
}
