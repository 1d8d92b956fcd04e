/// Any reply, as a tree. Typed reads do not make one; this is for replies whose type is not known beforehand.
///
/// An error inside a tree is a case like others, so that one failed part does not hide the rest.
public enum RESPValue: Sendable, Hashable {
  case simpleString(RedisBytes)
  case error(ServerError)
  case integer(Int)
  case bulk(RedisBytes)
  case array([RESPValue])
  case null
  case double(Double)
  case boolean(Bool)
  /// The digits with their sign: it may not fit any type. A script can give any other text as one.
  case bigNumber(String)
  case blobError(ServerError)
  /// A text and its three-letter format, such as `txt` or `mkd`.
  indirect case verbatim(format: String, RedisBytes)
  /// Pairs in the order they arrived.
  case map([Pair])
  case set([RESPValue])
  case push([RESPValue])
  /// A value that came with attributes.
  indirect case attributed([Pair], RESPValue)

  /// A key and its value.
  public struct Pair: Sendable, Hashable {
    public var key: RESPValue
    public var value: RESPValue

    public init(_ key: RESPValue, _ value: RESPValue) {
      self.key = key
      self.value = value
    }
  }

  public var kind: RESPKind {
    switch self {
    case .simpleString: .simpleString
    case .error: .error
    case .integer: .integer
    case .bulk: .bulk
    case .array: .array
    case .null: .null
    case .double: .double
    case .boolean: .boolean
    case .bigNumber: .bigNumber
    case .blobError: .blobError
    case .verbatim: .verbatim
    case .map: .map
    case .set: .set
    case .push: .push
    case .attributed: .attribute
    }
  }
}
