/// The names of keys that locks and the like have on the server: `lock:{jobs}` and `lock:{jobs}:fencing`.
struct CoordinationKey {
  private let key: String

  /// - Throws: `invalidArgument` for a name that would leave the braces empty: then a cluster would look at more than what is
  ///   between them, and have the keys of one name in several places.
  init(_ kind: String, _ name: String) throws(RedisError) {
    guard let first = name.utf8.first, first != UInt8(ascii: "}") else {
      throw RedisError(.invalidArgument, "a \(kind) needs a name, which does not begin with a brace")
    }
    key = "\(kind):{\(name)}"
  }

  var main: String { key }

  /// In the same slot of a cluster.
  func part(_ name: String) -> String { "\(key):\(name)" }
}
