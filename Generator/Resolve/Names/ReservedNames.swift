/// Names that generated code cannot use for something else.
enum ReservedNames {
  /// Members that the emitted types have anyway, and names that the emitted code uses.
  private static let members: Set<String> = [
    "blocking", "descriptor", "encode", "decode", "encoder", "reader", "router", "run", "self", "init",
    "hashValue", "hash", "description", "as", "_",
  ]

  /// Types that the emitted code uses, and names that Swift gives a meaning inside a type.
  private static let types: Set<String> = [
    "Any", "AnyObject", "Array", "BlockingTime", "Bool", "Character", "CommandDescriptor",
    "CommandEncoder", "CommandFlags", "Commands", "Dictionary", "Double", "Duration", "Equatable",
    "Error", "Hashable", "Int", "KeySpec", "Never", "Optional", "Protocol", "RedisBytes",
    "RedisCommand", "RedisError", "RedisValue", "RedisValueConvertible", "RESPReader", "RESPValue",
    "Response", "Result", "ScanPage", "Self", "Sendable", "Set", "StaticName", "StaticString",
    "String", "Swift", "Task", "Type", "UnixTime", "Void",
  ]

  /// "blocking" -> blockingValue
  static func parameter(_ name: String) -> String {
    members.contains(name) ? name.trimmedUnderscore + "Value" : name
  }

  /// Optional has cases of its own, which a choice that may be left out would hide.
  static func enumCase(_ name: String) -> String {
    members.contains(name) || ["none", "some"].contains(name)
      ? name.trimmedUnderscore + "Option" : name
  }

  static func type(_ name: String) -> String {
    types.contains(name) ? name + "Option" : name
  }

  /// Members of what runs commands and of chains. `init` and `self` are no names for a method, whatever the quotes.
  private static let methods: Set<String> = [
    "init", "self", "run", "router", "execute", "_", "context", "settings", "count", "links", "isTransaction", "pipeline",
    "transaction", "responseCallbacks", "withTimeout", "cache", "withCache", "withoutCache",
  ]

  static func method(_ name: String) -> String {
    methods.contains(name)
      ? name.trimmedUnderscore + "Command" : name
  }
}

extension String {
  fileprivate var trimmedUnderscore: String { self == "_" ? "other" : self }
}
