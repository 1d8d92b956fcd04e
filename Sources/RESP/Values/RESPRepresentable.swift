/// What can be said as a reply again: reading ``respValue`` as the type it came from gives an equal value.
///
/// A response callback gives one type where a caller may have asked for another. This is the way from the one to the other.
public protocol RESPRepresentable: Sendable {
  var respValue: RESPValue { get }

  /// An array of this type. There is a default; types whose arrays are not sent element by element have their own.
  static func respValue(of elements: [Self]) -> RESPValue
}

extension RESPRepresentable {
  public static func respValue(of elements: [Self]) -> RESPValue { .array(elements.map(\.respValue)) }
}

// MARK: Scalars

extension RESPValue: RESPRepresentable {
  public var respValue: RESPValue { self }
}

extension RedisBytes: RESPRepresentable {
  public var respValue: RESPValue { .bulk(self) }
}

extension String: RESPRepresentable {
  public var respValue: RESPValue { .bulk(RedisBytes(self)) }
}

extension Bool: RESPRepresentable {
  public var respValue: RESPValue { .boolean(self) }
}

extension Double: RESPRepresentable {
  public var respValue: RESPValue { .double(self) }
}

extension Float: RESPRepresentable {
  /// By way of its text, so that it is written as short as it is.
  public var respValue: RESPValue { .double(Double(description) ?? Double(self)) }
}

extension RESPRepresentable where Self: BinaryInteger {
  public var respValue: RESPValue { Int(exactly: self).map { .integer($0) } ?? .bigNumber(String(self)) }
}

extension Int: RESPRepresentable {}
extension Int8: RESPRepresentable {}
extension Int16: RESPRepresentable {}
extension Int32: RESPRepresentable {}
extension Int64: RESPRepresentable {}
extension UInt: RESPRepresentable {}
extension UInt16: RESPRepresentable {}
extension UInt32: RESPRepresentable {}
extension UInt64: RESPRepresentable {}

extension UInt8: RESPRepresentable {
  /// `[UInt8]` is a string's bytes, not a list of numbers.
  public static func respValue(of elements: [UInt8]) -> RESPValue { .bulk(RedisBytes(elements)) }
}

// MARK: Collections

extension RESPValue {
  /// A map of named fields: those that are known, and those that only the server knows.
  public static func fields(
    _ known: KeyValuePairs<String, RESPValue>, and others: [String: RESPValue]
  ) -> RESPValue {
    .map(known.map { Pair($0.key.respValue, $0.value) } + others.map { Pair($0.key.respValue, $0.value) })
  }
}

extension Optional: RESPRepresentable where Wrapped: RESPRepresentable {
  public var respValue: RESPValue { self?.respValue ?? .null }
}

extension Array: RESPRepresentable where Element: RESPRepresentable {
  public var respValue: RESPValue { Element.respValue(of: self) }
}

extension Set: RESPRepresentable where Element: RESPRepresentable {
  public var respValue: RESPValue { .set(map(\.respValue)) }
}

extension Dictionary: RESPRepresentable where Key: RESPRepresentable, Value: RESPRepresentable {
  public var respValue: RESPValue {
    .map(map { key, value in RESPValue.Pair(key.respValue, value.respValue) })
  }
}
