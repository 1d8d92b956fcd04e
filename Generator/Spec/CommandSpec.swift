/// One command as the specification describes it.
struct CommandSpec: Sendable {
  /// The name in upper case: "GET", "CLIENT LIST".
  var name: String
  /// The words of the name, which is how it is sent.
  var words: [String]
  var summary: String?
  var since: String
  var group: String
  /// Number of words including the name; -n means n or more.
  var arity: Int
  var aclCategories: [String] = []
  var flags: [String] = []
  var hints: [String] = []
  var docFlags: [String] = []
  var deprecatedSince: String?
  var replacedBy: String?
  var keySpecs: [KeySpecSpec] = []
  var arguments: [ArgumentSpec] = []
  /// A JSON schema of the RESP3 reply.
  var replySchema: JSONNode?
  /// Which servers have the command since when: ["redis": "1.0.0", "valkey": "7.2.5"].
  var servers: [String: String] = [:]
  /// The module the command comes with.
  var module: String?

  var position: SourcePosition
  var path: JSONPath

  /// Whether it comes with a module.
  var isModules: Bool { module != nil || flags.contains("module") }
}
