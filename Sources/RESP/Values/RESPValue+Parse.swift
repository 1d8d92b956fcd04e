extension RESPValue {
  /// Reads one whole frame, streamed parts included. Errors are kept as values, also at the top.
  public static func parse(
    _ bytes: UnsafeRawBufferPointer, limits: RESPLimits = RESPLimits()
  ) throws(RedisError) -> RESPValue {
    var scanner = RESPScanner(limits: limits)
    guard let length = try scanner.scan(bytes) else { throw .violation("the reply is not complete") }
    guard length == bytes.count else { throw .violation("there are bytes after the reply") }
    var reader = RESPReader(bytes, limits: limits)
    return try reader.readValue(keepingErrors: true)
  }

  public static func parse(_ bytes: [UInt8], limits: RESPLimits = RESPLimits()) throws(RedisError) -> RESPValue {
    try bytes.withUnsafeBufferPointer { bytes throws(RedisError) in
      try parse(UnsafeRawBufferPointer(bytes), limits: limits)
    }
  }

  /// Reads the tree as the type it would have had, had it been asked for at once.
  public func decode<T: RESPDecodable>(as type: T.Type = T.self) throws(RedisError) -> T {
    try read { reader throws(RedisError) in try T(from: &reader) }
  }

  /// Reads the tree with what reads replies as they come.
  public func read<Result>(
    _ body: (inout RESPReader) throws(RedisError) -> Result
  ) throws(RedisError) -> Result {
    var bytes: [UInt8] = []
    write(into: &bytes)
    return try bytes.withUnsafeBufferPointer { bytes throws(RedisError) in
      var reader = RESPReader(UnsafeRawBufferPointer(bytes), limits: RESPLimits(maximumDepth: RESPLimits.deepest))
      return try body(&reader)
    }
  }
}
