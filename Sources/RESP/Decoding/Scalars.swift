extension Int: RESPDecodable {
  public init(from reader: inout RESPReader) throws(RedisError) { self = try reader.readInt() }

  public static func readArray(from reader: inout RESPReader) throws(RedisError) -> [Int] {
    try reader.readElements { reader throws(RedisError) in try reader.readInt() }
  }
}

extension Double: RESPDecodable {
  public init(from reader: inout RESPReader) throws(RedisError) { self = try reader.readDouble() }

  public static func readArray(from reader: inout RESPReader) throws(RedisError) -> [Double] {
    try reader.readElements { reader throws(RedisError) in try reader.readDouble() }
  }
}

extension String: RESPDecodable {
  public init(from reader: inout RESPReader) throws(RedisError) { self = try reader.readString() }

  public static func readArray(from reader: inout RESPReader) throws(RedisError) -> [String] {
    try reader.readElements { reader throws(RedisError) in try reader.readString() }
  }
}

extension RedisBytes: RESPDecodable {
  public init(from reader: inout RESPReader) throws(RedisError) { self = try reader.readBytes() }

  public static func readArray(from reader: inout RESPReader) throws(RedisError) -> [RedisBytes] {
    try reader.readElements { reader throws(RedisError) in try reader.readBytes() }
  }
}

extension Bool: RESPDecodable {
  public init(from reader: inout RESPReader) throws(RedisError) { self = try reader.readBool() }
}

extension Float: RESPDecodable {
  public init(from reader: inout RESPReader) throws(RedisError) { self = Float(try reader.readDouble()) }
}

extension RESPValue: RESPDecodable {
  public init(from reader: inout RESPReader) throws(RedisError) { self = try reader.readValue() }

  /// Errors among the elements are kept: the others are of use without them.
  public static func readArray(from reader: inout RESPReader) throws(RedisError) -> [RESPValue] {
    try reader.readElements { reader throws(RedisError) in try reader.readValue(keepingErrors: true) }
  }
}

extension RESPReader {
  /// An array of what `read` reads, compiled for it: the loop that long replies spend their time in.
  @inline(__always)
  fileprivate mutating func readElements<T>(
    _ read: (inout RESPReader) throws(RedisError) -> T
  ) throws(RedisError) -> [T] {
    let count = try readArrayHeader()
    var failure: RedisError?
    // Writing into reserved memory saves a check of the capacity for each element.
    let elements = [T](unsafeUninitializedCapacity: count) { buffer, written in
      do throws(RedisError) {
        while written < count {
          buffer.initializeElement(at: written, to: try read(&self))
          written &+= 1
        }
      } catch {
        failure = error.at(.index(written))
      }
    }
    if let failure { throw failure }
    return elements
  }
}
