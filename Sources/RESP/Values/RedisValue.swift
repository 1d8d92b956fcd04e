/// One argument of a command: something that has a text, kept as it was given until it is encoded.
public enum RedisValue: Sendable, Hashable {
  case string(String)
  case bytes([UInt8])
  case int(Int)
  case double(Double)

  /// Calls `body` with exactly the bytes that are sent.
  public func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
    switch self {
    case .string(let text): withBytes(of: text, body)
    case .bytes(let bytes): bytes.withUnsafeBytes(body)
    case .int(let number): withBytes(of: String(number), body)
    case .double(let number): withBytes(of: doubleText(number), body)
    }
  }
}

extension RedisValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self = .string(value) }
}

extension RedisValue: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self = .int(value) }
}

extension RedisValue: ExpressibleByFloatLiteral {
  public init(floatLiteral value: Double) { self = .double(value) }
}

extension RedisValue: CustomStringConvertible {
  public var description: String {
    switch self {
    case .string(let text): text
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    case .int(let number): String(number)
    case .double(let number): doubleText(number)
    }
  }
}
