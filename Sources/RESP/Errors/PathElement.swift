extension RedisError {
  /// One step into a reply.
  public enum PathElement: Sendable, Hashable, CustomStringConvertible {
    /// The position in an array or set, from 0.
    case index(Int)
    /// The key of a map whose keys are data.
    case key(String)
    /// A named field of a record.
    case field(String)

    public var description: String {
      switch self {
      case .index(let index): "element \(index)"
      case .key(let key): "key \"\(key)\""
      case .field(let name): "field \"\(name)\""
      }
    }
  }
}
