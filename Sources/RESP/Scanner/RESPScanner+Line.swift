extension RESPScanner {
  /// Reads an element that is one line, and checks what the line says.
  mutating func line(
    _ type: UInt8, _ base: UnsafeRawPointer, _ offset: Int, _ end: Int
  ) throws(RedisError) -> Step {
    let start = offset + 1
    // An integer's length has a bound of its own, as has a header's.
    let maximumLength = type == Wire.integer ? Self.longestInteger : limits.maximumLineLength
    guard let lineEnd = findCarriageReturn(base, from: max(start, searched), to: end) else {
      try checkLength(end - start, maximumLength)
      searched = end
      return .pause(until: end + 1)
    }
    try checkLength(lineEnd - start, maximumLength)
    guard lineEnd + 1 < end else {
      searched = lineEnd
      return .pause(until: end + 1)
    }
    guard base.load(fromByteOffset: lineEnd + 1, as: UInt8.self) == Wire.lineFeed else {
      throw .violation("a line end is missing")
    }
    searched = 0
    guard isWellFormed(type, UnsafeRawBufferPointer(start: base + start, count: lineEnd - start)) else {
      throw .violation("a reply of type byte \(type) is malformed")
    }
    return .scalar(end: lineEnd + 2)
  }

  /// More than the twenty characters of the longest that fits, for leading zeros.
  private static let longestInteger = 32

  /// The end of a line that is complete and well formed, for ``takeRun``; nil leaves it to ``line(_:_:_:_:)``.
  @inline(__always)
  func endOfLine(_ type: UInt8, _ base: UnsafeRawPointer, _ offset: Int, _ end: Int) -> Int? {
    // An unfinished line is gone on with where its search stopped.
    let start = offset &+ 1
    guard searched == 0, let stop = findCarriageReturn(base, from: start, to: end), end &- stop >= 2,
      base.loadUnaligned(fromByteOffset: stop, as: UInt16.self) == Wire.lineEnd,
      stop &- start <= limits.maximumLineLength
    else { return nil }
    if type == Wire.double, !isDouble(UnsafeRawBufferPointer(start: base + start, count: stop &- start)) { return nil }
    return stop &+ 2
  }

  private func checkLength(_ length: Int, _ maximum: Int) throws(RedisError) {
    guard length <= maximum else { throw .limit("a line is longer than \(maximum) bytes") }
  }

  /// Any text may stand for a big number: servers pass on what a script gave as one.
  private func isWellFormed(_ type: UInt8, _ text: UnsafeRawBufferPointer) -> Bool {
    switch type {
    case Wire.integer: parseInt(text) != nil
    case Wire.double: isDouble(text)
    case Wire.boolean: text.elementsEqual("t".utf8) || text.elementsEqual("f".utf8)
    case Wire.null: text.isEmpty
    default: true
    }
  }
}
