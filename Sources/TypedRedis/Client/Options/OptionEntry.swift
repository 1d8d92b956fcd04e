/// An option that is one value: what it is called in Swift and in a URL, which values it may have, and where it is kept.
struct OptionEntry<Options: Sendable>: Sendable {
  typealias Path<Value> = any WritableKeyPath<Options, Value> & Sendable

  /// In Swift.
  let option: String
  /// In a URL.
  let item: String
  /// Completes "expected …".
  let expected: String
  /// The value as it is written in a URL; nil if it cannot be, or need not be.
  let text: @Sendable (Options) -> String?
  /// Sets the value; false if the text means none that is allowed.
  let set: @Sendable (String, inout Options) -> Bool
  let isAllowed: @Sendable (Options) -> Bool
  /// Whether the value must not be shown.
  var isSecret = false

  /// The value as it may be shown.
  func shownText(_ options: Options) -> String? { text(options).map { isSecret ? redacted : $0 } }

  init<Value: OptionValue>(
    _ option: String, _ item: String, _ path: Path<Value>, _ rule: OptionRule<Value> = .any
  ) {
    self.option = option
    self.item = item
    expected = rule.expected
    text = { $0[keyPath: path].urlText }
    set = { text, options in
      guard let value = Value(urlText: text), rule.accepts(value) else { return false }
      options[keyPath: path] = value
      return true
    }
    isAllowed = { rule.accepts($0[keyPath: path]) }
  }

  /// - Parameter none: how a URL says that there is no value; nil if it only can by saying nothing.
  init<Value: OptionValue>(
    _ option: String, _ item: String, _ path: Path<Value?>, none: String?, _ rule: OptionRule<Value>
  ) {
    self.option = option
    self.item = item
    expected = rule.expected + (none.map { ", or \($0)" } ?? "")
    text = { $0[keyPath: path]?.urlText ?? none }
    set = { text, options in
      if text == none {
        options[keyPath: path] = nil
        return true
      }
      guard let value = Value(urlText: text), rule.accepts(value) else { return false }
      options[keyPath: path] = value
      return true
    }
    isAllowed = { $0[keyPath: path].map(rule.accepts) ?? true }
  }
}

/// One of a client of one server.
typealias OptionItem = OptionEntry<RedisOptions>
