/// What a regeneration means for programs that use the API: compares the generated code on disk with what is generated now.
struct RegenerationReport {
  /// So many entries of each section are shown; `diff` shows all.
  private static let shown = 20

  /// Commands that became available, that are gone, and whose methods or types changed.
  private(set) var new: [String] = []
  private(set) var gone: [String] = []
  private(set) var changed: [String] = []
  /// Commands with the same methods that are sent, read or described to the client in another way.
  private(set) var otherCode: [String] = []
  /// How many commands have only other comments.
  private(set) var otherComments = 0
  private(set) var api: [APIChange] = []

  init(_ changes: ChangeSet, commands: [CommandModel]) {
    // Code may move from one file to another; only what all of them hold together tells.
    let before = SurfaceReader.read(changes.changes.compactMap(\.old))
    let now = SurfaceReader.read(changes.changes.compactMap(\.new))
    // The first time, everything is new, and that says nothing.
    guard !before.code.isEmpty || changes.unchanged > 0 else { return }
    api = SurfaceComparison.changes(from: before.surface, to: now.surface)

    // What does not change may have other forms of the same command.
    let known = Set(commands.map(\.name))
    let forms = Dictionary(commands.map { ($0.name, $0.forms.count) }) { first, _ in first }
    let added = now.commands.filter { !before.commands.contains($0) }
    new = added.filter { name in now.code.keys.count { $0.command == name } == forms[name] }.sorted()
    gone = before.commands.subtracting(known).sorted()
    let others = Set(new + gone)
    changed = Set(api.compactMap(\.command)).subtracting(others).sorted()

    let common = before.commands.intersection(now.commands).subtracting(changed)
    otherCode = common.filter { before.texts($0, \.code) != now.texts($0, \.code) }.sorted()
    otherComments = common.subtracting(otherCode).count { before.texts($0, \.comments) != now.texts($0, \.comments) }
  }

  var step: VersionStep {
    api.contains(where: \.breaks) ? .major : !api.isEmpty ? .minor : otherCode.isEmpty ? .none : .patch
  }

  /// For people: the names, then what it means for programs.
  var lines: [String] {
    var lines = Names.line("new", new) + Names.line("changed", changed) + Names.line("gone", gone)
    lines += Names.line("the same methods over other facts", otherCode)
    if otherComments > 0 { lines.append("other comments only: \(Count.of(otherComments, "command"))") }
    guard step > .patch else { return lines }
    let sections = ComparisonSections(
      commands: new.map { CommandChange(name: $0, what: .added) } + gone.map { CommandChange(name: $0, what: .removed) },
      api: api)
    lines += ComparisonSections.lines("what became available", sections.new + sections.changed, atMost: Self.shown)
    lines += ComparisonSections.lines("what may break programs", sections.gone + sections.breaking, atMost: Self.shown)
    return lines + ["", "version step: \(step.rawValue)"]
  }
}

extension SurfaceReader {
  fileprivate var commands: Set<String> { Set(code.keys.map(\.command)) }

  /// By form, so that forms may change places.
  fileprivate func texts(_ command: String, _ texts: KeyPath<Self, [FormKey: [String]]>) -> [String?: [String]] {
    var found: [String?: [String]] = [:]
    for (key, lines) in self[keyPath: texts] where key.command == command { found[key.form] = lines }
    return found
  }
}
