import RESP

/// What a server said about itself and its commands.
struct ServerAnswers: Sendable {
  var identity: ServerIdentity
  var commands: RESPValue
  /// nil where the server does not describe its commands.
  var docs: RESPValue?
  /// Why not, in the server's words.
  var docsError: String?

  init(_ replies: [String: RESPValue]) {
    func reply(_ question: ServerInquiry.Question) -> RESPValue { replies[question.rawValue] ?? .null }
    commands = reply(.commands)
    let docs = reply(.docs)
    docsError = docs.error?.description
    self.docs = docs.error == nil && !docs.isNull ? docs : nil
    identity = Self.identity(reply(.hello), reply(.identity).string ?? "")
  }

  /// From the answer to HELLO; of servers that do not know it, from the text of INFO.
  private static func identity(_ hello: RESPValue, _ info: String) -> ServerIdentity {
    if let kind = hello["server"]?.string, let version = hello["version"]?.string {
      return ServerIdentity(kind: kind.lowercased(), version: version)
    }
    func line(_ name: String) -> String? {
      let lines = info.split(whereSeparator: \.isNewline)
      return lines.first { $0.hasPrefix(name + ":") }.map { String($0.dropFirst(name.count + 1)) }
    }
    if let version = line("valkey_version") { return ServerIdentity(kind: "valkey", version: version) }
    return ServerIdentity(kind: "redis", version: line("redis_version") ?? "?")
  }
}
