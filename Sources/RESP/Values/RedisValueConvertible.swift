/// What can be passed as an argument. Conform your own types to send them as they are.
public protocol RedisValueConvertible: Sendable {
  var redisValue: RedisValue { get }
}

extension RedisValue: RedisValueConvertible {
  @inlinable public var redisValue: RedisValue { self }
}

extension RedisBytes: RedisValueConvertible {
  @inlinable public var redisValue: RedisValue { .bytes(bytes) }
}

extension String: RedisValueConvertible {
  @inlinable public var redisValue: RedisValue { .string(self) }
}

extension Substring: RedisValueConvertible {
  @inlinable public var redisValue: RedisValue { .string(String(self)) }
}

extension Array: RedisValueConvertible where Element == UInt8 {
  @inlinable public var redisValue: RedisValue { .bytes(self) }
}

extension ArraySlice: RedisValueConvertible where Element == UInt8 {
  @inlinable public var redisValue: RedisValue { .bytes(Array(self)) }
}

extension Double: RedisValueConvertible {
  @inlinable public var redisValue: RedisValue { .double(self) }
}

extension Float: RedisValueConvertible {
  /// By way of its text: 0.1 as a `Float` is sent as `0.1`, not as the digits of the nearest `Double`.
  @inlinable public var redisValue: RedisValue { .double(Double(description) ?? Double(self)) }
}

extension RedisValueConvertible where Self: BinaryInteger {
  @inlinable public var redisValue: RedisValue { Int(exactly: self).map { .int($0) } ?? .string(String(self)) }
}

extension Int: RedisValueConvertible {
  @inlinable public var redisValue: RedisValue { .int(self) }
}
extension Int8: RedisValueConvertible {}
extension Int16: RedisValueConvertible {}
extension Int32: RedisValueConvertible {}
extension Int64: RedisValueConvertible {}
extension UInt: RedisValueConvertible {}
extension UInt8: RedisValueConvertible {}
extension UInt16: RedisValueConvertible {}
extension UInt32: RedisValueConvertible {}
extension UInt64: RedisValueConvertible {}

extension RedisValueConvertible where Self: RawRepresentable, RawValue: RedisValueConvertible {
  @inlinable public var redisValue: RedisValue { rawValue.redisValue }
}
