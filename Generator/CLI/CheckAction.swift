/// Compares what is generated with what is there, and changes nothing.
struct CheckAction {
  /// How many lines of each file's diff are shown.
  static let shownLines = 60

  /// One for each specification.
  let runs: [GeneratorRun]
  let console: Console

  func perform() -> ToolStatus {
    var changes = ChangeSet()
    var commands: [CommandModel] = []
    var isReadable = true
    for run in runs {
      // Where code is only written, an unused override is a hint; where it is approved, it is a mistake.
      if let input = run.read(unusedOverrides: .refused), let own = run.changes(input) {
        changes = changes.merging(own)
        commands += input.model.commands
      } else {
        isReadable = false
      }
    }
    guard isReadable else { return .problems }
    guard !changes.isEmpty else {
      console.out("\(Count.of(changes.unchanged, "file")) up to date")
      return .success
    }
    for change in changes.changes { show(change) }
    RegenerationReport(changes, commands: commands).lines.forEach(console.out)
    console.error(
      "error: the generated code is not fresh: \(summary(changes)). Run redis-generate.")
    return .problems
  }

  private func show(_ change: ChangeSet.Change) {
    let path = runs.first?.paths.display(change.path) ?? change.path
    let what =
      switch change.kind {
      case .missing: "missing"
      case .stale: "stale"
      case .leftOver: "not generated any more"
      }
    console.out("\(path): \(what)")
    let lines = UnifiedDiff.lines(
      from: change.old ?? "", to: change.new ?? "", path: path, limit: Self.shownLines)
    lines.forEach(console.out)
  }

  private func summary(_ changes: ChangeSet) -> String {
    [(ChangeSet.Change.Kind.stale, "stale"), (.missing, "missing"), (.leftOver, "left over")]
      .map { (changes.count($0.0), $0.1) }
      .filter { $0.0 > 0 }
      .map { "\(Count.of($0.0, "file")) \($0.1)" }
      .joined(separator: ", ")
  }
}
