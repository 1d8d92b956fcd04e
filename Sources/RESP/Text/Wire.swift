/// The bytes RESP gives a meaning.
enum Wire {
  static let carriageReturn = UInt8(ascii: "\r")
  static let lineFeed = UInt8(ascii: "\n")

  static let simpleString = UInt8(ascii: "+")
  static let error = UInt8(ascii: "-")
  static let integer = UInt8(ascii: ":")
  static let bulk = UInt8(ascii: "$")
  static let array = UInt8(ascii: "*")
  static let null = UInt8(ascii: "_")
  static let double = UInt8(ascii: ",")
  static let boolean = UInt8(ascii: "#")
  static let bigNumber = UInt8(ascii: "(")
  static let blobError = UInt8(ascii: "!")
  static let verbatim = UInt8(ascii: "=")
  static let map = UInt8(ascii: "%")
  static let set = UInt8(ascii: "~")
  static let push = UInt8(ascii: ">")
  static let attribute = UInt8(ascii: "|")

  /// A piece of a streamed string.
  static let chunk = UInt8(ascii: ";")
  /// The end of a streamed aggregate.
  static let end = UInt8(ascii: ".")

  /// No element of an aggregate is shorter than `_\r\n`.
  static let shortestElement = 3

  /// CR LF as it lies in memory.
  static let lineEnd = UInt16(littleEndian: 0x0A0D)
}
