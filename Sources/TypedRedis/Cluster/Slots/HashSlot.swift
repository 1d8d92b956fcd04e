/// To which part of a cluster's key space a key belongs.
enum HashSlot {
  /// How many there are. A power of two.
  static let count = 16384

  /// The checksum of the key, or of what stands between its first `{` and the next `}` if that is not empty.
  static func of(_ key: UnsafeRawBufferPointer) -> UInt16 {
    guard let base = key.baseAddress else { return 0 }
    var start = 0
    var end = key.count
    if let open = position(of: UInt8(ascii: "{"), in: base, from: 0, to: end),
      let close = position(of: UInt8(ascii: "}"), in: base, from: open &+ 1, to: end), close > open &+ 1
    {
      start = open &+ 1
      end = close
    }
    return checksum(base, from: start, to: end) & UInt16(count - 1)
  }

  /// CRC-16 with the polynomial 0x1021, as XMODEM has it. A byte needs no table: shifts of it by 12 and 5 are what the
  /// polynomial's bits contribute.
  @inline(__always)
  private static func checksum(_ base: UnsafeRawPointer, from start: Int, to end: Int) -> UInt16 {
    var sum: UInt16 = 0
    var position = start
    while position < end {
      var byte = sum >> 8 ^ UInt16(base.load(fromByteOffset: position, as: UInt8.self))
      byte ^= byte >> 4
      sum = sum << 8 ^ byte << 12 ^ byte << 5 ^ byte
      position &+= 1
    }
    return sum
  }

  @inline(__always)
  private static func position(
    of byte: UInt8, in base: UnsafeRawPointer, from start: Int, to end: Int
  ) -> Int? {
    var position = start
    while position < end {
      if base.load(fromByteOffset: position, as: UInt8.self) == byte { return position }
      position &+= 1
    }
    return nil
  }
}

extension RedisValueConvertible {
  /// The hash slot that this is in as a key, from 0 to 16383: what `CLUSTER KEYSLOT` answers. Keys with the same text between
  /// their first pair of braces are in the same slot.
  public var hashSlot: Int { redisValue.withUnsafeBytes { Int(HashSlot.of($0)) } }
}
