/// Finds the end of a frame in bytes that arrive piece by piece.
///
/// It remembers where it stopped, so a frame costs time in proportion to its bytes however many pieces it comes in.
/// What it accepts is well formed throughout: lengths, line ends, numbers, and the structure of streamed parts.
/// After it threw, the bytes have no known frame boundaries any more and the connection has to be closed.
public struct RESPScanner: Sendable {
  public let limits: RESPLimits

  /// Everything before this offset was checked; an element starts here.
  var position = 0
  /// How far the unfinished line at `position` was searched for its end.
  var searched = 0
  /// The fewest bytes with which it makes sense to go on.
  var needed = 1
  /// The aggregate that `position` is in, and those around it that have elements to come.
  var level = ScanLevel()
  var parents: [ScanLevel] = []
  var sawStreamed = false
  var sawInnerPush = false

  /// Whether the frame just found has streamed parts. ``RESPReader``'s typed reads want definite lengths, so such a
  /// frame is read with ``RESPValue/parse(_:limits:)`` and written again first.
  public private(set) var containsStreamed = false

  /// Whether the frame just found has a push inside. A transaction in which channels were subscribed to answers so. Such a
  /// push may be one of the elements that its list announces, or come between them, which the bytes do not tell: then
  /// the last elements stand after the frame.
  public private(set) var containsInnerPush = false

  public init(limits: RESPLimits = RESPLimits()) { self.limits = limits }

  /// After ``scan(_:)`` returned nil: the fewest bytes the frame can have, counted from its start.
  public var minimumLength: Int { needed }

  /// Looks for the end of the frame that starts at the first of `bytes`.
  ///
  /// Call it again with more bytes of the same frame, wherever in memory they are by then, until it returns a length.
  /// - Returns: the length of the frame, after which the scanner is ready for the next one; nil if bytes are missing.
  public mutating func scan(_ bytes: UnsafeRawBufferPointer) throws(RedisError) -> Int? {
    guard bytes.count >= needed, let base = bytes.baseAddress else { return nil }
    guard let length = try advance(base, bytes.count) else { return nil }
    guard length <= limits.maximumFrameLength else { throw frameTooLong }
    containsStreamed = sawStreamed
    containsInnerPush = sawInnerPush
    position = 0
    needed = 1
    sawStreamed = false
    sawInnerPush = false
    level = ScanLevel()
    return length
  }

  /// Stops until there are `count` bytes.
  @inline(__always)
  mutating func pause(at position: Int, until count: Int) throws(RedisError) {
    guard count <= limits.maximumFrameLength else { throw frameTooLong }
    self.position = position
    needed = count
  }

  private var frameTooLong: RedisError { .limit("a reply is longer than \(limits.maximumFrameLength) bytes") }
}
