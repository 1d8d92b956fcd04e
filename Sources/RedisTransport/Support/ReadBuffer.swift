/// Bytes that have arrived and are not consumed yet, in one contiguous piece.
struct ReadBuffer: ~Copyable {
  private var base: UnsafeMutableRawPointer
  private var capacity: Int
  private var start = 0
  private var end = 0
  private let usualCapacity: Int
  private var quietRounds = 0

  init(capacity: Int = 64 * 1024) {
    self.capacity = capacity
    usualCapacity = capacity
    base = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
  }

  deinit { base.deallocate() }

  var count: Int { end &- start }

  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base + start, count: end &- start)
  }

  mutating func consume(_ n: Int) {
    start &+= n
    if start == end {
      start = 0
      end = 0
    }
  }

  /// Free room at the end, at least `minimum` bytes.
  mutating func room(atLeast minimum: Int) -> UnsafeMutableRawBufferPointer {
    if capacity &- end < minimum { makeRoom(minimum) }
    return UnsafeMutableRawBufferPointer(start: base + end, count: capacity &- end)
  }

  mutating func filled(_ n: Int) {
    end &+= n
    if end > usualCapacity { quietRounds = 0 }
  }

  /// Gives back what a very large reply made the buffer grow to, once many replies in a row have
  /// not needed it.
  mutating func shrinkIfIdle() {
    guard capacity > usualCapacity, start == end else { return }
    quietRounds &+= 1
    guard quietRounds >= 1024 else { return }
    quietRounds = 0
    base.deallocate()
    capacity = usualCapacity
    base = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
    start = 0
    end = 0
  }

  private mutating func makeRoom(_ minimum: Int) {
    let used = end &- start
    if capacity &- used >= minimum, start >= used {
      base.copyMemory(from: base + start, byteCount: used)
    } else {
      // At least half as much again, so that the total cost of copying stays linear.
      let larger = max(used &+ minimum, capacity &+ capacity / 2)
      let fresh = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
      fresh.copyMemory(from: base + start, byteCount: used)
      base.deallocate()
      base = fresh
      capacity = larger
    }
    start = 0
    end = used
  }
}
