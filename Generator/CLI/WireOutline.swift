/// The words that a form sends, in the notation of manuals: what is in brackets may be absent, "…" repeats.
enum WireOutline {
  /// `current` is what an element or a present value is called.
  static func words(_ steps: [Step], current: String = "value") -> [String] {
    steps.map { step in
      switch step {
      case .token(let word): word.isEmpty ? "\"\"" : word
      case .value(let place, _), .nested(let place): name(place, current)
      case .ifTrue(let place, let steps), .ifPresent(let place, let steps),
        .ifNotEmpty(let place, let steps):
        "[\(inner(steps, place, current))]"
      case .times(let place, let steps): "[\(inner(steps, place, current)) …]"
      case .forEach(let place, let steps): "\(inner(steps, place, current)) …"
      case .count(let place): "count(\(name(place, current)))"
      case .countTrue(let places):
        "count(\(places.map { name($0, current) }.joined(separator: ", ")))"
      case .countWords(let steps):
        "count(words) \(words(steps, current: current).joined(separator: " "))"
      case .joined(let separator, let steps):
        words(steps, current: current).joined(separator: " ") + "(joined by \(separator))"
      }
    }
  }

  private static func inner(_ steps: [Step], _ place: Place, _ current: String) -> String {
    words(steps, current: name(place, current)).joined(separator: " ")
  }

  private static func name(_ place: Place, _ current: String) -> String {
    switch place {
    case .parameter(let label), .member(let label): label
    case .current: current
    }
  }
}
