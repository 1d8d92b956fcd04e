/// Whether there was anything to migrate.
public enum MigrationResult: String, RESPDecodable, RESPRepresentable {
  case migrated = "OK"
  /// None of the keys exists, so nothing was sent.
  case noKey = "NOKEY"

  public init(from reader: inout RESPReader) throws(RedisError) {
    guard let result = Self(rawValue: try reader.readString()) else {
      throw .unexpected("OK or NOKEY", got: "another word")
    }
    self = result
  }

  public var respValue: RESPValue { .simpleString(RedisBytes(rawValue)) }
}
