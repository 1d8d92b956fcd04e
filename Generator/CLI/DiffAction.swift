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
    let documents = [request.old, request.new].map(document)
    guard let overrides = overrides(run.paths.overrides) else { return finish(nil, request) }
    var oldOverrides = overrides
    if let path = request.oldOverrides {
      guard let other = self.overrides(run.paths.absolute(path)) else { return finish(nil, request) }
      oldOverrides = other
    }
    guard !run.diagnostics.hasErrors, let old = documents[0], let new = documents[1] else { return finish(nil, request) }
    // What the overrides have for other versions of a specification is no news here.
    let unheard = Diagnostics()
    let sides = [(request.old, old, oldOverrides), (request.new, new, overrides)].map { name, document, overrides in
      Comparison.Side(name: name, document: document, model: Resolver.resolve(document, overrides, unheard))
    }
    for diagnostic in unheard.sorted where diagnostic.severity == .error || run.isVerbose {
      run.diagnostics.add(diagnostic)
    }
    return finish(Comparison(sides[0], sides[1]), request)
  }

  private func finish(_ comparison: Comparison?, _ request: Request) -> ToolStatus {
    guard run.reportDiagnostics(), let comparison else { return .problems }
    if request.json {
      run.console.out(comparison.json.rendered())
    } else {
      comparison.text.forEach(run.console.out)
    }
    return request.exitCode && !comparison.isEmpty ? .problems : .success
  }

  private func document(_ source: String) -> SpecDocument? {
    run.text(run.paths.absolute(source)).map {
      SpecReader.read(file: source, text: $0, diagnostics: run.diagnostics)
    }
  }

  private func overrides(_ path: String) -> Overrides? {
    run.text(path).map { Overrides.read(file: run.paths.display(path), text: $0, diagnostics: run.diagnostics) }
  }
}
