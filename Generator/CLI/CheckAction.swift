/// Compares what is generated with what is there, and changes nothing.
struct CheckAction {
  /// How many lines of each file's diff are shown.
  static let shownLines = 60

  let run: GeneratorRun

  func perform() -> ToolStatus {
    // Where code is only written, an unused override is a hint; where it is approved, it is a mistake.
    guard let input = run.read(unusedOverrides: .refused) else { return .problems }
    let generated = GeneratedFiles(Emitter.emit(input.model), paths: run.paths)
    for fault in generated.faults { run.console.error("error: \(fault)") }
    guard generated.faults.isEmpty else { return .problems }
    let changes = ChangeSet(
      files: generated.files, folders: [run.paths.output, run.paths.testsOutput])
    guard !changes.isEmpty else {
      run.console.out("\(Count.of(changes.unchanged, "file")) up to date")
      return .success
    }
    for change in changes.changes { show(change) }
    RegenerationReport(changes, model: input.model).lines.forEach(run.console.out)
    run.console.error(
      "error: the generated code is not fresh: \(summary(changes)). Run redis-generate.")
    return .problems
  }

  private func show(_ change: ChangeSet.Change) {
    let path = run.paths.display(change.path)
    let what =
      switch change.kind {
      case .missing: "missing"
      case .stale: "stale"
      case .leftOver: "not generated any more"
      }
    run.console.out("\(path): \(what)")
    let lines = UnifiedDiff.lines(
      from: change.old ?? "", to: change.new ?? "", path: path, limit: Self.shownLines)
    lines.forEach(run.console.out)
  }

  private func summary(_ changes: ChangeSet) -> String {
    [(ChangeSet.Change.Kind.stale, "stale"), (.missing, "missing"), (.leftOver, "left over")]
      .map { (changes.count($0.0), $0.1) }
      .filter { $0.0 > 0 }
      .map { "\(Count.of($0.0, "file")) \($0.1)" }
      .joined(separator: ", ")
  }
}
