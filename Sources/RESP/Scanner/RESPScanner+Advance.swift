extension RESPScanner {
  /// What came of one element.
  enum Step {
    /// It ends at this offset.
    case scalar(end: Int)
    /// An aggregate's header ends at this offset; its elements follow.
    case aggregate(end: Int, ScanLevel.Form, count: Int)
    case attribute(end: Int, count: Int)
    /// A streamed part ended.
    case close(end: Int)
    case pause(until: Int)
  }

  /// Goes on from `position`; returns the end of the frame if it is there.
  mutating func advance(_ base: UnsafeRawPointer, _ end: Int) throws(RedisError) -> Int? {
    var offset = position
    while true {
      if level.form == .definite, try skipSimple(base, &offset, end) {
        guard let parent = parents.popLast() else { return offset }
        level = parent
        continue
      }
      guard offset < end else {
        try pause(at: offset, until: end + 1)
        return nil
      }
      switch try step(base, offset, end) {
      case .pause(let count):
        try pause(at: offset, until: count)
        return nil
      case .scalar(let next):
        offset = next
        if level.take(), try leave() { return offset }
      case .aggregate(let next, let form, let count):
        offset = next
        if count == 0, form == .definite {
          if level.take(), try leave() { return offset }
        } else {
          try enter(form, count: count, isLast: level.take())
        }
      case .attribute(let next, let count):
        offset = next
        level.owesValue = true
        if count > 0 { try enter(.definite, count: count, isLast: false) }
      case .close(let next):
        offset = next
        if try leave() { return offset }
      }
    }
  }

  /// The run of bulk strings and integers at `offset`, which is what most replies consist of; true if the level ended.
  @inline(__always)
  private mutating func skipSimple(
    _ base: UnsafeRawPointer, _ offset: inout Int, _ end: Int
  ) throws(RedisError) -> Bool {
    var position = offset
    var left = level.count
    let maximumLength = limits.maximumBulkLength
    while left > 0, position < end,
      base.load(fromByteOffset: position, as: UInt8.self) == Wire.bulk
    {
      let header = Header(base, from: position &+ 1, to: end)
      guard header.next > 0, header.value >= 0, header.value <= maximumLength else { break }
      let stop = header.next &+ header.value
      guard end &- stop >= 2, base.loadUnaligned(fromByteOffset: stop, as: UInt16.self) == Wire.lineEnd else { break }
      position = stop &+ 2
      left &-= 1
    }
    if left != level.count {
      level.owesValue = false
      level.count = left
      offset = position
    }
    return left == 0
  }

  /// Goes into an aggregate. A parent with nothing more to come is not kept, so a chain of last elements needs no stack.
  private mutating func enter(_ form: ScanLevel.Form, count: Int, isLast: Bool) throws(RedisError) {
    let depth = level.depth + 1
    guard depth <= limits.maximumDepth || form == .chunks else {
      throw .limit("a reply is nested deeper than \(limits.maximumDepth) levels")
    }
    if !isLast { parents.append(level) }
    level = ScanLevel(form: form, depth: depth, count: count)
    if form != .definite { sawStreamed = true }
  }

  /// Comes out of the level that ended; true if that was the frame.
  private mutating func leave() throws(RedisError) -> Bool {
    guard let parent = parents.popLast() else { return true }
    level = parent
    return false
  }
}
