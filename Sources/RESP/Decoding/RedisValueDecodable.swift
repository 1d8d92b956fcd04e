/// A type of yours that is stored as one string, such as JSON, a compressed value or an ID.
///
///     struct Profile: Codable, RedisValueDecodable {
///       init(redisBytes: RedisBytes) throws {
///         self = try JSONDecoder().decode(Profile.self, from: Data(redisBytes))
///       }
///     }
///
/// With it, every `as:` reads the type: values, members, elements, and the keys of dictionaries if it is hashable.
public protocol RedisValueDecodable: RESPDecodable {
  /// Makes a value of what is stored. An error of any kind may be thrown: the caller sees a ``RedisError`` that
  /// names the command and the place in the reply, with this error as its ``RedisError/underlying``.
  init(redisBytes: RedisBytes) throws
}

/// A type of yours that goes in and comes out as one string.
public typealias RedisValueCodable = RedisValueConvertible & RedisValueDecodable

extension RedisValueDecodable {
  @inlinable
  public init(from reader: inout RESPReader) throws(RedisError) {
    let bytes = try reader.readBytes()
    do {
      try self.init(redisBytes: bytes)
    } catch let error as RedisError {
      throw error
    } catch {
      throw RedisError(.unexpectedReply, "expected \(Self.self), which cannot be made of this value", underlying: error)
    }
  }
}
