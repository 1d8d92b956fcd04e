/// Renders the steps of an encoding as statements.
struct EncodeRenderer {
  /// What `.current` is called here.
  private var current = "item"

  static func render(_ steps: [Step], into printer: inout Printer) {
    EncodeRenderer().render(steps, into: &printer)
  }

  private func render(_ steps: [Step], into printer: inout Printer) {
    for step in steps { render(step, into: &printer) }
  }

  private func render(_ step: Step, into printer: inout Printer) {
    switch step {
    case .token(let word): printer.line("encoder.token(\(SwiftText.literal(word)))")
    case .value(let place, let kind): printer.line(append(text(place), kind))
    case .nested(let place): printer.line("\(text(place)).encode(into: &encoder)")
    case .count(let place): printer.line("encoder.appendCount(\(text(place)).count)")
    case .countTrue(let places):
      let terms = places.map { "(\(text($0)) ? 1 : 0)" }
      printer.line("encoder.appendCount(\(terms.isEmpty ? "0" : terms.joined(separator: " + ")))")
    case .countWords(let steps):
      printer.line("encoder.appendCounted { encoder in")
      printer.indented { render(steps, into: &$0) }
      printer.line("}")
    case .joined(let separator, let steps):
      printer.line("encoder.appendJoined(by: \(SwiftText.literal(separator))) { encoder in")
      printer.indented { render(steps, into: &$0) }
      printer.line("}")
    case .ifTrue(let place, let steps):
      printer.block("if \(text(place))") { render(steps, into: &$0) }
    case .ifNotEmpty(let place, let steps):
      printer.block("if !\(text(place)).isEmpty") { render(steps, into: &$0) }
    case .times(let place, let steps):
      // A range to a negative number would trap.
      printer.block("for _ in 0..<Swift.max(0, \(text(place)))") { render(steps, into: &$0) }
    case .ifPresent(let place, let steps):
      let name = text(place)
      printer.block("if let \(name)") { naming(name).render(steps, into: &$0) }
    case .forEach(let place, let steps):
      printer.block("for item in \(text(place))") { naming("item").render(steps, into: &$0) }
    }
  }

  private func naming(_ name: String) -> EncodeRenderer {
    var copy = self
    copy.current = name
    return copy
  }

  private func text(_ place: Place) -> String {
    switch place {
    case .parameter(let label): SwiftText.name(label)
    case .current: current
    case .member(let label): "\(current).\(SwiftText.name(label))"
    }
  }

  private func append(_ value: String, _ kind: ValueKind) -> String {
    switch kind {
    case .bytes, .int, .double: "encoder.append(\(value))"
    case .unixSeconds: "encoder.append(unixSeconds: \(value))"
    case .unixMilliseconds: "encoder.append(unixMilliseconds: \(value))"
    }
  }
}
