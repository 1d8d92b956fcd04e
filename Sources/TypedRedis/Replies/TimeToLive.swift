/// How long something has left before it expires.
public enum TimeToLive: Sendable, Hashable {
  /// There is no such thing, or it expired.
  case missing
  /// It does not expire.
  case persistent
  case remaining(Duration)

  /// Nil unless it expires.
  public var duration: Duration? {
    if case .remaining(let duration) = self { duration } else { nil }
  }

  /// From a number, of which two negative ones stand for what has no time left to tell.
  public init(from reader: inout RESPReader, unit: RESPTimeUnit) throws(RedisError) {
    switch try reader.readInt() {
    case -2: self = .missing
    case -1: self = .persistent
    case let count: self = .remaining(unit.duration(count))
    }
  }

  public func respValue(unit: RESPTimeUnit) -> RESPValue {
    switch self {
    case .missing: .integer(-2)
    case .persistent: .integer(-1)
    case .remaining(let duration): unit.respValue(of: duration)
    }
  }
}
