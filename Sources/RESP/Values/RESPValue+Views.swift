/// Cheap views: each is nil when the value is of another kind. They look through attributes.
extension RESPValue {
  /// The value without its attributes.
  public var plain: RESPValue {
    if case .attributed(_, let value) = self { value.plain } else { self }
  }

  public var isNull: Bool { plain == .null }

  /// The error that the server sent in this place.
  public var error: ServerError? {
    switch plain {
    case .error(let error), .blobError(let error): error
    default: nil
    }
  }

  /// The payload of any kind of string.
  public var bytes: RedisBytes? {
    switch plain {
    case .simpleString(let bytes), .bulk(let bytes), .verbatim(_, let bytes): bytes
    case .bigNumber(let digits): RedisBytes(digits)
    default: nil
    }
  }

  /// The same as text, if it is UTF-8.
  public var string: String? { bytes?.string }

  /// An integer, or a string that spells one.
  public var int: Int? {
    if case .integer(let number) = plain { number } else { bytes?.int }
  }

  /// A number, or a string that spells one.
  public var double: Double? {
    switch plain {
    case .double(let number): number
    case .integer(let number): Double(number)
    default: bytes?.double
    }
  }

  /// A boolean, or an integer that is 0 or 1.
  public var bool: Bool? {
    switch plain {
    case .boolean(let flag): flag
    case .integer(0): false
    case .integer(1): true
    default: nil
    }
  }

  /// The elements of an array, a set or a push.
  public var array: [RESPValue]? {
    switch plain {
    case .array(let elements), .set(let elements), .push(let elements): elements
    default: nil
    }
  }

  /// The pairs of a map, or of an array that alternates keys and values as RESP2 sends maps.
  public var map: [Pair]? {
    switch plain {
    case .map(let pairs): pairs
    case .array(let elements) where elements.count.isMultiple(of: 2):
      stride(from: 0, to: elements.count, by: 2).map { Pair(elements[$0], elements[$0 + 1]) }
    default: nil
    }
  }

  /// The element at `index`, nil where there is none.
  public subscript(index: Int) -> RESPValue? {
    guard let array, array.indices.contains(index) else { return nil }
    return array[index]
  }

  /// The value of the first pair whose key is this text.
  public subscript(key: String) -> RESPValue? {
    let wanted = RedisBytes(key)
    return map?.first { $0.key.bytes == wanted }?.value
  }
}
