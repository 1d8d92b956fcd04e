extension RESPScanner {
  /// Reads the element at `offset`, or as much of it as tells how to go on.
  mutating func step(_ base: UnsafeRawPointer, _ offset: Int, _ end: Int) throws(RedisError) -> Step {
    let type = base.load(fromByteOffset: offset, as: UInt8.self)
    if level.form == .chunks { return try chunk(type, base, offset, end) }
    if level.form != .definite, level.count >= limits.maximumAggregateLength, type != Wire.end {
      throw aggregateTooLong
    }
    switch type {
    case Wire.bulk, Wire.blobError, Wire.verbatim:
      return try blob(type, base, offset, end)
    case Wire.array, Wire.set, Wire.map, Wire.push, Wire.attribute:
      return try aggregate(type, base, offset, end)
    case Wire.simpleString, Wire.error, Wire.integer, Wire.double, Wire.boolean, Wire.null, Wire.bigNumber:
      return try line(type, base, offset, end)
    case Wire.end where level.form != .definite:
      return try close(base, offset, end)
    default:
      throw .violation("no reply starts with byte \(type)")
    }
  }

  private func blob(
    _ type: UInt8, _ base: UnsafeRawPointer, _ offset: Int, _ end: Int
  ) throws(RedisError) -> Step {
    guard let header = try header(base, offset, end) else { return .pause(until: end + 1) }
    if header.value < 0 {
      guard type == Wire.bulk else { throw malformedLength }
      return header.value == Header.null ? .scalar(end: header.next) : .aggregate(end: header.next, .chunks, count: 0)
    }
    let stop = try payload(header, maximum: limits.maximumBulkLength)
    if type == Wire.verbatim, header.value < 4 { throw malformedVerbatim }
    guard stop <= end else { return .pause(until: stop) }
    try checkLineEnd(base, stop - 2)
    if type == Wire.verbatim, base.load(fromByteOffset: header.next + 3, as: UInt8.self) != UInt8(ascii: ":") {
      throw malformedVerbatim
    }
    return .scalar(end: stop)
  }

  private mutating func aggregate(
    _ type: UInt8, _ base: UnsafeRawPointer, _ offset: Int, _ end: Int
  ) throws(RedisError) -> Step {
    guard let header = try header(base, offset, end) else { return .pause(until: end + 1) }
    let isPairs = type == Wire.map || type == Wire.attribute
    if type == Wire.push, level.depth > 0 { sawInnerPush = true }
    switch header.value {
    case Header.null:
      guard type == Wire.array else { throw malformedLength }
      return .scalar(end: header.next)
    case Header.streamed:
      guard type != Wire.push, type != Wire.attribute else { throw malformedLength }
      return .aggregate(end: header.next, isPairs ? .streamedPairs : .streamedElements, count: 0)
    default:
      // No overflow: a header has at most eighteen digits.
      let count = isPairs ? header.value * 2 : header.value
      guard count <= limits.maximumAggregateLength else { throw aggregateTooLong }
      return type == Wire.attribute
        ? .attribute(end: header.next, count: count) : .aggregate(end: header.next, .definite, count: count)
    }
  }

  private mutating func chunk(
    _ type: UInt8, _ base: UnsafeRawPointer, _ offset: Int, _ end: Int
  ) throws(RedisError) -> Step {
    guard type == Wire.chunk else { throw .violation("a streamed string is interrupted by byte \(type)") }
    guard let header = try header(base, offset, end) else { return .pause(until: end + 1) }
    guard header.value >= 0 else { throw malformedLength }
    if header.value == 0 { return .close(end: header.next) }
    let stop = try payload(header, maximum: limits.maximumBulkLength - level.count)
    guard stop <= end else { return .pause(until: stop) }
    try checkLineEnd(base, stop - 2)
    // Taking it counts one.
    level.count += header.value - 1
    return .scalar(end: stop)
  }

  private func close(_ base: UnsafeRawPointer, _ offset: Int, _ end: Int) throws(RedisError) -> Step {
    guard end - offset >= 3 else { return .pause(until: offset + 3) }
    try checkLineEnd(base, offset + 1)
    if level.owesValue { throw .violation("attributes are not followed by a value") }
    if level.form == .streamedPairs, !level.count.isMultiple(of: 2) { throw .violation("a key has no value") }
    return .close(end: offset + 3)
  }

  /// The length after the type byte at `offset`, nil if it is not complete.
  private func header(_ base: UnsafeRawPointer, _ offset: Int, _ end: Int) throws(RedisError) -> Header? {
    let header = Header(base, from: offset + 1, to: end)
    switch header.next {
    case Header.incomplete: return nil
    case Header.malformed: throw malformedLength
    case Header.excessive: throw .limit("a length has more than \(Header.maximumDigits) digits")
    default: return header
    }
  }

  /// Where the bytes that `header` announces end, with their line end.
  private func payload(_ header: Header, maximum: Int) throws(RedisError) -> Int {
    guard header.value <= maximum else { throw .limit("a string is longer than \(limits.maximumBulkLength) bytes") }
    // No overflow: a header has at most eighteen digits.
    return header.next + header.value + 2
  }

  private func checkLineEnd(_ base: UnsafeRawPointer, _ offset: Int) throws(RedisError) {
    guard base.loadUnaligned(fromByteOffset: offset, as: UInt16.self) == Wire.lineEnd else {
      throw .violation("a line end is missing")
    }
  }

  private var malformedLength: RedisError { .violation("a length is malformed") }
  private var malformedVerbatim: RedisError { .violation("a verbatim string has no format") }
  private var aggregateTooLong: RedisError {
    .limit("an aggregate has more than \(limits.maximumAggregateLength) elements")
  }
}
