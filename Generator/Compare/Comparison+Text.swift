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
    lines += section("source-breaking", breakingLines)
    lines += section("commands that are gone", commands.filter { $0.what == .removed }.map { [$0.name] })
    lines += section("new commands", newCommands)
    lines += section("deprecated", deprecated)
    lines += section("new and changed in commands that were there", changes)
    return lines + section("facts", facts.map { [$0] })
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

  // MARK: Sections

  private var breakingLines: [[String]] {
    breaking.map { change in
      let place = change.command.map { "\($0)  " } ?? ""
      let reasons = change.differences.filter(\.breaks).map(\.text)
      if reasons.count == 1 { return ["\(place)\(change.name): \(reasons[0])"] }
      return ["\(place)\(change.name)"] + reasons
    }
  }

  private var newCommands: [[String]] {
    let methods = Dictionary(grouping: api.filter { $0.kind == .method && $0.what == .added }) { $0.command ?? "" }
    return commands.filter { $0.what == .added }.map { command in
      let names = methods[command.name, default: []].map(\.name)
      return names.count == 1 ? ["\(command.name)  \(names[0])"] : [command.name] + names
    }
  }

  private var deprecated: [[String]] {
    commands.flatMap { command in
      command.facts.filter { $0.kind == .deprecated }.map { fact in
        ["\(command.name)\(fact.argument.map { " \($0)" } ?? ""): \(fact)"]
      }
    }
  }

  /// What is new in the API of a command, and what its arguments are now.
  private var changes: [[String]] {
    let kept = Set(commands.filter { $0.what != .changed }.map(\.name))
    let grouped = Dictionary(grouping: api.filter { !kept.contains($0.command ?? "") }) { $0.command ?? "" }
    let facts = Dictionary(commands.filter { $0.what == .changed }.map { ($0.name, $0.facts) }) { first, _ in first }
    return Set(grouped.keys).union(facts.keys).sorted().compactMap { name in
      var lines: [String] = []
      for change in grouped[name, default: []] {
        if change.what == .added { lines.append("\(change.name): new") }
        lines += change.differences.filter { !$0.breaks }.map { "\(change.name): \($0.text)" }
      }
      for fact in facts[name, default: []] where fact.isOfArguments { lines.append(fact.line) }
      return lines.isEmpty ? nil : [name.isEmpty ? "types that commands share" : name] + lines
    }
  }

  /// Facts that many commands have in common, once.
  private var facts: [String] {
    var names: [String: [String]] = [:]
    for command in commands where command.what == .changed {
      for fact in command.facts where !fact.isOfArguments && fact.kind != .deprecated {
        names[fact.description, default: []].append(command.name)
      }
    }
    return names.sorted { $0.key < $1.key }.flatMap { Names.line($0.key, $0.value) }
  }
}

extension FactChange {
  fileprivate var isOfArguments: Bool { (argument != nil || kind == .order || kind == .arguments) && kind != .deprecated }

  fileprivate var line: String {
    guard let argument else { return "arguments: \(self)" }
    return kind == .added || kind == .removed ? "argument \(argument), \(self)" : "argument \(argument): \(self)"
  }
}
