/// One order for the words of a list that means a set, so that the same facts make the same text wherever they come from.
struct WordOrder {
  private let ranks: [String: Int]

  /// What is not known comes last, by name.
  init(_ words: [String]) {
    ranks = Dictionary(words.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// As servers list them.
  static let flags = WordOrder([
    "write", "readonly", "denyoom", "module", "admin", "pubsub", "noscript", "blocking", "loading", "stale",
    "skip_monitor", "skip_slowlog", "skip_commandlog", "asking", "fast", "no_auth", "no_async_loading", "no_multi",
    "movablekeys", "allow_busy", "no_mandatory_keys", "script_runner",
  ])

  static let categories = WordOrder([
    "@keyspace", "@read", "@write", "@set", "@sortedset", "@list", "@hash", "@string", "@array", "@bitmap",
    "@hyperloglog", "@geo", "@stream", "@pubsub", "@admin", "@fast", "@slow", "@blocking", "@dangerous", "@connection",
    "@transaction", "@scripting",
  ])

  func sorted(_ words: [String]) -> [String] { words.sorted { key($0) < key($1) } }

  func sorted(_ nodes: [JSONNode]) -> [JSONNode] {
    nodes.sorted { key($0.string ?? "") < key($1.string ?? "") }
  }

  private func key(_ word: String) -> (Int, String) { (ranks[word] ?? ranks.count, word) }
}
