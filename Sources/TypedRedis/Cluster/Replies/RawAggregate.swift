/// A list, a set or a map of which the elements are left as they were sent.
struct RawAggregate {
  let kind: RESPKind
  /// Where each is in the frame; a map's keys and values in turn.
  let elements: [Range<Int>]
  private let frame: [UInt8]

  /// Nil for a frame of another kind, null among them.
  ///
  /// - Throws: ``RedisError`` if the frame is not as long as its counts say.
  init?(_ frame: [UInt8]) throws(RedisError) {
    let found = try frame.read { reader throws(RedisError) -> (RESPKind, [Range<Int>])? in
      let kind = try reader.peekKind()
      guard [.array, .set, .map, .push].contains(kind) else { return nil }
      let count = try reader.readArrayHeader()
      var elements: [Range<Int>] = []
      elements.reserveCapacity(count)
      for _ in 0..<count {
        let start = reader.position
        try reader.skip()
        elements.append(start..<reader.position)
      }
      try reader.expectEnd()
      return (kind, elements)
    }
    guard let found else { return nil }
    (kind, elements) = found
    self.frame = frame
  }

  func bytes(_ element: Range<Int>) -> ArraySlice<UInt8> {
    frame.dropFirst(element.lowerBound).prefix(element.count)
  }

  private var body: ArraySlice<UInt8> { frame.dropFirst(elements.first?.lowerBound ?? frame.count) }

  /// One with the elements of all. A map with a list that has its keys and values in turn, as RESP2 sends maps, is a map.
  static func concatenate(_ parts: [RawAggregate]) throws(RedisError) -> [UInt8] {
    let count = parts.reduce(0) { $0 + $1.elements.count }
    var frame: [UInt8]
    if parts.contains(where: { $0.kind == .map }) {
      guard parts.allSatisfy({ $0.kind == .map || $0.kind == .array && $0.elements.count.isMultiple(of: 2) }) else {
        throw .unexpected("maps", got: "maps and other lists")
      }
      frame = header(UInt8(ascii: "%"), count / 2)
    } else {
      frame = header(UInt8(ascii: parts.allSatisfy { $0.kind == .set } ? "~" : "*"), count)
    }
    frame.reserveCapacity(frame.count + parts.reduce(0) { $0 + $1.body.count })
    for part in parts { frame += part.body }
    return frame
  }

  static func header(_ type: UInt8, _ count: Int) -> [UInt8] { [type] + Array("\(count)\r\n".utf8) }
}
