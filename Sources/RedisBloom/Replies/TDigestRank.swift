import TypedRedis

/// Where a value stands among the observations of a t-digest.
public enum TDigestRank: RESPDecodable, Hashable {
  /// About so many observations come before it, those equal to it counted half.
  case at(Int)
  /// It comes before all observations, in the order in which they are counted.
  case beforeAll
  /// There are no observations.
  case emptyDigest

  /// How many observations come before it, which may be none. nil if there are no observations at all.
  public var rank: Int? {
    switch self {
    case .at(let rank): rank
    case .beforeAll: 0
    case .emptyDigest: nil
    }
  }

  public init(from reader: inout RESPReader) throws(RedisError) {
    switch try reader.readInt() {
    case -2: self = .emptyDigest
    case -1: self = .beforeAll
    case let rank where rank >= 0: self = .at(rank)
    default: throw .unexpected("a rank, -1 or -2", got: "another negative number")
    }
  }
}
