extension RequestRoute {
  /// The slot of a request that has one key in a fixed place, as most have. Nil for every other, which ``of(_:_:)`` looks at.
  ///
  /// This runs for each command: it reads no further than to the key and keeps nothing.
  ///
  /// - Parameter bytes: one command as it is sent.
  @inline(__always)
  static func plainSlot(of bytes: UnsafeRawBufferPointer, _ descriptor: CommandDescriptor) -> UInt16? {
    let specs = descriptor.keySpecs
    guard specs.count == 1, let spec = specs.first, case .index(let index) = spec.begin,
      case .range(let last, let step, let limit) = spec.find
    else { return nil }
    var words = WordWalk(bytes)
    guard let count = words.next(), index > 0, index < count else { return nil }
    // Or all words from there on, and there is no second key.
    guard last == 0 || last == -1 && limit <= 1 && count <= index + step else { return nil }
    for _ in 0..<index { words.pass() }
    return words.word().map { HashSlot.of($0) }
  }
}

/// Goes from word to word of a command as it is sent.
private struct WordWalk {
  private let base: UnsafeRawPointer?
  private let end: Int
  private var position = 0

  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer) {
    base = bytes.baseAddress
    end = bytes.count
  }

  /// The number in the next header.
  @inline(__always)
  mutating func next() -> Int? {
    guard let base else { return nil }
    var number = 0
    // Behind the byte that tells what is counted.
    position &+= 1
    while position < end {
      let digit = base.load(fromByteOffset: position, as: UInt8.self) &- UInt8(ascii: "0")
      guard digit <= 9 else {
        position &+= 2
        return position <= end ? number : nil
      }
      number = number &* 10 &+ Int(digit)
      position &+= 1
    }
    return nil
  }

  @inline(__always)
  mutating func pass() { _ = word() }

  @inline(__always)
  mutating func word() -> UnsafeRawBufferPointer? {
    guard let length = next(), let base, length >= 0, length <= end &- position else {
      position = end
      return nil
    }
    defer { position &+= length &+ 2 }
    return UnsafeRawBufferPointer(start: base + position, count: length)
  }
}
