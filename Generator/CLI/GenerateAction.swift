/// Writes what is generated, where it differs from what is there.
struct GenerateAction {
  /// The least of a compiler's complaints that is shown: they are about a mistake in the emitter, and the first ones tell it.
  private static let shownComplaints = 40

  /// How many entries for the overrides are suggested at once.
  private static let shownSuggestions = 12

  let run: GeneratorRun
  let parseBack: ParseBack

  func perform() -> ToolStatus {
    guard let input = run.read() else {
      run.console.error("nothing was written")
      return .problems
    }
    let generated = GeneratedFiles(Emitter.emit(input.model), paths: run.paths)
    guard generated.faults.isEmpty else { return refuse(generated.faults) }
    let changes = ChangeSet(
      files: generated.files, folders: [run.paths.output, run.paths.testsOutput])
    do {
      guard try parses(changes) else { return .problems }
      try changes.apply { change in
        let verb = change.new == nil ? "removed" : "wrote"
        run.console.out("\(verb) \(run.paths.display(change.path))")
      }
    } catch {
      return refuse([error.localizedDescription])
    }
    run.console.out(summary(changes))
    RegenerationReport(changes, model: input.model).lines.forEach(run.console.out)
    let report = Report(document: input.document, model: input.model)
    report.repliesToDescribe.forEach(run.console.out)
    report.suggestions.lines(file: run.paths.display(run.paths.overrides), limit: Self.shownSuggestions)
      .forEach(run.console.out)
    return .success
  }

  /// Whether the compiler understands every text that would be written.
  private func parses(_ changes: ChangeSet) throws -> Bool {
    let texts = changes.changes.compactMap { change in
      change.new.map { (run.paths.display(change.path), $0) }
    }
    switch try parseBack.check(texts) {
    case .fine:
      return true
    case .unavailable:
      run.console.error(
        "note: swiftc is not in $PATH, so the code was not parsed before writing it")
      return true
    case .failed(let said):
      let lines = said.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      lines.prefix(Self.shownComplaints).forEach(run.console.error)
      _ = refuse(["the generated code is not Swift (see above)"])
      return false
    }
  }

  private func refuse(_ faults: [String]) -> ToolStatus {
    for fault in faults { run.console.error("error: \(fault)") }
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
