/// A type of yours that is stored as one string, such as JSON.
public protocol RedisValueDecodable: RESPDecodable {
  init(redisBytes: RedisBytes) throws(RedisError)
}

extension RedisValueDecodable {
  @inlinable
  public init(from reader: inout RESPReader) throws(RedisError) {
    try self.init(redisBytes: try reader.readBytes())
  }
}
