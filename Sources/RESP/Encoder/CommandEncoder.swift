/// Turns commands into bytes, many behind each other in one buffer that is reused.
///
/// Between ``beginCommand()`` and ``endCommand()`` everything appended is one argument each.
public struct CommandEncoder: ~Copyable {
  private var storage: UnsafeMutableRawPointer
  private var capacity: Int
  /// The first byte that was not removed.
  private var head = 0
  /// After the last byte.
  private var tail = 0
  /// Where the open command starts.
  private var commandStart = 0
  /// Whether the storage is its own, and not lent by whoever made it.
  private var ownsStorage = true
  /// Where the open batch starts.
  private var batchStart = 0
  /// Whether a command was abandoned since the batch began.
  private var hasAbandoned = false

  /// How many words the open command has so far: its name and its arguments.
  public private(set) var commandCount = 0

  public init(minimumCapacity: Int = 1024) {
    capacity = max(minimumCapacity, 64)
    storage = .allocate(byteCount: capacity, alignment: 16)
  }

  /// Begins in memory that outlives the encoder, and goes on in its own if that does not suffice.
  package init(beginningIn room: UnsafeMutableRawBufferPointer) {
    if let address = room.baseAddress, room.count >= 64 {
      storage = address
      capacity = room.count
      ownsStorage = false
    } else {
      capacity = 64
      storage = .allocate(byteCount: capacity, alignment: 16)
    }
  }

  deinit { if ownsStorage { storage.deallocate() } }

  /// The number of bytes.
  public var count: Int { tail - head }

  public var isEmpty: Bool { tail == head }

  public func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try body(UnsafeRawBufferPointer(start: storage + head, count: tail - head))
  }
}

// One owner at a time, as with any value that is not copied.
extension CommandEncoder: @unchecked Sendable {}

extension CommandEncoder {
  /// The header of a command with fewer than ten arguments: `*1\r\n`.
  private static let shortHeader = 4

  public mutating func beginCommand() {
    reserve(Self.shortHeader)
    commandStart = tail
    commandCount = 0
    tail &+= Self.shortHeader
  }

  /// Writes the number of arguments in front of them. Room was left for one digit, since few commands need more.
  public mutating func endCommand() {
    if commandCount < 10 {
      _ = writeHeader(Wire.array, commandCount, at: storage + commandStart)
      return
    }
    let extra = decimalDigits(UInt(commandCount)) - 1
    reserve(extra)
    let body = storage + commandStart + Self.shortHeader
    (body + extra).copyMemory(from: body, byteCount: tail - commandStart - Self.shortHeader)
    _ = writeHeader(Wire.array, commandCount, at: storage + commandStart)
    tail += extra
  }

  /// Appends the number of words that `body` appends, and then those words.
  public mutating func appendCounted(_ body: (inout CommandEncoder) -> Void) {
    let start = tail - commandStart
    let wordsBefore = commandCount
    body(&self)
    let length = tail - commandStart - start
    // The number is written behind the words, where there is room, and then changes places with them.
    appendDecimal(max(0, commandCount - wordsBefore))
    let number = tail - commandStart - start - length
    reserve(number)
    let first = storage + commandStart + start
    (first + number).copyMemory(from: first, byteCount: length + number)
    first.copyMemory(from: first + number + length, byteCount: number)
  }

  /// Appends the words that `body` appends as one word, with `separator` between them.
  public mutating func appendJoined(by separator: StaticString, _ body: (inout CommandEncoder) -> Void) {
    let start = tail - commandStart
    let wordsBefore = commandCount
    body(&self)
    // Less than before: the command was abandoned meanwhile.
    guard commandCount >= wordsBefore, tail - commandStart >= start else { return }
    var joined: [UInt8] = []
    var position = commandStart + start
    while position < tail {
      let header = Header(UnsafeRawPointer(storage), from: position + 1, to: tail)
      guard header.next > 0, header.value >= 0 else { break }
      if position > commandStart + start { separator.withUTF8Buffer { joined += $0 } }
      joined += UnsafeRawBufferPointer(start: storage + header.next, count: header.value)
      position = header.next + header.value + 2
    }
    tail = commandStart + start
    commandCount = wordsBefore
    joined.withUnsafeBytes { append(bytes: $0) }
  }

