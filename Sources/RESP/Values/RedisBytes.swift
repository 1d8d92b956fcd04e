/// User data as the server stores it: bytes that may or may not be text.
public struct RedisBytes: Sendable, Hashable {
  public var bytes: [UInt8]

  public init(_ bytes: [UInt8] = []) { self.bytes = bytes }

  public init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  public init(_ text: String) { bytes = Array(text.utf8) }

  public init(_ bytes: UnsafeRawBufferPointer) { self.bytes = Array(bytes) }

  /// The bytes as text, nil if they are not UTF-8.
  public var string: String? {
    bytes.withUnsafeBytes { String(utf8: $0) }
  }

  /// The decimal integer the bytes spell, nil if they spell none that fits.
  public var int: Int? {
    bytes.withUnsafeBytes { parseInt($0) }
  }

  /// The number the bytes spell; `inf`, `-inf` and `nan` are numbers here.
  public var double: Double? {
    bytes.withUnsafeBytes { parseDouble($0) }
  }
}

extension RedisBytes: RandomAccessCollection {
  @inlinable public var startIndex: Int { bytes.startIndex }
  @inlinable public var endIndex: Int { bytes.endIndex }
  @inlinable public subscript(position: Int) -> UInt8 { bytes[position] }

  @inlinable
  public func withContiguousStorageIfAvailable<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R? {
    try bytes.withContiguousStorageIfAvailable(body)
  }

  @inlinable
  public func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try bytes.withUnsafeBufferPointer { bytes throws(E) in try body(UnsafeRawBufferPointer(bytes)) }
  }
}

extension RedisBytes: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(value) }
}

extension RedisBytes: CustomStringConvertible {
  /// The bytes as text; what is not UTF-8 shows as U+FFFD.
  public var description: String { String(decoding: bytes, as: UTF8.self) }
}
