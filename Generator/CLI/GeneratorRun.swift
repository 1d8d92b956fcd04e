import Foundation

/// What every action begins with: the input files, read and resolved.
struct GeneratorRun {
  struct Input {
    var document: SpecDocument
    var model: APIModel
    /// The specification as the project wrote it; nil when it is somebody else's.
    var ownText: String?
    /// What else there is to say about the specification.
    var remark: String?
  }

  let paths: Paths
  let console: Console
  let isVerbose: Bool
  /// Whether a library's code is to be one file.
  var isSingleFile = false
  /// Whether the copy of the specification may lose what only it knows.
  var forgets = false
  let diagnostics = Diagnostics()

  /// How an override that nothing uses is taken.
  enum UnusedOverrides { case warned, refused }

  /// The specification and the model that it makes; nil when they have errors. In both cases, all there is to say has been said.
  func read(unusedOverrides: UnusedOverrides = .warned) -> Input? {
    let input = resolve(unusedOverrides)
    showDiagnostics()
    return diagnostics.hasErrors ? nil : input
  }

  /// Says all there is to say about the inputs.
  func showDiagnostics() {
    for diagnostic in diagnostics.sorted where isVerbose || diagnostic.severity != .note {
      console.error(diagnostic.description)
    }
    if diagnostics.hasErrors { console.error(summary) }
  }

  /// What is generated out of the input, at its places; nil, after that was said, when it could not be written.
  func files(_ input: Input) -> GeneratedFiles? {
    let layout = Emitter.Layout(
      isSingleFile: isSingleFile, hasTests: paths.testsOutput != nil, module: paths.module)
    let generated = GeneratedFiles(Emitter.emit(input.model, layout), paths: paths)
    for fault in generated.faults { console.error("error: \(fault)") }
    return generated.faults.isEmpty ? generated : nil
  }

  /// How that differs from what is there, and from the copy of the specification.
  func changes(_ input: Input) -> ChangeSet? {
    files(input).flatMap { generated in
      var files = generated.files
      if let copy = paths.copy, let text = input.ownText {
        if let fault = KnownBefore.fault(paths, text), !forgets {
          console.error("error: \(fault)")
          return nil
        }
        files.append((copy, text))
      }
      return ChangeSet(files: files, folders: paths.folders, claims: isOurs)
    }
  }

  /// Whether code is from this specification, or from one that had another name.
  private func isOurs(_ specification: String) -> Bool {
    guard let library = paths.library else { return specification == "commands.json" }
    if specification == library.file { return true }
    let folder = (paths.specification as NSString).deletingLastPathComponent
    return LibraryModel(file: specification) != nil && !FileManager.default.fileExists(atPath: folder + "/" + specification)
  }

  private var summary: String {
    let warnings = diagnostics.warningCount
    return Count.of(diagnostics.errorCount, "error")
      + (warnings > 0 ? " and \(Count.of(warnings, "warning"))" : "")
  }

  private func resolve(_ unusedOverrides: UnusedOverrides) -> Input? {
    let specification = paths.display(paths.specification)
    if let problem = paths.library?.problem { diagnostics.error(specification, .start, nil, problem) }
    let overridesFile = paths.display(paths.overrides)
    let text = self.text(paths.specification)
    // Both are read before anything is said, so that one run lists the mistakes of both.
    let isPublished = text.map(PublishedInPlace.isOne) ?? false
    let published = isPublished ? text.flatMap(merged) : nil
    let document = published?.document ?? text.map {
      SpecReader.read(file: specification, text: $0, diagnostics: diagnostics)
    }
    let hasOverrides = paths.library == nil || FileManager.default.fileExists(atPath: paths.overrides)
    let overrides =
      hasOverrides
      ? self.text(paths.overrides).map { Overrides.read(file: overridesFile, text: $0, diagnostics: diagnostics) }
      : Overrides(file: overridesFile)
    guard let document, let overrides, !diagnostics.hasErrors else { return nil }
    let model = Resolver.resolve(
      document, overrides, diagnostics, strict: unusedOverrides == .refused, library: paths.library)
    return Input(document: document, model: model, ownText: isPublished ? nil : text, remark: published?.remark)
  }

  /// A published specification together with what the project knew before; nil if it knew nothing.
  func merged(_ text: String) -> PublishedInPlace.Outcome? {
    guard let copy = paths.copy, FileManager.default.fileExists(atPath: copy), let known = self.text(copy) else { return nil }
    let file = paths.display(paths.specification)
    return PublishedInPlace(file: file, copy: paths.display(copy), diagnostics: diagnostics).merge(text, known: known)
      ?? PublishedInPlace.Outcome(document: SpecDocument(file: file, commands: []), text: "", remark: "")
  }

  /// The text of an input file.
  func text(_ path: String) -> String? {
    let file = paths.display(path)
    let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
    guard isLink || FileManager.default.fileExists(atPath: path) else {
      diagnostics.error(file, .start, nil, "there is no such file")
      return nil
    }
    return InputFile.text(at: path, name: file, diagnostics: diagnostics)
  }
}
