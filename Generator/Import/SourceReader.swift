/// Brings the commands of a source into the shape of commands.json and reads them as such.
struct SourceReader {
  /// What messages call the source.
  let name: String
  let diagnostics: Diagnostics

  func read(_ commands: [SourceCommand], _ identity: ServerIdentity?) -> ImportedSpecification {
    var specification = ImportedSpecification(name: name, commands: [], server: identity)
    guard commands.count <= SourceLimit.commands else {
      diagnostics.error(
        name, .start, nil, "it has \(commands.count) commands, more than \(SourceLimit.commands): none was looked at")
      return specification
    }
    var derivations = Derivations()
    var places: [String: SourceCommand] = [:]
    for command in commands {
      if let earlier = places.updateValue(command, forKey: command.name) {
        let place = "\(earlier.file):\(earlier.member.namePosition.line):\(earlier.member.namePosition.column)"
        diagnostics.error(
          command.file, command.member.namePosition, command.path,
          "the command \(command.name.quotedForMessage) is described twice: the first time at \(place)")
        continue
      }
      let shape = CommandShape(file: command.file, diagnostics: diagnostics)
      let translated = shape.translate(command)
      let reader = SpecReader(file: command.file, diagnostics: diagnostics)
      let completion = Completion(command)
      let (member, derived) = completion.complete(translated)
      if let doubt = completion.doubt(translated) {
        diagnostics.warning(command.file, command.member.namePosition, command.path, doubt)
      }
      if let spec = reader.readCommand(member, name: command.name, command.path) {
        specification.commands.append(.init(spec: spec, derived: Set(derived)))
      }
      derivations.add(derived, of: command, diagnostics)
    }
    derivations.summarize(name, diagnostics)
    return specification
  }
}

/// Counts what the commands of a source leave out: said once for the source, and for each command to those who want notes.
private struct Derivations {
  private var counts: [(member: String, count: Int)] = []

  mutating func add(_ members: [String], of command: SourceCommand, _ diagnostics: Diagnostics) {
    for member in members {
      diagnostics.note(
        command.file, command.member.namePosition, command.path,
        "\(member.quotedForMessage) is missing: \(Completion.consequence(member))")
      if let index = counts.firstIndex(where: { $0.member == member }) {
        counts[index].count += 1
      } else {
        counts.append((member, 1))
      }
    }
  }

  func summarize(_ name: String, _ diagnostics: Diagnostics) {
    for (member, count) in counts {
      diagnostics.warning(
        name, .start, nil,
        "\(Count.of(count, "command")) without \(member.quotedForMessage): \(Completion.consequence(member))")
    }
  }
}
