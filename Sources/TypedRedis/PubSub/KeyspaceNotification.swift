/// What a server tells of a change to a key.
///
/// Servers tell nothing by default: `notify-keyspace-events` says what they tell, as flags. `K` has them tell by key and `E` by event,
/// which the two kinds of ``KeyspaceFilter`` need, and further ones choose the events, of which `A` stands for most:
///
///     try await redis.configSet(parameters: [("notify-keyspace-events", "KEA")])
///
/// A notification is a message: it is lost if nobody subscribes at the time, or the connection breaks.
///
/// In a cluster each node tells of the keys that it has, and passes nothing on. Therefore a client subscribes to channels that begin
/// with `__keyspace@` or `__keyevent@`, and to patterns that begin with these or with a part of them, `__key` at least, where the keys
/// may be: at the key's primary or at all of them.
public struct KeyspaceNotification: Sendable, Hashable {
  /// The number of the database that the key is in.
  public var database: Int
  /// The key.
  public var key: RedisBytes
  /// What happened to it.
  public var event: KeyspaceEvent
  /// Whether others may be missing before this one. See ``RedisMessage/followsGap``.
  public var followsGap: Bool

  /// A notification, for tests of whoever takes them.
  public init(database: Int = 0, key: RedisBytes, event: KeyspaceEvent, followsGap: Bool = false) {
    self.database = database
    self.key = key
    self.event = event
    self.followsGap = followsGap
  }

  /// What a message tells: one on a channel such as `__keyspace@0__:name` or `__keyevent@0__:name`. Nil for any other.
  public init?(_ message: RedisMessage) {
    guard let (isByKey, database, name) = Self.parts(of: message.channel) else { return nil }
    self.database = database
    key = isByKey ? name : message.payload
    event = KeyspaceEvent(rawValue: (isByKey ? message.payload : name).description)
    followsGap = message.followsGap
  }

  /// The key whose notifications come on a channel; nil if it is for others or other things.
  static func key(ofChannel channel: RedisBytes) -> RedisBytes? {
    parts(of: channel).flatMap { $0.isByKey ? $0.name : nil }
  }

  private static func parts(of channel: RedisBytes) -> (isByKey: Bool, database: Int, name: RedisBytes)? {
    let channel = channel.bytes
    let isByKey: Bool
    if channel.starts(with: byKey.utf8) {
      isByKey = true
    } else if channel.starts(with: byEvent.utf8) {
      isByKey = false
    } else {
      return nil
    }
    // Both are of the same length.
    let rest = channel.dropFirst(byKey.utf8.count)
    guard let end = rest.firstRange(of: mark.utf8), let database = RedisBytes(rest.prefix(upTo: end.lowerBound)).int
    else { return nil }
    return (isByKey, database, RedisBytes(rest.suffix(from: end.upperBound)))
  }

  /// What both begin with.
  static let anyKind = "__key"
  static let byKey = "__keyspace@"
  static let byEvent = "__keyevent@"
  /// Between the database and what follows.
  static let mark = "__:"
}

/// Which notifications to subscribe to.
public struct KeyspaceFilter: Sendable, Hashable {
  private let beginning: String
  /// Without a glob: the exact end of the channel's name.
  private let name: RedisBytes
  private let isGlob: Bool

  /// What happens to one key. Needs the flag `K`.
  public static func key(_ key: some RedisValueConvertible) -> KeyspaceFilter {
    KeyspaceFilter(beginning: KeyspaceNotification.byKey, name: key.asBytes, isGlob: false)
  }

  /// What happens to keys that fit a glob, such as `user:*`. Needs the flag `K`.
  ///
  /// In all databases at once, keys also fit that have an end that does after `__:` in their name, as `x__:user:1`.
  public static func keys(matching glob: some RedisValueConvertible) -> KeyspaceFilter {
    KeyspaceFilter(beginning: KeyspaceNotification.byKey, name: glob.asBytes, isGlob: true)
  }

  /// One event, whatever key it happens to. Needs the flag `E`.
  public static func event(_ event: KeyspaceEvent) -> KeyspaceFilter {
    KeyspaceFilter(beginning: KeyspaceNotification.byEvent, name: RedisBytes(event.rawValue), isGlob: false)
  }

  /// Every event of every key. Needs the flag `E`.
  public static var everything: KeyspaceFilter {
    KeyspaceFilter(beginning: KeyspaceNotification.byEvent, name: "*", isGlob: true)
  }

  /// What to subscribe to. For one key in all databases that is a pattern, which other keys fit that end with `__:` and the key:
  /// ``RedisClient/withKeyspaceNotifications(of:database:buffering:_:)`` leaves them out.
  ///
  /// - Parameter database: its number; nil for all of them.
  public func topic(database: Int? = nil) -> RedisTopic {
    let beginning = RedisBytes(beginning + (database.map { "\($0)" } ?? "*") + KeyspaceNotification.mark)
    guard isGlob || database == nil else { return RedisTopic(.channel, RedisBytes(beginning.bytes + name.bytes)) }
    return RedisTopic(.pattern, RedisBytes(beginning.bytes + (isGlob ? name.bytes : name.escapedForGlobs)))
  }

  /// The key, if it is one.
  var key: RedisBytes? { isGlob || beginning != KeyspaceNotification.byKey ? nil : name }
}

extension RedisBytes {
  /// A glob that fits exactly these bytes.
  fileprivate var escapedForGlobs: [UInt8] {
    let special = Array(#"*?[]^\"#.utf8)
    return bytes.flatMap { special.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
  }
}
