import TypedRedis

/// What became of one item that was to be added to a filter.
public enum FilterAddition: RESPDecodable, Hashable {
  case added
  /// The filter has it already, or takes another item for it.
  case alreadyThere
  /// There is no room for it.
  case full
  /// The server's reason why it was not added.
  case refused(ServerError)

  public var wasAdded: Bool { self == .added }

  /// Servers say yes and no as a boolean or as 1 and 0, "full" as -1, and all else as an error among the answers.
  public init(from reader: inout RESPReader) throws(RedisError) {
    switch try reader.peekKind() {
    case .error, .blobError:
      guard let error = try reader.readValue(keepingErrors: true).error else {
        throw .unexpected("an error", got: "another value")
      }
      self = .refused(error)
    case .integer:
      switch try reader.readInt() {
      case 1: self = .added
      case 0: self = .alreadyThere
      case -1: self = .full
      default: throw .unexpected("1, 0 or -1", got: "another number")
      }
    case .simpleString:
      self = .refused(ServerError(line: try reader.readString()))
    default:
      self = try reader.readBool() ? .added : .alreadyThere
    }
  }
}
