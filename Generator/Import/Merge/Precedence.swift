/// Whether a source may change what a specification says about a command, or only add to it.
///
/// Servers of other kinds and older ones differ from what is known in flags, keys and arguments. What the newest one says of a command
/// stays, whichever server is asked afterwards.
struct Precedence {
  let server: ServerIdentity?
  /// The newest version of each server that the specification mentions.
  private let newest: [String: String]

  init(_ commands: [CommandSpec], server: ServerIdentity?) {
    self.server = server
    var newest: [String: String] = [:]
    func note(_ servers: [String: String]) {
      for (kind, version) in servers where version.isLaterVersion(than: newest[kind] ?? "0") { newest[kind] = version }
    }
    func note(_ arguments: [ArgumentSpec]) {
      for argument in arguments {
        note(argument.servers)
        note(argument.children)
      }
    }
    for command in commands {
      note(command.servers)
      note(command.arguments)
    }
    self.newest = newest
  }

  /// Files and folders decide. A server decides about the commands of its kind, and nobody else's about those that Redis has.
  func decides(about command: CommandSpec) -> Bool {
    guard let server, !command.servers.isEmpty else { return true }
    let owner = command.servers["redis"] == nil ? command.servers.keys.sorted()[0] : "redis"
    guard server.kind == owner else { return false }
    return newest[server.kind].map { !$0.isLaterVersion(than: server.version) } ?? true
  }

  /// Why a server only adds, for people.
  var reason: String? {
    guard let server else { return nil }
    guard let known = newest[server.kind], known.isLaterVersion(than: server.version) else {
      return "other servers have these commands, too"
    }
    return "the specification knows \(server.kind) \(known)"
  }
}
