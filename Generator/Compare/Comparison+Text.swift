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
    lines += ComparisonSections.lines("commands that are gone, which breaks source", sections.gone)
    lines += ComparisonSections.lines("source-breaking changes", sections.breaking)
    lines += ComparisonSections.lines("new commands", sections.new)
    lines += ComparisonSections.lines("deprecated", sections.deprecated)
    lines += ComparisonSections.lines("new and changed in commands that were there", sections.changed)
    return lines + ComparisonSections.lines("facts", sections.facts)
  }

  private func row(_ title: String, _ counts: Counts) -> String? {
    let parts = [
      (counts.added, "new"), (counts.removed, "gone"), (counts.deprecated, "deprecated"), (counts.changed, "changed"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    guard !parts.isEmpty else { return nil }
    return title + String(repeating: " ", count: 11 - title.count) + parts.joined(separator: ", ")
  }
}
