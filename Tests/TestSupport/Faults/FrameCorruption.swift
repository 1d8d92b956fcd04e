/// A change of one byte of the framing of replies, which whoever reads them has to notice.
public struct FrameCorruption: Sendable, Equatable {
  public enum Part: String, Sendable, CaseIterable {
    /// The first byte of a header, which becomes no type that there is.
    case type
    /// The first digit of the length of a bulk string, which becomes a letter.
    case length
    /// The length of a bulk string becomes one less, so that it ends before its line end.
    case shorterLength
    /// The byte before the last one of a header.
    case carriageReturn
    /// The last byte of a header.
    case lineFeed
    /// The line end after a bulk string.
    case end
  }

  public var part: Part
  /// How many such parts of a connection's replies are left as they are, before the one that is changed.
  public var after: Int

  public init(_ part: Part, after: Int) {
    self.part = part
    self.after = after
  }
}

/// Follows the framing of RESP through a stream and changes one byte of it.
struct FrameCorruptor {
  private enum State: Equatable {
    case type
    /// In a header that begins with this byte.
    case header(UInt8)
    case payload(left: Int)
    /// In the line end after a payload: how many of its bytes are to come.
    case end(left: Int)
  }

  private let corruption: FrameCorruption
  private var state = State.type
  private var length = 0
  private var digits = 0
  private var seen = 0
  private(set) var isDone = false

  init(_ corruption: FrameCorruption) { self.corruption = corruption }

  /// Changes what is to be changed in the next bytes of the stream.
  mutating func apply(to bytes: UnsafeMutableBufferPointer<UInt8>) {
    for index in bytes.indices where !isDone { advance(&bytes[index]) }
  }

  private mutating func advance(_ byte: inout UInt8) {
    let original = byte
    switch state {
    case .type:
      change(.type, &byte, to: 0x07)
      (length, digits) = (0, 0)
      state = .header(original)
    case .header(let type):
      let isBulk = [UInt8(ascii: "$"), UInt8(ascii: "!"), UInt8(ascii: "=")].contains(type)
      switch original {
      case UInt8(ascii: "\r"): change(.carriageReturn, &byte, to: UInt8(ascii: "x"))
      case UInt8(ascii: "\n"):
        change(.lineFeed, &byte, to: UInt8(ascii: "x"))
        state = isBulk && digits > 0 ? (length > 0 ? .payload(left: length) : .end(left: 2)) : .type
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if isBulk, digits == 0 {
          change(.length, &byte, to: UInt8(ascii: "x"))
          if original > UInt8(ascii: "1") { change(.shorterLength, &byte, to: original - 1) }
        }
        digits += 1
        length = length &* 10 &+ Int(original - UInt8(ascii: "0"))
      // A negative length: nothing follows.
      case UInt8(ascii: "-"): digits = -100
      default: break
      }
    case .payload(let left): state = left > 1 ? .payload(left: left - 1) : .end(left: 2)
    case .end(let left):
      if left == 2 { change(.end, &byte, to: UInt8(ascii: "x")) }
      state = left > 1 ? .end(left: 1) : .type
    }
  }

  private mutating func change(_ part: FrameCorruption.Part, _ byte: inout UInt8, to new: UInt8) {
    guard part == corruption.part, !isDone else { return }
    if seen == corruption.after {
      byte = new
      isDone = true
    }
    seen += 1
  }
}
