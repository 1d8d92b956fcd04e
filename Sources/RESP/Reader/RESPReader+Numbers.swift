extension RESPReader {
  /// An integer, or a string that spells one.
  public mutating func readInt() throws(RedisError) -> Int {
    if position < end, base.load(fromByteOffset: position, as: UInt8.self) == Wire.integer {
      // Most integers look just like a length.
      let header = Header(base, from: position &+ 1, to: end)
      if header.next > 0, header.value >= 0 {
        position = header.next
        return header.value
      }
    }
    return try readIntFromText()
  }

  @inline(never)
  private mutating func readIntFromText() throws(RedisError) -> Int {
    let (kind, text) = try nextText(expected: "integer")
    guard let number = parseInt(text) else { throw mismatch("integer", kind) }
    return number
  }

  /// An integer that is not negative, up to all 64 bits, or a string that spells one.
  public mutating func readUInt64() throws(RedisError) -> UInt64 {
    let (kind, text) = try nextText(expected: "unsigned integer")
    guard let number = parseUInt(text) else { throw mismatch("unsigned integer", kind) }
    return number
  }

  /// A double, an integer, or a string that spells a number.
  public mutating func readDouble() throws(RedisError) -> Double {
    if position < end, base.load(fromByteOffset: position, as: UInt8.self) == Wire.double,
      let number = parseDouble(try nextLine())
    {
      return number
    }
    let (kind, text) = try nextText(expected: "double")
    guard kind != .boolean, let number = parseDouble(text) else { throw mismatch("double", kind) }
    return number
  }

  /// A boolean, 0 or 1 as an integer or a string, or the string `true` or `false`.
  public mutating func readBool() throws(RedisError) -> Bool {
    let (kind, text) = try nextText(expected: "boolean")
    guard let sign = text.first, text.count == 1 else {
      if kind == .bulk || kind == .simpleString {
        if text.elementsEqual("true".utf8) { return true }
        if text.elementsEqual("false".utf8) { return false }
      }
      throw mismatch("boolean", kind)
    }
    switch (kind, sign) {
    case (.boolean, UInt8(ascii: "t")): return true
    case (.boolean, UInt8(ascii: "f")): return false
    case (.integer, UInt8(ascii: "1")), (.bulk, UInt8(ascii: "1")), (.simpleString, UInt8(ascii: "1")): return true
    case (.integer, UInt8(ascii: "0")), (.bulk, UInt8(ascii: "0")), (.simpleString, UInt8(ascii: "0")): return false
    default: throw mismatch("boolean", kind)
    }
  }

  /// The kind fits and the text does not. The text stays out of the error: it is user data.
  func mismatch(_ expected: String, _ kind: RESPKind) -> RedisError {
    .unexpected(expected, got: "\(kind) with other text")
  }
}
