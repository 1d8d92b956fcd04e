/// What a source says about its commands, in the order of the source.
struct ImportedSpecification {
  struct Command {
    var spec: CommandSpec
    /// The members that the source does not have, and that were derived from others.
    var derived: Set<String> = []
  }

  /// What messages call the source.
  var name: String
  var commands: [Command]
  /// Which server it is, where one was asked.
  var server: ServerIdentity?

  var document: SpecDocument { SpecDocument(file: name, commands: commands.map(\.spec)) }
}

/// What a server says about itself.
struct ServerIdentity: Sendable, Equatable {
  /// As the member "servers" of commands.json has it: "redis", "valkey".
  var kind: String
  var version: String
}

/// How much a source may say.
enum SourceLimit {
  /// All servers and modules together have less than a thousand commands.
  static let commands = 5000
}

/// A command as a source describes it, before it has the shape of commands.json.
struct SourceCommand {
  /// In upper case: "CLIENT LIST".
  var name: String
  /// With the name and its place as the source has them.
  var member: JSONObject.Member
  var file: String
  var path: JSONPath
  /// Whether the categories that follow from the flags are left out, as in a server's source code.
  var impliesCategories = false
  /// Whether a server says nothing about the command's arguments, not even that there are none.
  var isUndescribed = false
}
