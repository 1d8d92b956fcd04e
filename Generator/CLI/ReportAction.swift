/// Counts what each specification makes.
struct ReportAction {
  /// One for each specification, the package's own first.
  let runs: [GeneratorRun]
  let console: Console

  func perform(json: Bool) -> ToolStatus {
    var reports: [Report] = []
    for run in runs {
      guard let input = run.read() else { return .problems }
      reports.append(Report(document: input.document, model: input.model))
    }
    if json, let first = reports.first {
      console.out(first.json(libraries: Array(reports.dropFirst())).rendered())
    } else {
      console.out(reports.map(\.table).joined(separator: "\n\n"))
      for (run, report) in zip(runs, reports) {
        report.suggestions.lines(file: run.paths.display(run.paths.overrides)).forEach(console.out)
      }
    }
    return .success
  }
}
