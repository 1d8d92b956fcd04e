/// Reads typed values out of frames that a ``RESPScanner`` accepted, without building a tree.
///
/// Whatever bytes it is given, it neither traps nor looks outside them. Attributes are skipped by every read but
/// ``readValue(keepingErrors:)``. Each read throws the server's error if one is in its place, and
/// ``RedisError/Code/unexpectedReply`` if the reply is of another kind; where it stands after a throw is not defined.
///
/// The bytes must stay where they are for as long as the reader is used.
public struct RESPReader: ~Copyable {
  let base: UnsafeRawPointer
  let end: Int
  let maximumDepth: Int

  /// The offset of the next byte that is read.
  public internal(set) var position = 0

  public init(_ frame: UnsafeRawBufferPointer) { self.init(frame, limits: RESPLimits()) }

  public init(_ frame: UnsafeRawBufferPointer, limits: RESPLimits) { self.init(frame, depth: limits.maximumDepth) }

  init(_ frame: UnsafeRawBufferPointer, depth: Int) {
    maximumDepth = depth
    if let address = frame.baseAddress {
      base = address
      end = frame.count
    } else {
      // Never read from: there are no bytes.
      let nothing: StaticString = ""
      base = UnsafeRawPointer(nothing.utf8Start)
      end = 0
    }
  }

  public var isAtEnd: Bool { position >= end }

  /// The kind of the next value.
  public mutating func peekKind() throws(RedisError) -> RESPKind {
    try skipAttributes()
    guard position < end else { throw endOfReply }
    let isNull = end - position > 1 && base.load(fromByteOffset: position + 1, as: UInt8.self) == UInt8(ascii: "-")
    switch base.load(fromByteOffset: position, as: UInt8.self) {
    case Wire.bulk: return isNull ? .null : .bulk
    case Wire.array: return isNull ? .null : .array
    case let type: return try kind(of: type)
    }
  }

  func kind(of type: UInt8) throws(RedisError) -> RESPKind {
    switch type {
    case Wire.simpleString: return .simpleString
    case Wire.error: return .error
    case Wire.integer: return .integer
    case Wire.bulk: return .bulk
    case Wire.array: return .array
    case Wire.null: return .null
    case Wire.double: return .double
    case Wire.boolean: return .boolean
    case Wire.bigNumber: return .bigNumber
    case Wire.blobError: return .blobError
    case Wire.verbatim: return .verbatim
    case Wire.map: return .map
    case Wire.set: return .set
    case Wire.push: return .push
    case Wire.attribute: return .attribute
    default: throw .violation("no reply starts with byte \(type)")
    }
  }

  var endOfReply: RedisError { .violation("the reply ends too early") }
}
