/// The types a reply can have on the wire. The raw value is the name that errors use.
public enum RESPKind: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  case simpleString = "simple string"
  case error, integer
  case bulk = "bulk string"
  case array
  /// Any of the three spellings: `$-1`, `*-1` and `_`.
  case null
  case double, boolean
  case bigNumber = "big number"
  case blobError = "blob error"
  case verbatim = "verbatim string"
  case map, set, push, attribute

  public var description: String { rawValue }
}
