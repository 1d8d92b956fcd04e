import RESP
import Testing

private enum Color: String, RedisValueConvertible { case red }
private enum Level: Int, RedisValueConvertible { case high = 3 }

@Suite struct RedisValueTests {
  @Test func comesFromLiterals() {
    #expect("a" as RedisValue == .string("a"))
    #expect(5 as RedisValue == .int(5))
    #expect(1.5 as RedisValue == .double(1.5))
    let name = "x"
    #expect("key:\(name)" as RedisValue == .string("key:x"))
  }

  @Test func comesFromEveryType() {
    #expect("a".redisValue == .string("a"))
    #expect("abc".dropFirst().redisValue == .string("bc"))
    #expect(5.redisValue == .int(5))
    #expect(Int8(-5).redisValue == .int(-5))
    #expect(UInt64.max.redisValue == .string("18446744073709551615"))
    #expect(UInt64(7).redisValue == .int(7))
    #expect(1.5.redisValue == .double(1.5))
    #expect(Float(0.1).redisValue == .double(0.1))
    #expect(Float.infinity.redisValue == .double(.infinity))
    #expect([1, 2].redisValue == .bytes([1, 2]))
    #expect(([1, 2, 3] as [UInt8])[1...].redisValue == .bytes([2, 3]))
    #expect(RedisBytes("a").redisValue == .bytes([97]))
    #expect(RedisValue.int(1).redisValue == .int(1))
    #expect(Color.red.redisValue == .string("red"))
    #expect(Level.high.redisValue == .int(3))
  }

  @Test(
    arguments: [
      (.string("é"), "é"), (.bytes([97, 98]), "ab"), (.int(-12), "-12"), (.double(2), "2"), (.double(2.5), "2.5"),
    ] as [(RedisValue, String)])
  func hasTheBytesThatAreSent(value: RedisValue, text: String) {
    #expect(value.withUnsafeBytes { Array($0) } == Array(text.utf8))
    #expect(value.description == text)
  }
}