  /// Forgets the open command.
  public mutating func abandonCommand() {
    tail = commandStart
    commandCount = 0
    hasAbandoned = true
  }

  /// Writes one command, or nothing if `body` appends no words.
  @inlinable @inline(__always)
  package mutating func command(_ body: (inout CommandEncoder) -> Void) {
    beginCommand()
    body(&self)
    if commandCount > 0 { endCommand() } else { abandonCommand() }
  }

  /// Appends commands that are written already, with their headers.
  package mutating func append(commands: UnsafeRawBufferPointer) {
    reserve(commands.count)
    if let source = commands.baseAddress { (storage + tail).copyMemory(from: source, byteCount: commands.count) }
    tail &+= commands.count
  }

  /// Begins several commands that go together.
  public mutating func beginBatch() {
    batchStart = tail
    hasAbandoned = false
  }

  /// Ends a batch. If one of its commands was abandoned, all of them are, and the result is false.
  public mutating func endBatch() -> Bool {
    guard hasAbandoned else { return true }
    tail = batchStart
    return false
  }

  /// Removes bytes that were sent.
  public mutating func removeFirst(_ byteCount: Int) {
    head += min(max(byteCount, 0), count)
    if head == tail { removeAll(keepingCapacity: true) }
  }

  public mutating func removeAll(keepingCapacity: Bool = false) {
    head = 0
    tail = 0
    commandStart = 0
    batchStart = 0
    commandCount = 0
    if !keepingCapacity, capacity > 1024 {
      if ownsStorage { storage.deallocate() }
      ownsStorage = true
      capacity = 1024
      storage = .allocate(byteCount: capacity, alignment: 16)
    }
  }

  /// Makes room for `byteCount` bytes more.
  @inline(__always)
  private mutating func reserve(_ byteCount: Int) {
    if capacity &- tail < byteCount { grow(byteCount) }
  }

  @inline(never)
  private mutating func grow(_ byteCount: Int) {
    let used = tail - head
    // Moving to the front is enough if that frees half of the buffer.
    if head >= capacity / 2, capacity - used >= byteCount {
      storage.copyMemory(from: storage + head, byteCount: used)
    } else {
      let larger = max(capacity * 2, used + byteCount)
      let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
      moved.copyMemory(from: storage + head, byteCount: used)
      if ownsStorage { storage.deallocate() }
      ownsStorage = true
      storage = moved
      capacity = larger
    }
    commandStart -= head
    batchStart -= head
    tail = used
    head = 0
  }
}

extension CommandEncoder {
  /// An argument with these bytes.
  public mutating func append(bytes: UnsafeRawBufferPointer) {
    reserve(bytes.count &+ longestHeader &+ 2)
    let start = storage + tail
    let body = start + writeHeader(Wire.bulk, bytes.count, at: start)
    if let source = bytes.baseAddress { body.copyMemory(from: source, byteCount: bytes.count) }
    (body + bytes.count).storeBytes(of: Wire.lineEnd, as: UInt16.self)
    tail = body - storage + bytes.count + 2
    commandCount &+= 1
  }
  mutating func appendDecimal(_ number: Int) {
    let magnitude = number.magnitude
    let length = decimalDigits(magnitude) &+ (number < 0 ? 1 : 0)
    reserve(longestHeader &+ 24)
    let start = storage + tail
    var body = start + writeHeader(Wire.bulk, length, at: start)
    let stop = body + length
    if number < 0 {
      body.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self)
      body += 1
    }
    writeDecimal(magnitude, endingAt: stop)
    stop.storeBytes(of: Wire.lineEnd, as: UInt16.self)
    tail = stop - storage + 2
    commandCount &+= 1
  }
}
