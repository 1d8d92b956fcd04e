import Foundation

/// Brings what a source says into the specification.
struct ImportAction {
  struct Request: Equatable {
    var source: String
    /// Whether the changes are only shown.
    var isDryRun = false
    var filter = CommandFilter(nil)
    var options = CommandMerge.Options()
  }

  let run: GeneratorRun

  func perform(_ request: Request) -> ToolStatus {
    let merge = merge(request)
    run.showDiagnostics()
    guard let merge, !run.diagnostics.hasErrors else {
      run.console.error("nothing was written")
      return .problems
    }
    let report = ImportReport(
      merge.merged, source: merge.source, file: run.paths.display(run.paths.specification),
      withReply: withReply(merge.source.commands.map(\.spec), merge.overrides), lost: merge.lost)
    let path = run.paths.specification
    let name = run.paths.display(path)
    merge.remark.map(run.console.out)
    if merge.merged.text == merge.text {
      report.lines.forEach(run.console.out)
      run.console.out("nothing to do: \(name) says all of it already")
      return .success
    }
    if request.isDryRun {
      UnifiedDiff.lines(
        from: merge.text, to: merge.merged.text, path: name, limit: .max, newLabel: "after the import"
      ).forEach(run.console.out)
    } else {
      do {
        try OutputFile.write(merge.merged.text, to: path)
      } catch {
        run.console.error("error: \(name) cannot be written: \(error.localizedDescription)")
        return .problems
      }
    }
    report.lines.forEach(run.console.out)
    run.console.out(request.isDryRun ? "nothing was written" : "wrote \(name); redis-generate makes the methods")
    return .success
  }

  private struct Outcome {
    /// The specification as it is; empty when there is none.
    var text: String
    var merged: SpecificationMerge
    var source: ImportedSpecification
    /// What else was done to the specification.
    var remark: String?
    /// The overrides, if there are any.
    var overrides: Overrides?
    /// The forms of the overrides that are not possible any more.
    var lost: [String]
  }

  /// The specification with the source in it, read back; nil when something has errors.
  private func merge(_ request: Request) -> Outcome? {
    let diagnostics = run.diagnostics
    let path = run.paths.specification
    let name = run.paths.display(path)
    var text = ""
    var ours = SpecDocument(file: name, commands: [])
    var published: PublishedInPlace.Outcome?
    if FileManager.default.fileExists(atPath: path) {
      guard let found = InputFile.text(at: path, name: name, diagnostics: diagnostics) else { return nil }
      text = found
      // One that holds no command yet is as good as none.
      let isEmpty = text.allSatisfy { $0.isWhitespace || $0 == "{" || $0 == "}" }
      if isEmpty {
        text = ""
      } else {
        // A published file in our place knows least: what was known before belongs to what the source is imported into.
        published = PublishedInPlace.isOne(text) ? run.merged(text) : nil
        ours = published?.document ?? SpecReader.read(file: name, text: text, diagnostics: diagnostics)
      }
    }
    let source = SpecSource(request.source, currentDirectory: run.paths.currentDirectory)
    // Read in any case: one run lists the mistakes of both.
    guard let whole = source.read(diagnostics), !diagnostics.hasErrors else { return nil }
    guard let imported = filtered(whole, request) else { return nil }
    let merged = SpecificationMerge(text: published?.text ?? text, ours: ours, source: imported, options: request.options) {
      isAskedFor($0, request, from: imported)
    }
    let readBack = Diagnostics()
    let after = SpecReader.read(file: "\(name) (after the import)", text: merged.text, diagnostics: readBack)
    for complaint in readBack.sorted where complaint.severity == .error { diagnostics.add(complaint) }
    let isSame = merged.text == (published?.text ?? text)
    let overrides = overrides
    let lost = isSame ? [] : overrides.map { LostForms.names(before: ours, after: after, $0, library: run.paths.library) }
    return Outcome(
      text: text, merged: merged, source: imported, remark: published?.remark, overrides: overrides, lost: lost ?? [])
  }

  /// The commands that were asked for. What a server has besides a library's module belongs to TypedRedis.
  private func filtered(_ source: ImportedSpecification, _ request: Request) -> ImportedSpecification? {
    let unused = request.filter.unused(for: source.commands.map(\.spec.name))
    guard unused.isEmpty else {
      let names = unused.map(\.quotedForMessage).joined(separator: ", ")
      run.diagnostics.error(source.name, .start, nil, "there is no command \(names)")
      return nil
    }
    var filtered = source
    filtered.commands.removeAll { !isAskedFor($0.spec, request, from: source) }
    guard !filtered.commands.isEmpty else {
      run.diagnostics.error(
        source.name, .start, nil, "no module has brought it commands: --only NAME,… says which to take of its own")
      return nil
    }
    return filtered
  }

  private func isAskedFor(_ command: CommandSpec, _ request: Request, from source: ImportedSpecification) -> Bool {
    let takesModules = run.paths.library != nil && source.server != nil && request.filter == CommandFilter(nil)
    return request.filter.includes(command.name) && (!takesModules || command.isModules)
  }

  /// Commands whose reply the overrides type, or that have none of their own.
  private func withReply(_ commands: [CommandSpec], _ overrides: Overrides?) -> Set<String> {
    let typed = overrides?.commands.filter { !$0.value.forms.isEmpty }.map(\.key) ?? []
    let containers = commands.compactMap { command in
      command.words.count > 1 ? command.words.dropLast().joined(separator: " ") : nil
    }
    return Set(typed + containers)
  }

  /// The overrides, if there are any. What is wrong in them is said when code is made with them.
  private var overrides: Overrides? {
    let silent = Diagnostics()
    let path = run.paths.overrides
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let text = InputFile.text(at: path, name: path, diagnostics: silent)
    return text.map { Overrides.read(file: path, text: $0, diagnostics: silent) }
  }
}
