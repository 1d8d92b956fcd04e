/// What follows a type byte: a length or count and its line end.
struct Header {
  /// The length, or one of the values below.
  var value: Int
  /// Where the bytes after the line end start, or one of the negative outcomes below.
  var next: Int

  /// The value of `$-1` and `*-1`.
  static let null = -1
  /// The value of `$?`, `*?`, `%?` and `~?`.
  static let streamed = -2

  /// The line is not complete yet.
  static let incomplete = -1
  static let malformed = -2
  /// More digits than any limit allows.
  static let excessive = -3

  /// With this many digits a length plus an offset into memory cannot overflow.
  static let maximumDigits = 18
}

extension Header {
  @inline(__always)
  init(_ base: UnsafeRawPointer, from start: Int, to end: Int) {
    var position = start
    var value = 0
    while position < end {
      let byte = base.load(fromByteOffset: position, as: UInt8.self)
      let digit = byte &- UInt8(ascii: "0")
      if digit > 9 {
        if byte == Wire.carriageReturn, position > start {
          self.init(value: value, endingAt: position, base, end)
        } else {
          self = Header.special(base, start, end)
        }
        return
      }
      if position &- start == Header.maximumDigits {
        self.init(value: 0, next: Header.excessive)
        return
      }
      value = value &* 10 &+ Int(digit)
      position &+= 1
    }
    self.init(value: 0, next: Header.incomplete)
  }

  @inline(__always)
  private init(value: Int, endingAt position: Int, _ base: UnsafeRawPointer, _ end: Int) {
    self.value = value
    if end &- position < 2 {
      next = Header.incomplete
    } else if base.load(fromByteOffset: position &+ 1, as: UInt8.self) == Wire.lineFeed {
      next = position &+ 2
    } else {
      next = Header.malformed
    }
  }

  /// `-1`, `?`, or nonsense.
  @inline(never)
  private static func special(_ base: UnsafeRawPointer, _ start: Int, _ end: Int) -> Header {
    let text = UnsafeRawBufferPointer(start: base + start, count: end - start)
    switch text.first {
    case UInt8(ascii: "?"):
      return special(Header.streamed, length: 1, text, start)
    case UInt8(ascii: "-"):
      if text.count > 1, text[1] != UInt8(ascii: "1") { break }
      return special(Header.null, length: 2, text, start)
    default: break
    }
    return Header(value: 0, next: malformed)
  }

  private static func special(_ value: Int, length: Int, _ text: UnsafeRawBufferPointer, _ start: Int) -> Header {
    if text.count > length, text[length] != Wire.carriageReturn { return Header(value: 0, next: malformed) }
    if text.count < length + 2 { return Header(value: 0, next: incomplete) }
    if text[length + 1] != Wire.lineFeed { return Header(value: 0, next: malformed) }
    return Header(value: value, next: start + length + 2)
  }
}
