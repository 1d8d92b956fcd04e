/// When something expires.
public enum ExpirationTime: Sendable, Hashable {
  /// There is no such thing, or it expired.
  case missing
  case never
  case at(UnixTime)

  /// Nil unless it expires.
  public var time: UnixTime? {
    if case .at(let time) = self { time } else { nil }
  }

  /// From a number, of which two negative ones stand for what never expires and what is not there.
  public init(from reader: inout RESPReader, unit: RESPTimeUnit) throws(RedisError) {
    switch try reader.readInt() {
    case -2: self = .missing
    case -1: self = .never
    case let count: self = .at(unit.time(count))
    }
  }

  public func respValue(unit: RESPTimeUnit) -> RESPValue {
    switch self {
    case .missing: .integer(-2)
    case .never: .integer(-1)
    case .at(let time): unit.respValue(of: time)
    }
  }
}
