/// A Lua script for the server, and the type of what it returns.
///
///     let multiply = RedisScript("return redis.call('get', KEYS[1]) * ARGV[1]", keys: 1, returning: Int.self)
///     let product = try await redis.run(multiply, keys: ["price"], arguments: [3])
///
/// A value that knows no client: make it once, as a `static let` for example, since its digest is computed then. It is sent by its
/// digest; a server that does not have the text yet is given it once.
///
/// Scripts are equal if they send the same.
public struct RedisScript<Result: Sendable>: Sendable {
  /// What the server runs.
  public let text: String
  /// The SHA-1 digest of ``text`` in hexadecimal, by which the server knows the script.
  public let sha1: String
  /// How many keys a call has to name; nil for any number.
  public let keyCount: Int?
  /// Whether the script only reads. The server makes sure of it; calls are repeated after a break, but for those in a chain, and may
  /// run on replicas.
  public let isReadOnly: Bool
  /// Reads what the script returned.
  let read: @Sendable (inout RESPReader) throws(RedisError) -> Result

  /// - Parameters:
  ///   - text: the script. Everything that changes from call to call belongs into keys and arguments: servers keep every text
  ///     they have seen.
  ///   - keys: how many keys a call has to name; nil for any number.
  ///   - isReadOnly: whether it only reads. Since Redis 7.0 and Valkey 7.2.
  ///   - returning: what the reply is read as: optional for `nil`, an array for a table, `RESPValue` for anything. Note that
  ///     servers make integers of Lua's numbers, cutting off what follows the point.
  public init(
    _ text: String, keys: Int? = nil, isReadOnly: Bool = false, returning: Result.Type = Result.self
  ) where Result: RESPDecodable {
    self.init(text, keys, isReadOnly) { reader throws(RedisError) in try Result(from: &reader) }
  }

  /// A script whose result does not matter.
  public init(
    _ text: String, keys: Int? = nil, isReadOnly: Bool = false, returning: Void.Type = Void.self
  ) where Result == Void {
    self.init(text, keys, isReadOnly) { reader throws(RedisError) in try reader.readAnything() }
  }

  private init(
    _ text: String, _ keyCount: Int?, _ isReadOnly: Bool,
    read: @escaping @Sendable (inout RESPReader) throws(RedisError) -> Result
  ) {
    self.text = text
    self.keyCount = keyCount
    self.isReadOnly = isReadOnly
    self.read = read
    sha1 = SHA1.hexDigest(of: text.utf8)
  }
}

extension RedisScript: Hashable {
  public static func == (left: Self, right: Self) -> Bool {
    left.sha1 == right.sha1 && left.text == right.text && left.keyCount == right.keyCount
      && left.isReadOnly == right.isReadOnly
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(sha1) }
}

extension RESPReader {
  /// A reply that nobody looks at, unless it is none: an error, or the status of a transaction.
  mutating func readAnything() throws(RedisError) {
    if case .simpleString(let status) = try readValue(), status.string == QueuedReply.status.description { throw .queued }
  }
}
