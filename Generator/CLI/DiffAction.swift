import Foundation

/// Compares two specifications, and the APIs that the same overrides make of them.
struct DiffAction {
  struct Request: Equatable {
    var old: String
    var new: String
    /// For programs.
    var json = false
    /// The overrides of both; nil for those of the package, or of the library that is compared.
    var overrides: String?
    /// The overrides that belong to the old specification, where they are others.
    var oldOverrides: String?
    /// Whether differences are a reason to fail.
    var exitCode = false
  }

  let run: GeneratorRun

  func perform(_ request: Request) -> ToolStatus {
    let sources = [request.old, request.new].map { SpecSource($0, currentDirectory: run.paths.base) }
    // Everything is read before anything is said, so that one run lists the mistakes of all.
    let known = sources.contains(where: \.isImported) ? specification : nil
    let documents = sources.map { source in
      source.load(diagnostics: run.diagnostics).map { document in
        source.isImported ? known.map { KnownNames.given(to: document, by: $0) } ?? document : document
      }
    }
    let path = request.overrides.map(run.paths.absolute) ?? overridesPath(request.new)
    let overrides = overrides(path, isOptional: request.overrides == nil)
    let oldOverrides = request.oldOverrides.map { self.overrides(run.paths.absolute($0)) } ?? overrides
    guard let old = documents[0], let new = documents[1], let overrides, let oldOverrides, !run.diagnostics.hasErrors
    else { return finish(nil, request) }
    let comparison = Comparison(
      side(sources[0].name, old, oldOverrides), side(sources[1].name, new, overrides))
    return finish(comparison, request)
  }

  /// The specification that an import would go into, if there is one without mistakes.
  private var specification: SpecDocument? {
    let path = run.paths.specification
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let unheard = Diagnostics()
    let document = SpecSource(path).load(diagnostics: unheard)
    return unheard.hasErrors ? nil : document
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

  /// Those of a library are beside its specification.
  private func overridesPath(_ source: String) -> String {
    let path = run.paths.absolute(source) as NSString
    guard let library = LibraryModel(file: path.lastPathComponent) else { return run.paths.overrides }
    return path.deletingLastPathComponent + "/" + library.overridesFile
  }

  /// - Parameter isOptional: whether there may be none, because nobody asked for them.
  private func overrides(_ path: String, isOptional: Bool = false) -> Overrides? {
    let file = run.paths.display(path)
    if isOptional && !FileManager.default.fileExists(atPath: path) { return Overrides(file: file) }
    return run.text(path).map { Overrides.read(file: file, text: $0, diagnostics: run.diagnostics) }
  }
}

extension SpecSource {
  /// A file can take the specification's place as it is; anything else is imported into it.
  fileprivate var isImported: Bool { kind == .server || kind == .directory }
}
