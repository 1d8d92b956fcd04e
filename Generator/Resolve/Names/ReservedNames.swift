/// Names that generated code cannot use for something else.
enum ReservedNames {
  /// Members that the emitted types have anyway, and names that the emitted code uses.
  private static let members: Set<String> = [
    "blocking", "descriptor", "encode", "decode", "encoder", "reader", "router", "run", "self", "init",
    "hashValue", "hash", "description", "as", "_",
  ]

  /// Types that the emitted code uses, and names that Swift gives a meaning inside a type.
  private static let types: Set<String> = [
    "Any", "AnyObject", "Array", "BlockingTime", "Bool", "CallTraits", "Character",
    "CommandDescriptor",
    "CommandEncoder", "CommandFlags", "Commands", "Dictionary", "Double", "Duration", "Equatable",
    "Error", "Hashable", "Int", "KeySpec", "Never", "Optional", "Protocol", "RedisBytes",
    "RedisCommand", "RedisError", "RedisValue", "RedisValueConvertible", "RESPReader", "RESPValue",
    "Response", "Result", "ScanPage", "Self", "Sendable", "Set", "StaticName", "StaticString",
    "String", "Swift", "Task", "Type", "UInt64", "UnixTime", "Void",
  ]

  /// Types of TypedRedis that only the code of a whole library uses.
  private static let moduleTypes: Set<String> = [
    "Appended", "CommandCatalog", "CommandChain", "CommandForm", "CommandLibrary", "Redis", "RedisCommandRunner",
    "RedisConnection", "RedisConnectionCommandRunner", "RESPDecodable", "RESPKind", "RESPRecord", "RESPRepresentable",
    "RESPTextLine", "RESPTimeUnit",
  ]

  /// Whether a type of this name would hide one that generated code uses.
  static func isTypeOfTypedRedis(_ name: String) -> Bool { types.contains(name) || moduleTypes.contains(name) }

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

  /// Members of what runs commands and of chains, which `MemberNamesTests` compares with their sources. `init` and `self` are no
  /// names for a method, whatever the quotes. A command has the name of its own that it shares with none of these.
  static let methods: Set<String> = [
    "_", "appending", "cache", "close", "connect", "consume", "context", "core", "count", "events", "execute",
    "executeKnown", "executeOrRemember", "executor", "function", "init", "isTransaction", "links", "pipeline",
    "pipelineOfLinks", "poolStatistics", "rateLimiter", "reread", "responseCallbacks", "router", "run", "runBlocking",
    "runOrRemember", "runTransaction", "scanHash", "scanHashFields", "scanKeys", "scanSet", "scanSortedSet",
    "scanSortedSetMembers", "script", "self", "semaphore", "send", "settings", "statistics", "subscriptionEvents",
    "transaction", "trimAcknowledged", "trimStream", "verify", "withCache", "withConnection", "withConsumer",
    "withDefaultResponse", "withKeyspaceNotifications", "withLock", "withLockIfAvailable", "withMonitor",
    "withResponseCallback", "withSubscription", "withTimeout", "withoutCache",
  ]

  static func method(_ name: String) -> String {
    methods.contains(name)
      ? name.trimmedUnderscore + "Command" : name
  }
}

extension String {
  fileprivate var trimmedUnderscore: String { self == "_" ? "other" : self }
}
