import Foundation

/// Compares two specifications, and the APIs that the same overrides make of them.
struct DiffAction {
  struct Request: Equatable {
    var old: String
    var new: String
    /// For programs.
    var json = false
    /// The overrides that belong to the old specification, where they are others.
    var oldOverrides: String?
    /// Whether differences are a reason to fail.
    var exitCode = false
  }

  let run: GeneratorRun

  func perform(_ request: Request) -> ToolStatus {
    let sources = [request.old, request.new].map { SpecSource($0, currentDirectory: run.paths.base) }
    // Everything is read before anything is said, so that one run lists the mistakes of all.
    let documents = sources.map { $0.load(diagnostics: run.diagnostics) }
    let overrides = overrides(run.paths.overrides)
    let oldOverrides = request.oldOverrides.map { self.overrides(run.paths.absolute($0)) } ?? overrides
    guard let old = documents[0], let new = documents[1], let overrides, let oldOverrides, !run.diagnostics.hasErrors
    else { return finish(nil, request) }
    let comparison = Comparison(
      side(sources[0].name, old, oldOverrides), side(sources[1].name, new, overrides))
    return finish(comparison, request)
  }

  private func side(_ name: String, _ document: SpecDocument, _ overrides: Overrides) -> Comparison.Side {
    // What the overrides have for other versions of a specification is no news here, only what they cannot be used for.
    let diagnostics = Diagnostics()
    let model = Resolver.resolve(document, overrides, diagnostics)
    for diagnostic in diagnostics.sorted where diagnostic.severity == .error || run.isVerbose {
      run.diagnostics.add(diagnostic)
    }
    return Comparison.Side(name: name, document: document, model: model)
  }

  private func finish(_ comparison: Comparison?, _ request: Request) -> ToolStatus {
    run.showDiagnostics()
    guard !run.diagnostics.hasErrors, let comparison else { return .problems }
    if request.json {
      run.console.out(comparison.json.rendered())
    } else {
      comparison.text.forEach(run.console.out)
    }
    return request.exitCode && !comparison.isEmpty ? .problems : .success
  }

  private func overrides(_ path: String) -> Overrides? {
    run.text(path).map { Overrides.read(file: run.paths.display(path), text: $0, diagnostics: run.diagnostics) }
  }
}
