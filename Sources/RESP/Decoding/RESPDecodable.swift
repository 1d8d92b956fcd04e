/// What a reply can be read as.
///
/// Types of your own that are stored as one string conform to ``RedisValueDecodable`` instead. An enum with raw values
/// needs no code at all.
public protocol RESPDecodable: Sendable {
  init(from reader: inout RESPReader) throws(RedisError)

  /// Reads an array of this type. There is a default; types whose arrays can be read faster, or are not sent element by
  /// element, have their own.
  static func readArray(from reader: inout RESPReader) throws(RedisError) -> [Self]
}

extension RESPDecodable {
  @inlinable
  public static func readArray(from reader: inout RESPReader) throws(RedisError) -> [Self] {
    let count = try reader.readArrayHeader()
    var elements: [Self] = []
    elements.reserveCapacity(count)
    for index in 0..<count {
      do throws(RedisError) {
        elements.append(try Self(from: &reader))
      } catch {
        throw error.at(.index(index))
      }
    }
    return elements
  }
}

extension RESPDecodable where Self: RawRepresentable, RawValue: RESPDecodable {
  @inlinable
  public init(from reader: inout RESPReader) throws(RedisError) {
    guard let value = Self(rawValue: try RawValue(from: &reader)) else {
      throw .unexpected("\(Self.self)", got: "another value")
    }
    self = value
  }
}
