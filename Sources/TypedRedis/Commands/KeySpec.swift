/// Where some of a command's keys are among its arguments.
///
/// Positions count from the command's name, which is 0, over the words as they are sent
/// (`XGROUP CREATE key` has its key at 2).
public struct KeySpec: Sendable, Hashable {
  /// How to find the first argument of interest.
  public enum Begin: Sendable, Hashable {
    /// At a fixed position.
    case index(Int)
    /// After a word, searched from a position; a negative one counts from the end, backwards.
    case keyword(StaticName, from: Int)
    case unknown
  }

  /// How to find the keys from there.
  public enum Find: Sendable, Hashable {
    /// Every `step`-th argument up to `last`, which is relative to the first key, or from the
    /// end when negative; a `limit` of n > 1 takes only 1/n of the remaining arguments.
    case range(last: Int, step: Int, limit: Int)
    /// A count at `countAt`, then the keys from `first` on, all relative to the beginning.
    case count(countAt: Int, first: Int, step: Int)
    case unknown
  }

  /// What the command does with these keys.
  public struct Access: OptionSet, Sendable, Hashable {
    public let rawValue: UInt16
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let readOnly = Access(rawValue: 1 << 0)
    public static let readWrite = Access(rawValue: 1 << 1)
    public static let overwrite = Access(rawValue: 1 << 2)
    public static let remove = Access(rawValue: 1 << 3)
    /// Reads the value.
    public static let access = Access(rawValue: 1 << 4)
    public static let update = Access(rawValue: 1 << 5)
    public static let insert = Access(rawValue: 1 << 6)
    public static let delete = Access(rawValue: 1 << 7)
    /// Looks like a key, routes like one, and names none.
    public static let notKey = Access(rawValue: 1 << 8)
    /// There may be keys that this entry does not tell of.
    public static let incomplete = Access(rawValue: 1 << 9)
    /// What is done depends on the other arguments.
    public static let variable = Access(rawValue: 1 << 10)
  }

  public let begin: Begin
  public let find: Find
  public let access: Access

  public init(begin: Begin, find: Find, access: Access = []) {
    self.begin = begin
    self.find = find
    self.access = access
  }
}

/// A `StaticString` that can be compared.
public struct StaticName: Sendable, Hashable, ExpressibleByStringLiteral {
  public let value: StaticString
  public init(stringLiteral value: StaticString) { self.value = value }

  private var bytes: UnsafeBufferPointer<UInt8> {
    value.hasPointerRepresentation
      ? UnsafeBufferPointer(start: value.utf8Start, count: value.utf8CodeUnitCount)
      : UnsafeBufferPointer(start: nil, count: 0)
  }

  public static func == (a: StaticName, b: StaticName) -> Bool {
    a.bytes.elementsEqual(b.bytes)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
  }
}
