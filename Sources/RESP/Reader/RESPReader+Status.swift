extension RESPReader {
  /// Any simple string but that of a transaction: the command was carried out. Some servers send `OK` as a bulk string,
  /// which counts too.
  public mutating func readOK() throws(RedisError) {
    if position < end, base.load(fromByteOffset: position, as: UInt8.self) == Wire.simpleString {
      if isQueued(try nextLine()) { throw .queued }
      return
    }
    let (kind, text) = try nextText(expected: "OK")
    if kind == .simpleString { return }
    if kind == .bulk, text.elementsEqual("OK".utf8) { return }
    throw .unexpected("OK", got: kind)
  }

  /// Whether the command was carried out: OK is true, null is false.
  public mutating func readDone() throws(RedisError) -> Bool {
    if readNull() { return false }
    try readOK()
    return true
  }

  /// Takes a null in any of its spellings if that is what comes next.
  public mutating func readNull() -> Bool {
    guard position < end else { return false }
    let type = base.load(fromByteOffset: position, as: UInt8.self)
    switch type {
    case Wire.bulk, Wire.array:
      guard end &- position >= 5, base.load(fromByteOffset: position &+ 1, as: UInt8.self) == UInt8(ascii: "-")
      else { return false }
      return take(bulkOrArrayNull: Header(base, from: position &+ 1, to: end))
    case Wire.null:
      guard end &- position >= 3,
        base.loadUnaligned(fromByteOffset: position &+ 1, as: UInt16.self) == Wire.lineEnd
      else { return false }
      position &+= 3
      return true
    case Wire.attribute:
      return readNullAfterAttributes()
    default:
      return false
    }
  }

  private mutating func take(bulkOrArrayNull header: Header) -> Bool {
    guard header.next > 0, header.value == Header.null else { return false }
    position = header.next
    return true
  }

  /// Malformed attributes are left for the read that follows to complain about.
  private mutating func readNullAfterAttributes() -> Bool {
    let start = position
    do throws(RedisError) {
      try skipAttributes()
    } catch {
      position = start
      return false
    }
    return readNull()
  }
}

/// Whether a simple string says that a transaction made the command wait. No reply of a command is that: it would be
/// taken for a value that the server did not send.
func isQueued(_ text: UnsafeRawBufferPointer) -> Bool {
  text.count == 6 && text.elementsEqual("QUEUED".utf8)
}
