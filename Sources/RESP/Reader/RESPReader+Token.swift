extension RESPReader {
  /// The next value, or the header of the next aggregate, without interpretation.
  enum Token {
    /// A scalar and its text: the line, or the payload of a bulk. A verbatim string's format is part of it.
    case text(RESPKind, UnsafeRawBufferPointer)
    case null
    /// The count is as announced (pairs for a map), nil if streamed.
    case aggregate(RESPKind, Int?)
    /// A streamed string; its chunks follow.
    case chunks
  }

  /// Takes the next token, whatever it is, attributes and errors included.
  mutating func nextToken() throws(RedisError) -> Token {
    guard position < end else { throw endOfReply }
    let type = base.load(fromByteOffset: position, as: UInt8.self)
    let kind = try kind(of: type)
    switch kind {
    case .bulk, .blobError, .verbatim:
      let length = try nextLength()
      if length == Header.null, kind == .bulk { return .null }
      if length == Header.streamed, kind == .bulk { return .chunks }
      return .text(kind, try nextPayload(length))
    case .array, .set, .map, .push, .attribute:
      let count = try nextLength()
      if count == Header.null, kind == .array { return .null }
      if count == Header.streamed, kind != .push, kind != .attribute { return .aggregate(kind, nil) }
      return .aggregate(kind, try checkedCount(count))
    case .null:
      _ = try nextLine()
      return .null
    default:
      return .text(kind, try nextLine())
    }
  }

  /// Takes a scalar of any kind but an error. Attributes before it are skipped.
  @inline(never)
  mutating func nextText(expected: String) throws(RedisError) -> (kind: RESPKind, text: UnsafeRawBufferPointer) {
    try skipAttributes()
    switch try nextToken() {
    case .text(let kind, let text):
      switch kind {
      case .error, .blobError: throw RedisError(server: ServerError(line: String(decoding: text, as: UTF8.self)))
      case .verbatim:
        guard text.count >= 4 else { throw .violation("a verbatim string has no format") }
        return (kind, UnsafeRawBufferPointer(rebasing: text.dropFirst(4)))
      case .simpleString where isQueued(text): throw .queued
      default: return (kind, text)
      }
    case .null: throw .unexpected(expected, got: .null)
    case .aggregate(let kind, _): throw .unexpected(expected, got: kind)
    case .chunks: throw streamed
    }
  }

  /// Takes the header of an aggregate. Attributes before it are skipped.
  @inline(never)
  mutating func nextAggregate(expected: String) throws(RedisError) -> (kind: RESPKind, count: Int) {
    try skipAttributes()
    switch try nextToken() {
    case .aggregate(let kind, let count):
      guard let count else { throw streamed }
      return (kind, count)
    case .text(let kind, let text):
      if kind == .error || kind == .blobError {
        throw RedisError(server: ServerError(line: String(decoding: text, as: UTF8.self)))
      }
      throw kind == .simpleString && isQueued(text) ? .queued : .unexpected(expected, got: kind)
    case .null: throw .unexpected(expected, got: .null)
    case .chunks: throw .unexpected(expected, got: .bulk)
    }
  }

  mutating func skipAttributes() throws(RedisError) {
    while position < end, base.load(fromByteOffset: position, as: UInt8.self) == Wire.attribute {
      let pairs = try checkedCount(try nextLength())
      try skip(count: pairs * 2)
    }
  }

  /// Takes a type byte and the length after it.
  mutating func nextLength() throws(RedisError) -> Int {
    let header = Header(base, from: position &+ 1, to: end)
    guard header.next > 0 else { throw .violation("a length is malformed") }
    position = header.next
    return header.value
  }

  /// Takes `length` bytes and the line end after them.
  mutating func nextPayload(_ length: Int) throws(RedisError) -> UnsafeRawBufferPointer {
    guard length >= 0 else { throw .violation("a length is malformed") }
    guard length <= end - position - 2 else { throw endOfReply }
    let stop = position + length
    guard base.loadUnaligned(fromByteOffset: stop, as: UInt16.self) == Wire.lineEnd else {
      throw .violation("a line end is missing")
    }
    defer { position = stop + 2 }
    return UnsafeRawBufferPointer(start: base + position, count: length)
  }

  /// Takes a type byte, a line and its end.
  mutating func nextLine() throws(RedisError) -> UnsafeRawBufferPointer {
    let start = position + 1
    guard let stop = findCarriageReturn(base, from: start, to: end), stop + 1 < end else { throw endOfReply }
    guard base.load(fromByteOffset: stop + 1, as: UInt8.self) == Wire.lineFeed else {
      throw .violation("a line end is missing")
    }
    position = stop + 2
    return UnsafeRawBufferPointer(start: base + start, count: stop - start)
  }

  /// A count that the bytes left can hold. Who reserves memory for it is thereby bounded by what was received.
  func checkedCount(_ count: Int) throws(RedisError) -> Int {
    guard count >= 0 else { throw .violation("a length is malformed") }
    guard count <= (end - position) / Wire.shortestElement else { throw endOfReply }
    return count
  }

  var streamed: RedisError { .violation("a streamed reply was not joined before it was read") }
}
