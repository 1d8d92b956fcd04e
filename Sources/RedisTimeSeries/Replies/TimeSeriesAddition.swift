import TypedRedis

/// What became of one of several samples that were to be added: one that is refused does not keep the others out.
public enum TimeSeriesAddition: RESPDecodable, Hashable {
  /// Its moment, or the latest one of the series if the sample was ignored.
  case added(UnixTime)
  case refused(ServerError)

  public init(from reader: inout RESPReader) throws(RedisError) {
    switch try reader.peekKind() {
    case .error, .blobError:
      guard let error = try reader.readValue(keepingErrors: true).error else {
        throw .unexpected("a moment or an error", got: "something else")
      }
      self = .refused(error)
    default: self = .added(try reader.readTime(unit: .milliseconds))
    }
  }

  /// Nil for a sample that was refused.
  public var timestamp: UnixTime? {
    if case .added(let timestamp) = self { timestamp } else { nil }
  }

  public var error: ServerError? {
    if case .refused(let error) = self { error } else { nil }
  }
}
