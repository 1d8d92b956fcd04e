/// Some of the elements that a scan goes over, and where it goes on.
public struct ScanPage<Element: Sendable>: Sendable {
  /// What to pass to the next call; after the last page `isFinished` is true.
  public var cursor: ScanCursor
  public var elements: [Element]

  public init(cursor: ScanCursor, elements: [Element]) {
    self.cursor = cursor
    self.elements = elements
  }

  /// Reads the page's two parts, the second one with `elements`.
  @inlinable
  init(
    from reader: inout RESPReader,
    elements read: (inout RESPReader) throws(RedisError) -> [Element]
  ) throws(RedisError) {
    let count = try reader.readArrayHeader()
    guard count >= 2 else { throw .unexpected("a cursor and elements", got: "\(count) fields") }
    cursor = ScanCursor(text: try reader.readField("cursor"))
    do throws(RedisError) {
      elements = try read(&reader)
    } catch {
      throw error.at(.field("elements"))
    }
    for _ in 2..<count { try reader.skip() }
  }
}

extension ScanPage: Equatable where Element: Equatable {}
extension ScanPage: Hashable where Element: Hashable {}

extension ScanPage: RESPDecodable where Element: RESPDecodable {
  @inlinable
  public init(from reader: inout RESPReader) throws(RedisError) {
    try self.init(from: &reader) { reader throws(RedisError) in try [Element](from: &reader) }
  }
}

extension ScanPage where Element: RESPRecord {
  /// Reads a page whose elements follow each other field by field.
  @inlinable
  public init(pairsFrom reader: inout RESPReader) throws(RedisError) {
    try self.init(from: &reader) { reader throws(RedisError) in
      try reader.readPairs(of: Element.self)
    }
  }
}

extension ScanPage: RESPRepresentable where Element: RESPRepresentable {
  public var respValue: RESPValue { .array([.bulk(RedisBytes(cursor.text)), elements.respValue]) }
}

/// A place in a scan, as the server names it. A scan begins with ``start``.
public struct ScanCursor: Sendable, Hashable, RedisValueConvertible, CustomStringConvertible {
  /// The server's text for it; a number, except in a cluster-wide scan.
  public let text: String

  public init(text: String) { self.text = text }

  /// Where every scan begins.
  public static let start = ScanCursor(text: "0")

  /// Whether there is nothing more to come.
  public var isFinished: Bool { text == "0" }

  public var redisValue: RedisValue { .string(text) }
  public var description: String { text }
}
