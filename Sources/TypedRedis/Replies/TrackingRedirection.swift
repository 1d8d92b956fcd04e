/// Where the invalidation messages of client-side caching go.
public enum TrackingRedirection: RESPDecodable, Hashable {
  /// Nowhere: this connection does not track keys.
  case notTracking
  /// To the connection that tracks.
  case sameConnection
  /// To the connection with this ID.
  case client(id: Int)

  public init(from reader: inout RESPReader) throws(RedisError) {
    switch try reader.readInt() {
    case -1: self = .notTracking
    case 0: self = .sameConnection
    case let id: self = .client(id: id)
    }
  }
}

extension TrackingRedirection: RESPRepresentable {
  public var respValue: RESPValue {
    switch self {
    case .notTracking: .integer(-1)
    case .sameConnection: .integer(0)
    case .client(let id): .integer(id)
    }
  }
}
