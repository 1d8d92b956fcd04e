extension RESPDecodable where Self: FixedWidthInteger & SignedInteger {
  public init(from reader: inout RESPReader) throws(RedisError) {
    guard let number = Self(exactly: try reader.readInt()) else {
      throw .unexpected("\(Self.self)", got: "larger integer")
    }
    self = number
  }
}

extension RESPDecodable where Self: FixedWidthInteger & UnsignedInteger {
  public init(from reader: inout RESPReader) throws(RedisError) {
    guard let number = Self(exactly: try reader.readUInt64()) else {
      throw .unexpected("\(Self.self)", got: "larger integer")
    }
    self = number
  }
}

extension Int8: RESPDecodable {}
extension Int16: RESPDecodable {}
extension Int32: RESPDecodable {}
extension Int64: RESPDecodable {}
extension UInt: RESPDecodable {}
extension UInt16: RESPDecodable {}
extension UInt32: RESPDecodable {}
extension UInt64: RESPDecodable {}

extension UInt8: RESPDecodable {
  /// `[UInt8]` is a string's bytes, not a list of numbers.
  public static func readArray(from reader: inout RESPReader) throws(RedisError) -> [UInt8] {
    try reader.readBytes().bytes
  }
}
