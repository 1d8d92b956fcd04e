import RedisTransport

/// Which keys a command may change, as far as the specification tells.
enum KeyChanges: Sendable {
  case none
  case keys([KeyVersions.Slot])
  /// Those of a command whose keys cannot be told, or that has none and changes them all.
  case everything

  /// - Parameters:
  ///   - descriptor: nil if the specification does not have the command.
  ///   - encode: appends the command's words.
  init(by descriptor: CommandDescriptor?, _ encode: (inout CommandEncoder) -> Void) {
    guard let descriptor else {
      self = .everything
      return
    }
    guard descriptor.mayChangeKeys else {
      self = .none
      return
    }
    let changed = descriptor.keySpecs.filter { !$0.access.contains(.readOnly) }
    guard changed.allSatisfy(\.tellsAllKeys), !descriptor.keySpecs.isEmpty else {
      self = .everything
      return
    }
    guard !changed.isEmpty else {
      self = .none
      return
    }
    var encoder = CommandEncoder(minimumCapacity: 256)
    encoder.command(encode)
    self = encoder.withUnsafeBytes { KeyChanges(of: EncodedWords($0), by: changed) }
  }

  private init(of words: EncodedWords, by specs: [KeySpec]) {
    var slots: [KeyVersions.Slot] = []
    for spec in specs {
      guard let positions = spec.positions(in: words) else {
        self = .everything
        return
      }
      slots += positions.compactMap { words.word(at: $0).map(KeyVersions.slot) }
    }
    self = slots.isEmpty ? .none : .keys(slots)
  }

  static func + (a: KeyChanges, b: KeyChanges) -> KeyChanges {
    switch (a, b) {
    case (.none, let other), (let other, .none): other
    case (.everything, _), (_, .everything): .everything
    case (.keys(let a), .keys(let b)): .keys(a + b)
    }
  }
}

extension CommandDescriptor {
  /// Whether it writes, or runs what may write: a script, or the commands of a transaction.
  fileprivate var mayChangeKeys: Bool {
    guard !flags.contains(.readonly) else { return false }
    return flags.contains(.write) || flags.contains(.scriptRunner) || runsQueuedCommands
  }

  private var runsQueuedCommands: Bool { StaticName(name) == CommandDescriptor.execution }

  private static let execution = StaticName(Commands.EXEC.descriptor.name)
}
