/// One order for the words of a list that means a set, so that the same facts make the same text wherever they come from.
struct WordOrder {
  private let ranks: [String: Int]

  /// What is not known comes last, by name.
  init(_ words: [String]) {
    ranks = Dictionary(words.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// As servers list them.
  static let flags = WordOrder([
    "readonly", "write", "denyoom", "admin", "asking", "blocking", "module", "pubsub", "noscript", "loading", "stale",
    "fast", "no_async_loading", "no_auth", "no_multi", "allow_busy", "skip_monitor", "no_mandatory_keys", "movablekeys",
    "script_runner", "skip_slowlog", "skip_commandlog",
  ])

  static let categories = WordOrder([
    "@keyspace", "@pubsub", "@read", "@write", "@array", "@bitmap", "@geo", "@hash", "@hyperloglog", "@admin", "@set",
    "@sortedset", "@list", "@stream", "@string", "@fast", "@slow", "@blocking", "@dangerous", "@connection",
    "@scripting", "@transaction",
  ])

  static let keyFlags = WordOrder([
    "OW", "RM", "RO", "RW", "access", "insert", "not_key", "update", "delete", "incomplete", "variable_flags",
  ])

  func sorted(_ words: [String]) -> [String] { words.sorted { key($0) < key($1) } }

  func sorted(_ nodes: [JSONNode]) -> [JSONNode] {
    nodes.sorted { key($0.string ?? "") < key($1.string ?? "") }
  }

  private func key(_ word: String) -> (Int, String) { (ranks[word] ?? ranks.count, word) }
}
