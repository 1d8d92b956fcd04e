/// Servers do not tell upper case from lower case in names and options, as far as ASCII goes.
enum FoldedBytes {
  /// Whether `bytes` are `name`, which is in upper case.
  static func equal(_ bytes: UnsafeRawBufferPointer, _ name: [UInt8]) -> Bool {
    bytes.count == name.count && bytes.elementsEqual(name) { upper($0) == $1 }
  }

  static func hash(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.reduce(2_166_136_261) { ($0 ^ UInt32(upper($1))) &* 16_777_619 }
  }

  static func upper(_ bytes: some Sequence<UInt8>) -> [UInt8] { bytes.map(upper) }

  @inline(__always)
  static func upper(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte & 0xDF : byte
  }
}
