extension Comparison {
  /// For people: how much, then what breaks, then what came and went, then the rest.
  var text: [String] {
    guard !isEmpty else { return ["\(old) -> \(new): no difference"] }
    let reason =
      switch step {
      case .major: "\(Count.of(breaking.count, "change")) of the API may break source"
      case .minor: "the API grows, or advises against something, and breaks nothing"
      case .patch: "the API is the same, facts behind it are not"
      case .none: "nothing to raise"
      }
    var lines = ["\(old) -> \(new)", "version step: \(step.rawValue) (\(reason))", ""]
    lines += [
      row("commands", commandCounts), row("arguments", argumentCounts), row("methods", counts(.method)),
      row("types", counts(.type)),
    ].compactMap(\.self)
    let sections = ComparisonSections(self)
    lines += section("commands that are gone, which breaks source", sections.gone)
    lines += section("source-breaking changes", sections.breaking)
    lines += section("new commands", sections.new)
    lines += section("deprecated", sections.deprecated)
    lines += section("new and changed in commands that were there", sections.changed)
    return lines + section("facts", sections.facts)
  }

  private func row(_ title: String, _ counts: Counts) -> String? {
    let parts = [
      (counts.added, "new"), (counts.removed, "gone"), (counts.deprecated, "deprecated"), (counts.changed, "changed"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    guard !parts.isEmpty else { return nil }
    return title + String(repeating: " ", count: 11 - title.count) + parts.joined(separator: ", ")
  }

  /// A title, and below it each entry: its first line, and the others further in.
  private func section(_ title: String, _ entries: [[String]]) -> [String] {
    guard !entries.isEmpty else { return [] }
    return ["", "\(title): \(entries.count)"]
      + entries.flatMap { entry in entry.prefix(1).map { "  \($0)" } + entry.dropFirst().map { "      \($0)" } }
  }
}
