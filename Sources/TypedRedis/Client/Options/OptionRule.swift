/// Which values an option may have.
struct OptionRule<Value: OptionValue>: Sendable {
  /// Completes "expected …".
  let expected: String
  let accepts: @Sendable (Value) -> Bool

  static var any: OptionRule { OptionRule(expected: Value.form) { _ in true } }
}

extension OptionRule where Value: Comparable {
  static func from(_ minimum: Value, _ limits: String? = nil) -> OptionRule {
    OptionRule(expected: "\(Value.form) \(limits ?? "from \(minimum.urlText) up")") { $0 >= minimum }
  }

  static func within(_ range: ClosedRange<Value>) -> OptionRule {
    OptionRule(expected: "\(Value.form) from \(range.lowerBound.urlText) to \(range.upperBound.urlText)") {
      range.contains($0)
    }
  }
}

extension OptionRule<Int> {
  static var positive: OptionRule { .from(1, "above 0") }
}

extension OptionRule<Duration> {
  static var positive: OptionRule { OptionRule(expected: "\(Value.form) above 0") { $0 > .zero } }

  /// What the system takes for keepalive.
  static var keepAlive: OptionRule {
    OptionRule(expected: "a whole number of seconds from 1 to 32767") {
      (.seconds(1) ... .seconds(32_767)).contains($0) && $0.nearestComponents.attoseconds == 0
    }
  }

  /// Whole milliseconds in 31 bits are what the system takes.
  static var milliseconds: OptionRule { .within(.milliseconds(1) ... .seconds(2_000_000)) }
}

extension OptionRule<String> {
  /// What servers take for the names of connections and libraries.
  static var word: OptionRule {
    OptionRule(expected: "visible ASCII characters without spaces, at least one") { text in
      !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
  }

  static var filled: OptionRule {
    OptionRule(expected: "a text that is not empty, without NUL") { !$0.isEmpty && !$0.utf8.contains(0) }
  }
}
