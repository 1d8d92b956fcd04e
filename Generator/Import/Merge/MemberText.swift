/// Where the members of a JSON object stand in a text that is known to be JSON.
struct MemberText {
  struct Member {
    var name: String
    /// From the name to the end of the value.
    var whole: Range<Int>
    var value: Range<Int>
  }

  private(set) var members: [Member] = []
  private let bytes: [UInt8]
  private var offset: Int

  /// The members of the object that begins at or after `start`; none when no object does.
  init(_ bytes: [UInt8], from start: Int = 0) {
    self.bytes = bytes
    offset = start
    skip { $0 != UInt8(ascii: "{") }
    offset += 1
    while let member = next() { members.append(member) }
  }

  func text(_ range: Range<Int>) -> String {
    let range = range.clamped(to: bytes.indices)
    return String(decoding: bytes[range], as: UTF8.self)
  }

  private var current: UInt8? { bytes.indices.contains(offset) ? bytes[offset] : nil }

  private mutating func skip(while condition: (UInt8) -> Bool) {
    while let byte = current, condition(byte) { offset += 1 }
  }

  private mutating func next() -> Member? {
    skip { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "}") }
    guard current == UInt8(ascii: "\"") else { return nil }
    let start = offset
    skipString()
    let name = text(start + 1..<max(start + 1, offset - 1))
    skip { $0 != UInt8(ascii: ":") }
    offset += 1
    skip { $0 <= UInt8(ascii: " ") }
    let value = offset
    skipValue()
    return Member(name: name, whole: start..<offset, value: value..<offset)
  }

  private mutating func skipString() {
    offset += 1
    while let byte = current {
      offset += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "\"") { return }
    }
  }

  /// To the end of the value: before the comma, the bracket or the space that follows it.
  private mutating func skipValue() {
    var depth = 0
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        skipString()
        if depth == 0 { return }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return }
        depth -= 1
        if depth == 0 {
          offset += 1
          return
        }
      case UInt8(ascii: ","), 0...UInt8(ascii: " "):
        if depth == 0 { return }
      default: break
      }
      offset += 1
    }
  }
}
