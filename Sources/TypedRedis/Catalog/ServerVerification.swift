/// How a server's commands differ from those that a program was compiled for.
public struct ServerVerification: Sendable {
  /// A command that the server describes differently.
  public struct Difference: Sendable {
    public let command: CommandDescriptor
    /// What differs, for people: `arity 3, expected -3`.
    public let details: [String]
  }

  /// Commands that the server does not have.
  public let missing: [CommandDescriptor]
  /// Subcommands of which the server does not say whether it has them: before 7.0 it only speaks of the commands they belong to.
  public let unknown: [CommandDescriptor]
  /// Commands of which it takes other numbers of arguments, or that it reads, writes or blocks with where the specification says
  /// otherwise. An older or newer server may have some, which harm nobody who does not use what changed.
  public let differences: [Difference]
  /// How many commands were compared.
  public let count: Int

  /// Whether no command is missing.
  public var isComplete: Bool { missing.isEmpty }

  /// - Parameters:
  ///   - answers: What the server says of each of the commands, in their order; nil for what it does not know.
  ///   - silent: Names of commands of which the server does not tell the subcommands.
  init(_ commands: [CommandDescriptor], answers: [CommandInfo?], silent: Set<String> = []) {
    var missing: [CommandDescriptor] = []
    var unknown: [CommandDescriptor] = []
    var differences: [Difference] = []
    for (index, command) in commands.enumerated() {
      guard index < answers.count, let answer = answers[index] else {
        if let container = command.container, silent.contains(container) {
          unknown.append(command)
        } else {
          missing.append(command)
        }
        continue
      }
      let details = Self.details(command, answer)
      if !details.isEmpty { differences.append(Difference(command: command, details: details)) }
    }
    self.missing = missing
    self.unknown = unknown
    self.differences = differences
    count = commands.count
  }

  /// Whether a server takes all numbers of words that the specification allows. Modules often say that any number will do.
  private static func accepts(_ server: Int, _ specified: Int) -> Bool {
    server == specified || (server < 0 && server.magnitude <= specified.magnitude)
  }

  private static func details(_ command: CommandDescriptor, _ answer: CommandInfo) -> [String] {
    var details: [String] = []
    if !accepts(answer.arity, command.arity) { details.append("arity \(answer.arity), expected \(command.arity)") }
    for (flag, name) in [(CommandFlags.write, "write"), (.readonly, "readonly"), (.blocking, "blocking")] {
      let isSet = answer.flags.contains { $0.lowercased() == name }
      if isSet != command.flags.contains(flag) { details.append("\(isSet ? "is" : "is not") \(name)") }
    }
    // Only a fixed place can be compared with what servers of all versions say.
    if let spec = command.keySpecs.first, command.keySpecs.count == 1, case .index(let place) = spec.begin,
      case .range = spec.find, !spec.access.contains(.notKey), answer.firstKey != place
    {
      details.append("first key at \(answer.firstKey), expected at \(place)")
    }
    return details
  }
}

extension ServerVerification: CustomStringConvertible {
  /// One line for each command that is missing or differs, after one with the numbers.
  public var description: String {
    guard !(missing + unknown).isEmpty || !differences.isEmpty else { return "the server has all \(count) commands" }
    var lines = ["of \(count) commands, \(missing.count) missing, \(differences.count) different"]
    lines += missing.map { "missing: \($0.name)\($0.since)" }
    lines += unknown.map { "unknown: \($0.name)\($0.since)" }
    lines += differences.map { "differs: \($0.command.name): \($0.details.joined(separator: "; "))" }
    return lines.joined(separator: "\n")
  }
}

extension CommandDescriptor {
  /// The name of the command that it is a subcommand of.
  var container: String? {
    let words = name.description.split(separator: " ")
    return words.count > 1 ? words.dropLast().joined(separator: " ") : nil
  }

  fileprivate var since: String {
    let versions = [sinceRedis.map { "Redis \($0)" }, sinceValkey.map { "Valkey \($0)" }].compactMap { $0 }
    return versions.isEmpty ? "" : ", since \(versions.joined(separator: " and "))"
  }
}
