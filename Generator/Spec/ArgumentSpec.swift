/// One argument of a command as the specification describes it, with the arguments inside it.
struct ArgumentSpec: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case key, string, pattern, integer, double
    case unixTime = "unix-time"
    case pureToken = "pure-token"
    case oneof, block

    /// Whether arguments of this kind are made of other arguments.
    var hasChildren: Bool { self == .oneof || self == .block }
  }

  var name: String
  var type: Kind
  /// The word that is sent before the value (or alone). It may be "", which is sent as an empty word.
  var token: String?
  var optional = false
  var multiple = false
  /// Whether `token` is sent again before each of several values.
  var multipleToken = false
  /// What is between the elements of a list that is sent as one word, by the overrides.
  var joined: String?
  /// Which of the command's `keySpecs` finds this key.
  var keySpecIndex: Int?
  var since: String?
  var deprecatedSince: String?
  var displayText: String?
  /// Which servers have the argument since when, where that is not as `since` says.
  var servers: [String: String] = [:]
  var children: [ArgumentSpec] = []

  var position: SourcePosition
  var path: JSONPath
}
