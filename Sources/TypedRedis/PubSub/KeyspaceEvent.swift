/// What happened to a key, by the name that the server gives it. The usual ones are here; any other one is kept as it is:
///
///     switch notification.event {
///     case .expired, .evicted: forget(notification.key)
///     case .set: …
///     default: print(notification.event)
///     }
public struct KeyspaceEvent: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
  /// The server's name for it.
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public var description: String { rawValue }

  /// Named as the property it is called from.
  private static func named(_ name: String = #function) -> KeyspaceEvent { KeyspaceEvent(rawValue: name) }
}

// Of keys of any type.
extension KeyspaceEvent {
  /// The key was deleted by a command.
  public static var del: KeyspaceEvent { named() }
  /// The key's time was over, and the server removed it.
  public static var expired: KeyspaceEvent { named() }
  /// The key was removed to make room.
  public static var evicted: KeyspaceEvent { named() }
  /// The key got a time to live.
  public static var expire: KeyspaceEvent { named() }
  /// The key lost its time to live.
  public static var persist: KeyspaceEvent { named() }
  /// A key that did not exist before was written. Only with the flag `n`; since Redis 7.0.
  public static var new: KeyspaceEvent { named() }
  /// Somebody read a key that does not exist. Only with the flag `m`.
  public static var keymiss: KeyspaceEvent { named() }
  /// The key was renamed, and had this name before.
  public static var renameFrom: KeyspaceEvent { KeyspaceEvent(rawValue: "rename_from") }
  /// The key was renamed, and has this name now.
  public static var renameTo: KeyspaceEvent { KeyspaceEvent(rawValue: "rename_to") }
  /// The key was moved out of this database.
  public static var moveFrom: KeyspaceEvent { KeyspaceEvent(rawValue: "move_from") }
  /// The key was moved into this database.
  public static var moveTo: KeyspaceEvent { KeyspaceEvent(rawValue: "move_to") }
  /// The key was copied to this one.
  public static var copyTo: KeyspaceEvent { KeyspaceEvent(rawValue: "copy_to") }
  /// The key was restored from a dump.
  public static var restore: KeyspaceEvent { named() }
}

// By the type of the key.
extension KeyspaceEvent {
  /// A string was set.
  public static var set: KeyspaceEvent { named() }
  /// A part of a string was overwritten.
  public static var setrange: KeyspaceEvent { named() }
  /// A number was counted up or down.
  public static var incrby: KeyspaceEvent { named() }
  /// A number with a fraction was counted up or down.
  public static var incrbyfloat: KeyspaceEvent { named() }
  /// Something was appended to a string.
  public static var append: KeyspaceEvent { named() }
  /// A list got elements at its head.
  public static var lpush: KeyspaceEvent { named() }
  /// A list got elements at its tail.
  public static var rpush: KeyspaceEvent { named() }
  /// A list lost elements at its head.
  public static var lpop: KeyspaceEvent { named() }
  /// A list lost elements at its tail.
  public static var rpop: KeyspaceEvent { named() }
  /// A list got an element somewhere.
  public static var linsert: KeyspaceEvent { named() }
  /// An element of a list was replaced.
  public static var lset: KeyspaceEvent { named() }
  /// A list lost elements of one value.
  public static var lrem: KeyspaceEvent { named() }
  /// A list was cut.
  public static var ltrim: KeyspaceEvent { named() }
  /// Fields of a hash were set.
  public static var hset: KeyspaceEvent { named() }
  /// A field of a hash was counted up or down.
  public static var hincrby: KeyspaceEvent { named() }
  /// A hash lost fields.
  public static var hdel: KeyspaceEvent { named() }
  /// Fields of a hash got a time to live. Since Redis 7.4.
  public static var hexpire: KeyspaceEvent { named() }
  /// Fields of a hash were over their time. Since Redis 7.4.
  public static var hexpired: KeyspaceEvent { named() }
  /// A set got members.
  public static var sadd: KeyspaceEvent { named() }
  /// A set lost members.
  public static var srem: KeyspaceEvent { named() }
  /// A set lost members by chance.
  public static var spop: KeyspaceEvent { named() }
  /// A sorted set got members or scores.
  public static var zadd: KeyspaceEvent { named() }
  /// A score of a sorted set was counted up or down.
  public static var zincr: KeyspaceEvent { named() }
  /// A sorted set lost members.
  public static var zrem: KeyspaceEvent { named() }
  /// A stream got an entry.
  public static var xadd: KeyspaceEvent { named() }
  /// A stream was trimmed.
  public static var xtrim: KeyspaceEvent { named() }
  /// A stream lost entries.
  public static var xdel: KeyspaceEvent { named() }
}
