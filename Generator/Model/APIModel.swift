/// Everything that is to be emitted, and what there is to say about it. Plain data without a word of Swift syntax.
struct APIModel: Sendable {
  /// What the code is for, if it is for another module than TypedRedis.
  var library: LibraryModel?
  /// In the order of the specification.
  var commands: [CommandModel] = []
  /// Names that only hold subcommands (`CLIENT`).
  var namespaces: [NamespaceModel] = []
  /// Argument types that several commands share.
  var sharedEnums: [EnumModel] = []
  /// Types of replies, by name.
  var replyTypes: [ReplyTypeModel] = []
  /// Entries of the overrides that this specification has no use for.
  var unusedOverrides: [UnusedOverride] = []
}

/// A command that means nothing without a subcommand.
struct NamespaceModel: Sendable, Hashable {
  var typePath: [String]
  var name: String
  var group: String
  var summary: String?
}

struct UnusedOverride: Sendable, Hashable {
  /// What is unused, as a path into the overrides: `$.types.ScoredMember`.
  var path: String
  var reason: String
}
