extension [String: String] {
  /// The versions by server, with that of one more: a list that names some servers lacks this one. An empty list names none, and
  /// stays as it is.
  func adding(_ server: String?, since: String?) -> Self {
    guard let server, let since, !isEmpty, self[server] == nil else { return self }
    return merging([server: since]) { known, _ in known }
  }
}

extension ArgumentSpec {
  /// An argument that nobody knew before: what another server than Redis tells is known of that one.
  func told(by server: String?) -> ArgumentSpec {
    var argument = self
    if let server, server != "redis", servers.isEmpty, let since { argument.servers = [server: since] }
    argument.children = children.map { $0.told(by: server) }
    return argument
  }

  /// Without numbers of key specs that a command with so many does not have.
  func withKeySpecs(below count: Int) -> ArgumentSpec {
    var argument = self
    if let index = keySpecIndex, index >= count { argument.keySpecIndex = nil }
    argument.children = children.map { $0.withKeySpecs(below: count) }
    return argument
  }
}
