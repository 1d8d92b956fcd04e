import RESP
import Testing

@Suite struct RedisBytesTests {
  @Test func isACollection() {
    let bytes: RedisBytes = "abc"
    #expect(bytes.count == 3)
    #expect(bytes[1] == UInt8(ascii: "b"))
    #expect(Array(bytes.reversed()) == Array("cba".utf8))
    #expect(bytes == RedisBytes([97, 98, 99]))
    #expect(bytes == RedisBytes("xabcx".utf8.dropFirst().dropLast()))
    #expect(bytes.hashValue == RedisBytes("abc").hashValue)
    #expect(bytes.withUnsafeBytes { $0.count } == 3)
    #expect(bytes.withContiguousStorageIfAvailable { $0.count } == 3)
  }

  @Test func hasViews() {
    #expect(RedisBytes("12").int == 12)
    #expect(RedisBytes("1.5").double == 1.5)
    #expect(RedisBytes("é").string == "é")
    #expect(RedisBytes([0xFF]).string == nil)
    #expect(RedisBytes([0xFF]).description == "\u{FFFD}")
    #expect(RedisBytes().string == "")
    #expect(RedisBytes().int == nil)
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      Array("12345678".utf8) + [0xFF], [0xFF] + Array("12345678".utf8), Array("1234567".utf8) + [0xFF],
      Array("a text of more than sixteen bytes".utf8) + [0xC3],
      Array("12345678".utf8) + [0xFF] + Array("12345678".utf8),
    ] as [[UInt8]])
  func isNotText(bytes: [UInt8]) {
    #expect(RedisBytes(bytes).string == nil)
  }

  @Test func isTextOfAnyLength() {
    for length in 0..<70 {
      let ascii = String("abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0123456789".prefix(length))
      #expect(RedisBytes(ascii).string == ascii)
      #expect(RedisBytes(ascii + "é").string == ascii + "é")
      #expect(RedisBytes("€" + ascii).string == "€" + ascii)
    }
  }
}
