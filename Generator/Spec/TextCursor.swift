/// Walks over the bytes of a text and knows the line and column it is at.
struct TextCursor {
  private let bytes: [UInt8]
  private(set) var offset = 0
  private(set) var position = SourcePosition.start

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // A byte order mark is not part of the text.
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { offset = 3 }
  }

  /// The byte here, or nil at the end of the text.
  var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// The byte after the one here.
  var next: UInt8? { offset + 1 < bytes.count ? bytes[offset + 1] : nil }

  mutating func advance() {
    guard offset < bytes.count else { return }
    let byte = bytes[offset]
    offset += 1
    if byte == UInt8(ascii: "\n") {
      position = SourcePosition(line: position.line + 1, column: 1)
    } else if current.map({ $0 & 0b1100_0000 != 0b1000_0000 }) ?? true {
      // Only the last byte of a character moves the column: the position is always that of a whole character.
      position.column += 1
    }
  }

  mutating func moveToEnd() { offset = bytes.count }

  /// The text from `start` up to here.
  func text(from start: Int) -> String { String(decoding: bytes[start..<offset], as: UTF8.self) }

  func bytes(from start: Int) -> ArraySlice<UInt8> { bytes[start..<offset] }

  /// What stands here, for messages: "'}'", "a string", "the end of the file".
  var found: String {
    guard let current else { return "the end of the file" }
    switch current {
    case UInt8(ascii: "\""): return "a string"
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return "a number"
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return "the end of the line"
    case 0x21...0x7e:
      var ahead = self
      while let byte = ahead.current, byte.isWordByte { ahead.advance() }
      return ahead.offset > offset
        ? ahead.text(from: offset).quotedForMessage : "'\(UnicodeScalar(current))'"
    case 0..<0x20, 0x7f: return "the control character \(current)"
    default:
      let character = String(decoding: bytes[offset..<min(offset + 4, bytes.count)], as: UTF8.self)
      return character.first.map { String($0).quotedForMessage } ?? "an unreadable character"
    }
  }
}

extension UInt8 {
  /// Whether this byte can be part of a name or a number that is written without quotes.
  var isWordByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "+"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
