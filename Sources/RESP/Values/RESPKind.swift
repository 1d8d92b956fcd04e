/// The types a reply can have on the wire.
public enum RESPKind: Sendable, Hashable, CaseIterable, CustomStringConvertible {
  case simpleString, error, integer, bulk, array
  /// Any of the three spellings: `$-1`, `*-1` and `_`.
  case null
  case double, boolean, bigNumber, blobError, verbatim, map, set, push, attribute

  /// The name errors use.
  public var description: String {
    switch self {
    case .simpleString: "simple string"
    case .error: "error"
    case .integer: "integer"
    case .bulk: "bulk string"
    case .array: "array"
    case .null: "null"
    case .double: "double"
    case .boolean: "boolean"
    case .bigNumber: "big number"
    case .blobError: "blob error"
    case .verbatim: "verbatim string"
    case .map: "map"
    case .set: "set"
    case .push: "push"
    case .attribute: "attribute"
    }
  }
}
