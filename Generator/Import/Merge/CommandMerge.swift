/// Brings together what a specification and a source say about one command.
///
/// The source's facts win. What is ours stays: the summary, the group, the reply's schema and the versions of the servers; and what
/// the source does not say at all, unless it is pruned.
struct CommandMerge {
  struct Options: Equatable {
    /// Whether the source's summaries are taken where we have none.
    var takesSummaries = false
    /// Whether what the source lacks goes.
    var prunes = false
  }

  /// Flags that servers do not tell and only source code and published files know.
  private static let untoldFlags: Set<String> = ["script_runner"]

  let options: Options
  let server: ServerIdentity?

  struct Outcome {
    var command: CommandSpec
    var kept: [String] = []
    var dropped: [String] = []
    var gone: [String] = []
  }

  // MARK: New

  /// A command that we do not have yet, with what is known of where it comes from.
  func new(_ source: ImportedSpecification.Command) -> CommandSpec {
    var command = source.spec
    if !options.takesSummaries { command.summary = nil }
    // A module's commands are there wherever the module is.
    // Since when it is there is not known of a command that nobody describes.
    let knowsSince = !source.derived.contains("since")
    if let server, !command.isModules, knowsSince, command.servers.isEmpty { command.servers = [server.kind: command.since] }
    return command
  }

  // MARK: Known

  func merge(_ ours: CommandSpec, _ source: ImportedSpecification.Command) -> Outcome {
    let theirs = source.spec
    var result = ours
    if ours.summary == nil && options.takesSummaries { result.summary = theirs.summary }
    mergeVersions(&result, theirs, source.derived)
    result.module = theirs.module ?? ours.module
    result.docFlags = words(ours.docFlags, theirs.docFlags)
    result.aclCategories = words(ours.aclCategories, theirs.aclCategories)
    result.flags = flags(ours, theirs)
    result.hints = words(ours.hints, theirs.hints)
    result.replySchema = ours.replySchema ?? theirs.replySchema
    let isDerived = source.derived.contains("key_specs") && !ours.keySpecs.isEmpty
    if !isDerived && (!theirs.keySpecs.isEmpty || options.prunes) { result.keySpecs = theirs.keySpecs }

    var outcome = Outcome(command: result)
    // Nobody described them: there are none, or they are made up.
    let areDescribed = !theirs.arguments.isEmpty && !(source.derived.contains("arguments") && !ours.arguments.isEmpty)
    if areDescribed {
      var merge = ArgumentMerge(
        source: theirs.arguments, server: server?.kind, prunes: options.prunes, keySpecs: result.keySpecs.count)
      outcome.command.arguments = merge.merge(ours.arguments, theirs.arguments, in: nil)
      (outcome.kept, outcome.dropped, outcome.gone) = (merge.kept, merge.dropped, merge.gone)
    } else if !ours.arguments.isEmpty {
      outcome.kept = ours.arguments.map(\.name)
    }
    outcome.command.arity = arity(ours, source, keeps: !outcome.kept.isEmpty)
    return outcome
  }

  /// What a source adds that may not decide about the command.
  func supplement(_ ours: CommandSpec, _ source: ImportedSpecification.Command) -> CommandSpec {
    let theirs = source.spec
    var result = ours
    if !source.derived.contains("since") { result.servers = ours.servers.adding(server?.kind, since: theirs.since) }
    guard !source.derived.contains("arguments"), !ours.arguments.isEmpty else { return result }
    var supplement = ArgumentSupplement(ours.arguments, server: server?.kind)
    result.arguments = supplement.supplement(ours.arguments, with: theirs.arguments, in: nil)
    // With more than before there is no fixed number of words.
    if !supplement.added.isEmpty && result.arity > 0 { result.arity = -result.arity }
    return result
  }

  private func mergeVersions(_ result: inout CommandSpec, _ theirs: CommandSpec, _ derived: Set<String>) {
    let knowsSince = !derived.contains("since")
    if let server {
      // Servers count their own versions.
      if knowsSince { result.servers = result.servers.adding(server.kind, since: theirs.since) }
    } else if knowsSince {
      result.since = theirs.since
      for (name, since) in theirs.servers where result.servers[name] == nil { result.servers[name] = since }
    }
    result.deprecatedSince = theirs.deprecatedSince ?? (options.prunes ? nil : result.deprecatedSince)
    result.replacedBy = theirs.replacedBy ?? (options.prunes ? nil : result.replacedBy)
  }

  /// A list that means a set: where both have the same words, ours stays as it is written.
  private func words(_ ours: [String], _ theirs: [String]) -> [String] {
    if theirs.isEmpty && !options.prunes { return ours }
    return Set(ours) == Set(theirs) ? ours : theirs
  }

  private func flags(_ ours: CommandSpec, _ theirs: CommandSpec) -> [String] {
    let untold = server == nil ? [] : ours.flags.filter { Self.untoldFlags.contains($0) && !theirs.flags.contains($0) }
    return words(ours.flags, theirs.flags.isEmpty ? [] : WordOrder.flags.sorted(theirs.flags + untold))
  }

  private func arity(_ ours: CommandSpec, _ source: ImportedSpecification.Command, keeps: Bool) -> Int {
    let theirs = source.spec.arity
    // Modules often register their commands with an arity that says nothing.
    let saysNothing = source.derived.contains("arity") || (theirs == -ours.words.count && source.spec.isModules)
    if saysNothing { return ours.arity }
    guard keeps, theirs != ours.arity else { return theirs }
    let least = min(theirs.magnitude, ours.arity.magnitude)
    return -Int(clamping: least)
  }
}
