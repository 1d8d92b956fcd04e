extension RESPReader {
  /// Passes over one value, whatever it is, with its attributes.
  public mutating func skip() throws(RedisError) { try skip(count: 1) }

  /// A reader for the next value alone, over which this one passes: whatever becomes of it, this one stands behind it.
  public mutating func readPart() throws(RedisError) -> RESPReader {
    let start = position
    try skip()
    return RESPReader(UnsafeRawBufferPointer(start: base + start, count: position - start), depth: maximumDepth)
  }

  /// Passes over `count` values. It does not recurse, so depth costs nothing.
  mutating func skip(count: Int) throws(RedisError) {
    let start = position
    var left = count
    while left > 0 {
      // Each value takes bytes, so this bounds `left`, and with it every sum below.
      guard left <= end - position else { throw endOfReply }
      switch try nextToken() {
      case .text, .null: left -= 1
      case .aggregate(.attribute, let pairs?): left += pairs * 2
      case .aggregate(.map, let pairs?): left += pairs * 2 - 1
      case .aggregate(_, let elements?): left += elements - 1
      case .aggregate, .chunks:
        position = start
        return try skipStreamed(count: count)
      }
    }
  }

  /// The same with streamed parts, which the scanner knows how to follow.
  private mutating func skipStreamed(count: Int) throws(RedisError) {
    for _ in 0..<count {
      var scanner = RESPScanner(limits: .none)
      let rest = UnsafeRawBufferPointer(start: base + position, count: end - position)
      guard let length = try scanner.scan(rest) else { throw endOfReply }
      position += length
    }
  }
}

extension RESPLimits {
  /// For bytes that are in memory already.
  fileprivate static var none: RESPLimits {
    RESPLimits(
      maximumDepth: deepest, maximumBulkLength: .max, maximumAggregateLength: .max, maximumLineLength: .max,
      maximumFrameLength: .max)
  }
}
