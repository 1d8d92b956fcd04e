/// What an import did, for people.
struct ImportReport {
  private static let shown = 40

  let lines: [String]

  /// - Parameters:
  ///   - withReply: commands whose reply something else types than a schema.
  ///   - lost: what the overrides have and is not possible any more.
  init(
    _ merge: SpecificationMerge, source: ImportedSpecification, file: String, withReply: Set<String> = [],
    lost: [String] = []
  ) {
    let server = source.server.map { " (\($0.kind) \($0.version))" } ?? ""
    var lines = [
      "\(source.name)\(server) has \(Count.of(source.commands.count, "command")): \(merge.new.count) new, "
        + "\(merge.changed.count) changed, \(merge.unchanged) as in \(file)"
    ]
    lines += Names.line("new", merge.new)
    lines += Self.list(merge.changed.map { "changed: \($0.name) (\($0.members.joined(separator: ", ")))" })
    if let reason = merge.reason, !merge.differing.isEmpty {
      lines += Names.line("different there, kept as it is (\(reason); --prune takes the source's)", merge.differing.map(\.name))
    }
    lines += Names.line("removed", merge.removed)
    lines += Self.list(
      merge.droppedArguments.map { "\($0.command): replaced by what the source has: \($0.arguments.joined(separator: ", "))" })
    lines += Self.list(merge.goneArguments.map { "\($0.command): gone: \($0.arguments.joined(separator: ", "))" })
    lines += Self.list(lost.map { "warning: no longer possible: \($0): the overrides have it, and the arguments it needs are gone" })
    lines += Names.line("not in \(source.name), kept", merge.kept)
    lines += Self.kept(merge, source.name)
    if !merge.withoutSummary.isEmpty {
      lines.append(
        "\(Count.of(merge.withoutSummary.count, "new command")) without a summary: write one each, or take the source's with --summaries"
      )
    }
    lines += Self.replies(merge.withoutSchema.filter { !withReply.contains($0) })
    self.lines = lines
  }

  private static func list(_ lines: [String]) -> [String] {
    let more = lines.count - shown
    return lines.prefix(shown) + (more > 0 ? ["… and \(more) more"] : [])
  }

  private static func kept(_ merge: SpecificationMerge, _ source: String) -> [String] {
    let names = merge.keptArguments.map(\.command)
    return Names.line("with arguments that are not in \(source), kept", names)
  }

  private static func replies(_ names: [String]) -> [String] {
    guard let first = names.first else { return [] }
    return Names.line("no reply type yet", names) + [
      "  give one in the overrides, for example: {\"commands\": {\(CommandText.quoted(first)): {\"reply\": \"string\"}}},",
      "  or a \"reply_schema\" here; without, the reply is a RESPValue",
    ]
  }
}
