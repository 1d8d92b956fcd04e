/// The specification's knowledge of every command, by name.
public enum CommandCatalog {
  private static let byName: [String: CommandDescriptor] = {
    var index: [String: CommandDescriptor] = [:]
    for descriptor in generated where descriptor.form == nil {
      index[descriptor.name.description] = descriptor
    }
    return index
  }()

  /// The descriptor of a command by its documented name, `CLIENT LIST` for a subcommand, in any
  /// case.
  public static func descriptor(named name: String) -> CommandDescriptor? {
    byName[name.uppercased()]
  }

  /// The descriptor of the command that these words call: of the subcommand where there is one,
  /// else of the first word alone.
  public static func descriptor(for words: [RedisValue]) -> CommandDescriptor? {
    guard let first = words.first else { return nil }
    if words.count > 1, let found = descriptor(named: "\(first.text) \(words[1].text)") {
      return found
    }
    return descriptor(named: first.text)
  }
}

extension RedisValue {
  /// The value as text, for looking up names.
  var text: String {
    switch self {
    case .string(let string): string
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    case .int(let number): String(number)
    case .double(let number): String(number)
    }
  }
}
