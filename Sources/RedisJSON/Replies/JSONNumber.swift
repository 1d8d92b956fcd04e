import TypedRedis

/// A number of a JSON document. JSON does not tell 3 from 3.0, and neither does this.
public struct JSONNumber: RESPDecodable, Hashable {
  public let double: Double
  /// The number to the last digit if it is whole and has room in 64 bits.
  public let int: Int?

  public init(_ int: Int) {
    self.int = int
    double = Double(int)
  }

  public init(_ double: Double) {
    self.double = double
    int = Int(exactly: double)
  }

  /// - Parameter text: a number as JSON writes it.
  init?(json text: Substring) {
    guard text.utf8.allSatisfy(Self.isPart) else { return nil }
    if let int = Int(text) {
      self.init(int)
    } else if let double = Double(text) {
      self.init(double)
    } else {
      return nil
    }
  }

  /// Swift also reads numbers that JSON does not have, such as 0x10 and nan.
  private static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  /// JSON has no infinity, but a number can become one.
  private init?(infinity text: String) {
    guard let double = Double(text), double.isInfinite else { return nil }
    self.init(double)
  }

  /// From an integer or a double, or from a string that spells one.
  public init(from reader: inout RESPReader) throws(RedisError) {
    switch try reader.peekKind() {
    case .integer: self.init(try reader.readInt())
    case .bulk, .simpleString, .verbatim:
      let text = try reader.readString()
      guard let number = JSONNumber(json: text[...]) ?? JSONNumber(infinity: text) else {
        throw .unexpected("a number", got: "other text")
      }
      self = number
    default: self.init(try reader.readDouble())
    }
  }
}

extension JSONNumber: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  public init(integerLiteral value: Int) { self.init(value) }
  public init(floatLiteral value: Double) { self.init(value) }
}

extension JSONNumber: CustomStringConvertible {
  public var description: String { int?.description ?? double.description }
}
