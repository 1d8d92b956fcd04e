/// Writes what is generated, where it differs from what is there.
struct GenerateAction {
  /// The least of a compiler's complaints that is shown: they are about a mistake in the emitter, and the first ones tell it.
  private static let shownComplaints = 40

  /// How many entries for the overrides are suggested at once.
  private static let shownSuggestions = 12

  /// One for each specification.
  let runs: [GeneratorRun]
  let console: Console
  let parseBack: ParseBack

  func perform() -> ToolStatus {
    var changes = ChangeSet()
    var inputs: [GeneratorRun.Input] = []
    for run in runs {
      guard let input = run.read(), let own = run.changes(input) else { continue }
      inputs.append(input)
      changes = changes.merging(own)
    }
    // Half of it would not fit the other half.
    guard inputs.count == runs.count else { return refuse([]) }
    do {
      guard try parses(changes) else { return .problems }
      try changes.apply { change in
        if isQuiet { return }
        let verb = change.new == nil ? "removed" : "wrote"
        console.out("\(verb) \(display(change.path))")
      }
    } catch {
      return refuse([error.localizedDescription])
    }
    if isQuiet { return .success }
    inputs.compactMap(\.remark).forEach(console.out)
    console.out(summary(changes))
    RegenerationReport(changes, commands: inputs.flatMap(\.model.commands)).lines.forEach(console.out)
    for (run, input) in zip(runs, inputs) {
      let report = Report(document: input.document, model: input.model)
      report.repliesToDescribe.forEach(console.out)
      report.suggestions.lines(file: run.paths.display(run.paths.overrides), limit: Self.shownSuggestions)
        .forEach(console.out)
    }
    return .success
  }

  /// What a build runs is not heard unless something is wrong.
  private var isQuiet: Bool { runs.contains(where: \.isSingleFile) }

  private func display(_ path: String) -> String { runs.first?.paths.display(path) ?? path }

  /// Whether the compiler understands every text that would be written.
  private func parses(_ changes: ChangeSet) throws -> Bool {
    let texts = changes.changes.filter { $0.path.hasSuffix(".swift") }.compactMap { change in
      change.new.map { (display(change.path), $0) }
    }
    switch try parseBack.check(texts) {
    case .fine:
      return true
    case .unavailable:
      console.error(
        "note: swiftc is not in $PATH, so the code was not parsed before writing it")
      return true
    case .failed(let said):
      let lines = said.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      lines.prefix(Self.shownComplaints).forEach(console.error)
      _ = refuse(["the generated code is not Swift (see above)"])
      return false
    }
  }

  private func refuse(_ faults: [String]) -> ToolStatus {
    for fault in faults { console.error("error: \(fault)") }
    console.error("nothing was written")
    return .problems
  }

  private func summary(_ changes: ChangeSet) -> String {
    let kept = changes.unchanged
    if changes.isEmpty { return "nothing to do: \(Count.of(kept, "file")) up to date" }
    let removed = changes.count(.leftOver)
    let written = changes.changes.count - removed
    return "\(Count.of(written, "file")) written, \(removed) removed, \(kept) unchanged"
  }
}
