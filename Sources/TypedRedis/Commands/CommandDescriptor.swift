/// What the specification says about one command form: everything that routing, retries,
/// deadlines and redaction depend on. Generated; the same for every call of the form.
public struct CommandDescriptor: Sendable {
  /// The command's name as Redis documents it, `CLIENT LIST` for a subcommand.
  public let name: StaticString
  /// The form's name where a command has several (`WithScores`); nil for the main one.
  public let form: StaticString?
  /// The documented group, for example `sorted-set`.
  public let group: StaticString
  /// Number of arguments including the name; negative means "at least".
  public let arity: Int
  /// The server's own flags for the command.
  public let flags: CommandFlags
  /// Where the keys are among the arguments.
  public let keySpecs: [KeySpec]
  /// On which nodes of a cluster the command has to run, if not on the node of its keys.
  public let requestPolicy: RequestPolicy?
  /// How the replies of several nodes become one.
  public let responsePolicy: ResponsePolicy?
  /// Whether equal calls can give different replies, or the same elements in another order.
  public let determinism: Determinism
  /// ACL categories without the leading `@`.
  public let aclCategories: [StaticString]
  /// First version of Redis with this command; nil if Redis has none.
  public let sinceRedis: StaticString?
  /// First version of Valkey with this command; nil if Valkey has none.
  public let sinceValkey: StaticString?
  /// Whether the command changes the state of the connection it runs on.
  public let scope: CommandScope
  /// How the server answers.
  public let delivery: ReplyDelivery
  /// Whether some argument is a secret that must not be shown.
  public let hasSecrets: Bool
  /// False for a command that the server has to be asked for each time, although the specification does not say so: what it is
  /// for is not its reply (`TOUCH`), or that depends on more than what the keys hold (`ARINFO`). See ``isCacheable``.
  public let mayBeCached: Bool
  /// False for a command that is called a read and yet changes something when it is executed a second time (`FT.CURSOR READ`
  /// goes on to the next rows), so that it is not sent again when nobody knows whether the server has had it.
  public let mayBeRetried: Bool
  /// The argument that says how long the server may wait; nil if it never waits, or if that has no fixed place.
  public let blocking: BlockingArgument?

  @inlinable public init(
    name: StaticString, form: StaticString? = nil, group: StaticString, arity: Int,
    flags: CommandFlags = [], keySpecs: [KeySpec] = [], requestPolicy: RequestPolicy? = nil,
    responsePolicy: ResponsePolicy? = nil, determinism: Determinism = .deterministic,
    aclCategories: [StaticString] = [], sinceRedis: StaticString? = nil,
    sinceValkey: StaticString? = nil, scope: CommandScope = .shared,
    delivery: ReplyDelivery = .reply, hasSecrets: Bool = false, mayBeCached: Bool = true,
    mayBeRetried: Bool = true, blocking: BlockingArgument? = nil
  ) {
    self.name = name
    self.form = form
    self.group = group
    self.arity = arity
    self.flags = flags
    self.keySpecs = keySpecs
    self.requestPolicy = requestPolicy
    self.responsePolicy = responsePolicy
    self.determinism = determinism
    self.aclCategories = aclCategories
    self.sinceRedis = sinceRedis
    self.sinceValkey = sinceValkey
    self.scope = scope
    self.delivery = delivery
    self.hasSecrets = hasSecrets
    self.mayBeCached = mayBeCached
    self.mayBeRetried = mayBeRetried
    self.blocking = blocking
  }
}

/// The server's flags for a command, one bit each.
public struct CommandFlags: OptionSet, Sendable, Hashable {
  public let rawValue: UInt32
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  public static let write = CommandFlags(rawValue: 1 << 0)
  public static let readonly = CommandFlags(rawValue: 1 << 1)
  public static let denyOOM = CommandFlags(rawValue: 1 << 2)
  public static let admin = CommandFlags(rawValue: 1 << 3)
  public static let pubsub = CommandFlags(rawValue: 1 << 4)
  public static let noScript = CommandFlags(rawValue: 1 << 5)
  public static let blocking = CommandFlags(rawValue: 1 << 6)
  public static let loading = CommandFlags(rawValue: 1 << 7)
  public static let stale = CommandFlags(rawValue: 1 << 8)
  public static let fast = CommandFlags(rawValue: 1 << 9)
  public static let noAuth = CommandFlags(rawValue: 1 << 10)
  public static let noMulti = CommandFlags(rawValue: 1 << 11)
  public static let movableKeys = CommandFlags(rawValue: 1 << 12)
  public static let skipMonitor = CommandFlags(rawValue: 1 << 13)
  public static let skipSlowlog = CommandFlags(rawValue: 1 << 14)
  public static let asking = CommandFlags(rawValue: 1 << 15)
  public static let noAsyncLoading = CommandFlags(rawValue: 1 << 16)
  public static let allowBusy = CommandFlags(rawValue: 1 << 17)
  public static let noMandatoryKeys = CommandFlags(rawValue: 1 << 18)
  public static let scriptRunner = CommandFlags(rawValue: 1 << 19)
  /// The command comes with a module.
  public static let module = CommandFlags(rawValue: 1 << 20)
}

/// Whether equal calls give equal replies.
public enum Determinism: UInt8, Sendable, Hashable {
  case deterministic
  /// The same elements, in any order.
  case orderVaries
  case outputVaries
}

/// On which connections a command makes sense.
public enum CommandScope: UInt8, Sendable, Hashable {
  /// Any connection, also one that many tasks share.
  case shared
  /// Changes the connection's own state for good: only on a leased ``RedisConnection``, which is closed afterwards.
  case connection
  /// Changes the connection's own state in a way that the server undoes on request: only on a leased ``RedisConnection``,
  /// which is made as new afterwards.
  case resettable
}

/// How a server answers a command.
public enum ReplyDelivery: UInt8, Sendable, Hashable {
  /// With one reply.
  case reply
  /// With one reply, from which on the connection is as new.
  case reset
  /// With out-of-band confirmations, one per channel.
  case push
  /// Not at all; the connection gets no replies from then on.
  case none
  /// By closing the connection; a reply means that it refused.
  case close
  /// With one reply, followed by a stream that does not end.
  case stream
}

/// On which nodes of a cluster a command has to run.
public enum RequestPolicy: UInt8, Sendable, Hashable {
  case allNodes, allShards, multiShard, special
}

/// How several nodes' replies to one command become one.
public enum ResponsePolicy: UInt8, Sendable, Hashable {
  case oneSucceeded, allSucceeded, aggSum, aggMin, aggMax, aggLogicalAnd, aggLogicalOr, special
  /// Any of those that are not null, where the specification leaves it to clients.
  case anyPresent
}
