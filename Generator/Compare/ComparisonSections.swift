/// The parts of a comparison's text. Each entry has a first line and others below it.
struct ComparisonSections {
  private let commands: [CommandChange]
  private let api: [APIChange]

  init(_ comparison: Comparison) {
    self.init(commands: comparison.commands, api: comparison.api)
  }

  init(commands: [CommandChange], api: [APIChange]) {
    self.commands = commands
    self.api = api
  }

  /// A title, and below it each entry: its first line, and the others further in.
  static func lines(_ title: String, _ entries: [[String]], atMost shown: Int = .max) -> [String] {
    guard !entries.isEmpty else { return [] }
    let more = entries.count - shown
    return ["", "\(title): \(entries.count)"]
      + entries.prefix(shown).flatMap { entry in
        entry.prefix(1).map { "  \($0)" } + entry.dropFirst().map { "      \($0)" }
      } + (more > 0 ? ["  … and \(more) more: redis-generate diff OLD NEW shows all"] : [])
  }

  /// Commands that are gone, with their methods.
  var gone: [[String]] { entries(.removed) }

  var new: [[String]] { entries(.added) }

  private func entries(_ what: CommandChange.What) -> [[String]] {
    let methods = Dictionary(grouping: api.filter { $0.kind == .method }) { $0.command ?? "" }
    return commands.filter { $0.what == what }.map { command in
      let names = methods[command.name, default: []].map(\.name)
      return names.count == 1 ? ["\(command.name)  \(names[0])"] : [command.name] + names
    }
  }

  /// What else breaks source.
  var breaking: [[String]] {
    let gone = Set(commands.filter { $0.what == .removed }.map(\.name))
    return api.filter { $0.breaks && !gone.contains($0.command ?? "") }.map { change in
      let title = (change.command.map { "\($0)  " } ?? "") + change.name
      let reasons = Self.reasons(change.differences.filter(\.breaks))
      return reasons.count == 1 ? ["\(title): \(reasons[0])"] : [title] + reasons
    }
  }

  /// What is true of several things is said once of all.
  private static func reasons(_ differences: [APIChange.Difference]) -> [String] {
    var titles: [String] = []
    for difference in differences {
      if let title = difference.title, !titles.contains(title) { titles.append(title) }
    }
    let grouped = titles.map { title in
      "\(title): \(differences.filter { $0.title == title }.map(\.item).joined(separator: ", "))"
    }
    return differences.filter { $0.title == nil }.map(\.item) + grouped
  }

  var deprecated: [[String]] {
    commands.flatMap { command in
      command.facts.filter { $0.kind == .deprecated }.map { fact in
        ["\(command.name)\(fact.argument.map { " \($0)" } ?? ""): \(fact)"]
      }
    }
  }

  /// What is new in the API of a command that both have, and what its arguments are now.
  var changed: [[String]] {
    let others = Set(commands.filter { $0.what != .changed }.map(\.name))
    let changes = Dictionary(grouping: api.filter { !others.contains($0.command ?? "") }) { $0.command ?? "" }
    let facts = Dictionary(commands.filter { $0.what == .changed }.map { ($0.name, $0.facts) }) { first, _ in first }
    return Set(changes.keys).union(facts.keys).sorted().compactMap { name in
      let lines = Self.lines(changes[name, default: []]) + Self.lines(facts[name, default: []])
      return lines.isEmpty ? nil : [name.isEmpty ? "types that commands share" : name] + lines
    }
  }

  private static func lines(_ changes: [APIChange]) -> [String] {
    changes.compactMap { change in
      let differences = reasons(change.differences.filter { !$0.breaks })
      let parts = change.what == .added ? ["new"] : differences
      return parts.isEmpty ? nil : "\(change.name): \(parts.joined(separator: "; "))"
    }
  }

  private static func lines(_ facts: [FactChange]) -> [String] {
    let list = { (title: String, texts: [String?]) in
      texts.isEmpty ? [] : ["\(title): \(texts.compactMap(\.self).joined(separator: ", "))"]
    }
    let others = facts.filter { $0.isOfArguments && $0.kind != .added && $0.kind != .removed }
    return list("arguments that are new", facts.filter { $0.kind == .added }.map(\.new))
      + list("arguments that are gone", facts.filter { $0.kind == .removed }.map(\.old))
      + others.map { fact in (fact.argument.map { "argument \($0): " } ?? "arguments: ") + "\(fact)" }
  }

  /// Facts about whole commands; what many have in common is said once.
  var facts: [[String]] {
    var names: [String: [String]] = [:]
    for command in commands where command.what == .changed {
      for fact in command.facts where !fact.isOfArguments && fact.kind != .deprecated {
        names[fact.description, default: []].append(command.name)
      }
    }
    return names.sorted { $0.key < $1.key }.map { Names.line($0.key, $0.value) }
  }
}

extension FactChange {
  fileprivate var isOfArguments: Bool {
    (argument != nil || kind == .order || kind == .arguments) && kind != .deprecated
  }
}
