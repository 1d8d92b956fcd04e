import TypedRedis

/// The type of a JSON value.
public enum JSONType: RESPDecodable, Hashable {
  case object
  case array
  case string
  /// A number without a fraction.
  case integer
  /// A number with a fraction.
  case number
  case boolean
  case null
  /// A type that only newer servers know.
  case other(String)

  /// - Parameter name: the server's word for the type.
  public init(name: String) {
    self = Self.known.first { $0.name == name } ?? .other(name)
  }

  private static let known: [JSONType] = [.object, .array, .string, .integer, .number, .boolean, .null]

  /// The server's word for it.
  public var name: String {
    switch self {
    case .object: "object"
    case .array: "array"
    case .string: "string"
    case .integer: "integer"
    case .number: "number"
    case .boolean: "boolean"
    case .null: "null"
    case .other(let name): name
    }
  }

  public init(from reader: inout RESPReader) throws(RedisError) {
    self.init(name: try reader.readString())
  }
}
