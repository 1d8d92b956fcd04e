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
      if level.form == .definite, takeRun(base, &offset, end) {
        if leave() { return offset }
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
        if level.take(), leave() { return offset }
      case .aggregate(let next, let form, let count):
        offset = next
        if count == 0, form == .definite {
          if level.take(), leave() { return offset }
        } else {
          try enter(form, count: count, isLast: level.take())
        }
      case .attribute(let next, let count):
        offset = next
        level.owesValue = true
        if count > 0 { try enter(.definite, count: count, isLast: false) }
      case .close(let next):
        offset = next
        if leave() { return offset }
      }
    }
  }

  /// Takes the run of scalars at `offset`, which is what most replies consist of. Whatever is not as usual is left for
  /// ``step(_:_:_:)``. True if the level ended.
  @inline(__always)
  private mutating func takeRun(_ base: UnsafeRawPointer, _ offset: inout Int, _ end: Int) -> Bool {
    let maximumLength = limits.maximumBulkLength
    var position = offset
    var left = level.count
    run: while left > 0, position < end {
      let type = base.load(fromByteOffset: position, as: UInt8.self)
      switch type {
      case Wire.bulk:
        let header = Header(base, from: position &+ 1, to: end)
        let stop = header.next &+ header.value
        guard header.next > 0, header.value >= 0, header.value <= maximumLength, end &- stop >= 2,
          base.loadUnaligned(fromByteOffset: stop, as: UInt16.self) == Wire.lineEnd
        else { break run }
        position = stop &+ 2
      case Wire.integer:
        // Most integers look just like a length.
        let header = Header(base, from: position &+ 1, to: end)
        guard header.next > 0, header.value >= 0 else { break run }
        position = header.next
      case Wire.simpleString, Wire.double:
        guard let stop = endOfLine(type, base, position, end) else { break run }
        position = stop
      default:
        break run
      }
      left &-= 1
    }
    if position != offset {
      level.owesValue = false
      level.count = left
      offset = position
      searched = 0
    }
    return left == 0
  }

  /// Goes into an aggregate. A parent with nothing more to come is not kept: a chain of last elements needs no stack.
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
  private mutating func leave() -> Bool {
    guard let parent = parents.popLast() else { return true }
    level = parent
    return false
  }
}
