import Testing

@testable import TypedRedis

@Suite struct HashSlotTests {
  @Test func knownSlots() {
    #expect("".hashSlot == 0)
    // The checksum of these digits is what tables give for it, 0x31C3.
    #expect("123456789".hashSlot == 0x31C3)
    #expect("foo".hashSlot == 12182)
    #expect("bar".hashSlot == 5061)
    #expect([UInt8](repeating: 0, count: 3).hashSlot == 0)
    #expect(42.hashSlot == "42".hashSlot)
  }

  @Test func tags() {
    #expect("{foo}.1".hashSlot == "foo".hashSlot)
    #expect("a{foo}b{bar}".hashSlot == "foo".hashSlot)
    #expect("{{foo}}".hashSlot == "{foo".hashSlot)
    #expect("}{foo}".hashSlot == "foo".hashSlot)
    // An empty tag is none, also if another one follows.
    #expect("foo{}{bar}".hashSlot != "bar".hashSlot)
    #expect("foo{}".hashSlot != "foo".hashSlot)
    #expect("{foo".hashSlot != "foo".hashSlot)
    #expect("foo}".hashSlot != "foo".hashSlot)
  }

  /// Bit by bit, as the polynomial is defined.
  @Test func everyByte() {
    for first in UInt8.min ... .max {
      let key: [UInt8] = [first, 0x7B, first ^ 0xFF, 0x80]
      var sum: UInt16 = 0
      for byte in key {
        sum ^= UInt16(byte) << 8
        for _ in 0..<8 { sum = sum & 0x8000 != 0 ? sum << 1 ^ 0x1021 : sum << 1 }
      }
      #expect(key.hashSlot == Int(sum % 16384))
    }
  }
}
