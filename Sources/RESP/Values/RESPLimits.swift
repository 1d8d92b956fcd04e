/// How much a server may ask this process to hold. What exceeds a limit is an error, never a trap.
public struct RESPLimits: Sendable, Hashable {
  /// Deeper than this no value is built, whatever is asked for: building and freeing a tree uses the thread's stack.
  public static let deepest = 512

  /// How deep aggregates may be nested, at most ``deepest``.
  public var maximumDepth: Int { didSet { maximumDepth = Self.clamped(maximumDepth) } }

  /// The longest bulk string, in bytes; a streamed string counts as a whole.
  public var maximumBulkLength: Int

  /// The most elements of one aggregate; a pair of a map counts as two.
  public var maximumAggregateLength: Int

  /// The longest simple string, error, double or big number, in bytes.
  public var maximumLineLength: Int

  /// The longest frame, in bytes.
  public var maximumFrameLength: Int

  public init(
    maximumDepth: Int = 128,
    maximumBulkLength: Int = 1 << 30,
    maximumAggregateLength: Int = 1 << 27,
    maximumLineLength: Int = 1 << 20,
    maximumFrameLength: Int = 1 << 32
  ) {
    self.maximumDepth = Self.clamped(maximumDepth)
    self.maximumBulkLength = maximumBulkLength
    self.maximumAggregateLength = maximumAggregateLength
    self.maximumLineLength = maximumLineLength
    self.maximumFrameLength = maximumFrameLength
  }

  private static func clamped(_ depth: Int) -> Int { min(max(depth, 0), deepest) }
}
