extension RESPReader {
  /// A string of any kind, or another scalar's text: a number as it was written, a boolean as `1` or `0`.
  public mutating func readBytes() throws(RedisError) -> RedisBytes {
    RedisBytes(try readText(expected: "bulk string"))
  }

  /// The same as ``readBytes()``, which must be UTF-8.
  public mutating func readString() throws(RedisError) -> String {
    guard let string = String(utf8: try readText(expected: "string")) else { throw notText }
    return string
  }

  /// Calls `body` with the bytes ``readBytes()`` would return, in place.
  @inlinable
  public mutating func withBytes<R>(
    _ body: (UnsafeRawBufferPointer) throws(RedisError) -> R
  ) throws(RedisError) -> R {
    try body(try readBytesInPlace())
  }

  @usableFromInline
  mutating func readBytesInPlace() throws(RedisError) -> UnsafeRawBufferPointer {
    try readText(expected: "bulk string")
  }

  /// The next scalar's text; it lies in the frame.
  @inline(__always)
  mutating func readText(expected: StaticString) throws(RedisError) -> UnsafeRawBufferPointer {
    if position < end, base.load(fromByteOffset: position, as: UInt8.self) == Wire.bulk {
      let header = Header(base, from: position &+ 1, to: end)
      if header.next > 0, header.value >= 0 {
        let stop = header.next &+ header.value
        if end &- stop >= 2, base.loadUnaligned(fromByteOffset: stop, as: UInt16.self) == Wire.lineEnd {
          position = stop &+ 2
          return UnsafeRawBufferPointer(start: base + header.next, count: header.value)
        }
      }
    }
    return try readOtherText(expected: expected)
  }

  @inline(never)
  private mutating func readOtherText(expected: StaticString) throws(RedisError) -> UnsafeRawBufferPointer {
    let (kind, text) = try nextText(expected: expected.description)
    guard kind == .boolean else { return text }
    // RESP2 has integers for booleans. Both protocols give the same bytes.
    return text.first == UInt8(ascii: "t") ? BooleanText.one : BooleanText.zero
  }

  var notText: RedisError { .unexpected("UTF-8 text", got: "other bytes") }
}

/// The texts of booleans, somewhere that outlives every frame.
private enum BooleanText {
  static let oneLiteral: StaticString = "1"
  static let zeroLiteral: StaticString = "0"

  static var one: UnsafeRawBufferPointer { bytes(of: oneLiteral) }
  static var zero: UnsafeRawBufferPointer { bytes(of: zeroLiteral) }

  private static func bytes(of literal: StaticString) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
  }
}
