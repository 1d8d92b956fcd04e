/// What is wrong with an option.
struct OptionProblem: Sendable, Equatable {
  /// In Swift.
  let option: String
  /// In a URL, if it has a name there.
  let item: String?
  /// Completes "`option` …". Without secrets.
  let text: String

  init(_ option: String, item: String? = nil, _ text: String) {
    self.option = option
    self.item = item
    self.text = text
  }

  /// - Parameter value: not a secret.
  init(_ option: String, item: String? = nil, is value: String, expected: String) {
    self.init(option, item: item, "is \(value.debugDescription); expected \(expected)")
  }

  /// - Parameter items: those that a URL has: such an option is called by both names.
  func message(items: Set<String>) -> String {
    let name = item.flatMap { items.contains($0) ? "\(option) (\($0))" : nil } ?? option
    return "\(name) \(text)"
  }
}

extension RedisError {
  /// All problems in one error.
  static func invalidOptions(_ problems: [OptionProblem], items: Set<String>? = nil) -> RedisError {
    let list = problems.map { $0.message(items: items ?? []) }.joined(separator: "; ")
    return RedisError(.invalidConfiguration, (items == nil ? "" : "Redis URL: ") + list)
  }
}
