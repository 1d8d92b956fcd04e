/// An error reply, taken apart: `WRONGTYPE Operation against …` has the kind `WRONGTYPE`.
public struct ServerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The whole line, without the type byte and the line end.
  public let description: String

  public init(line: String) { description = line }

  public init(kind: String, message: String) {
    description = kind.isEmpty ? message : message.isEmpty ? kind : kind + " " + message
  }

  /// The first word if it is in capitals, else empty.
  public var kind: String { String(description.utf8.prefix(kindLength)) ?? "" }

  /// What follows the kind.
  public var message: String {
    String(description.utf8.dropFirst(kindLength).drop { $0 == UInt8(ascii: " ") }) ?? description
  }

  private var kindLength: Int {
    let word = description.utf8.prefix { $0 != UInt8(ascii: " ") }
    let isKind = word.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      case UInt8(ascii: "_"), UInt8(ascii: "-"): true
      default: false
      }
    }
    return isKind ? word.count : 0
  }
}
