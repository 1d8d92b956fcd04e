/// Counts what the specification makes.
struct ReportAction {
  let run: GeneratorRun

  func perform(json: Bool) -> ToolStatus {
    guard let input = run.read() else { return .problems }
    let report = Report(document: input.document, model: input.model)
    run.console.out(json ? report.json.rendered() : report.table)
    if !json { report.suggestions.lines(file: run.paths.display(run.paths.overrides)).forEach(run.console.out) }
    return .success
  }
}
