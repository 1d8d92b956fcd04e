import Foundation
import RESP
import Testing

@Suite struct IntegerTextTests {
  @Test(arguments: [
    ("0", 0), ("-0", 0), ("+5", 5), ("-5", -5), ("0007", 7), ("999999999999999999", 999_999_999_999_999_999),
    ("1000000000000000000", 1_000_000_000_000_000_000), ("9223372036854775807", Int.max),
    ("-9223372036854775808", Int.min), ("-9223372036854775807", -Int.max), ("00000000000000000000012", 12),
  ])
  func reads(text: String, number: Int) {
    #expect(RedisBytes(text).int == number)
  }

  @Test(arguments: [
    "", "-", "+", "1 ", " 1", "1a", "0x1", "--1", "9223372036854775808", "-9223372036854775809",
    "18446744073709551616", "99999999999999999999999999", "1.0",
  ])
  func refuses(text: String) {
    #expect(RedisBytes(text).int == nil)
  }
}

@Suite struct DoubleTextTests {
  @Test(arguments: [
    "0", "-0", "1", "-1.5", "+2", ".5", "5.", "1e5", "1E5", "1e+5", "1e-5", "0.1", "3.0000000000000004", "1e22", "1e23",
    "123456789012345678", "9007199254740993", "9007199254740992", "9007199254740993.0000001", "2.2250738585072014e-308",
    "4.9e-324", "1.7976931348623157e308", "1e309", "-1e400", "1e-400", "0.30000000000000004", "1e27", "1e-27", "1e28",
    "18014398509481989e1", "99999999999999999999", "0.000000000000000000000000000000000000000000000001",
    "1000000000000000000000000000000000000000", "9999999999999999999e27", "9999999999999999999e-27", "0e99999999",
  ])
  func reads(text: String) {
    #expect(RedisBytes(text).double?.bitPattern == strtod(text, nil).bitPattern)
  }

  @Test(arguments: [
    "", ".", "-", "+", "e5", "1e", "1e+", "1e5x", "1.2.3", " 1", "1 ", "0x10", "1_0", "infinit", "infinityy", "-infinit", "nan1", "--1", "1,5",
    "-.e1", "i", "in",
  ])
  func refuses(text: String) {
    #expect(RedisBytes(text).double == nil)
  }

  @Test func readsWhatIsNotANumber() {
    #expect(RedisBytes("inf").double == .infinity)
    #expect(RedisBytes("+INF").double == .infinity)
    #expect(RedisBytes("-Inf").double == -.infinity)
    #expect(RedisBytes("infinity").double == .infinity)
    #expect(RedisBytes("+Infinity").double == .infinity)
    #expect(RedisBytes("-INFINITY").double == -.infinity)
    #expect(RedisBytes("nan").double?.isNaN == true)
    #expect(RedisBytes("-nan").double?.isNaN == true)
  }

  @Test func agreesWithTheSystemOnRandomNumbers() {
    var random = SplitMix(seed: 7)
    for _ in 0..<20_000 {
      let digits = UInt64.random(in: 0...UInt64.max, using: &random) >> UInt64.random(in: 0..<64, using: &random)
      let exponent = Int.random(in: -40...40, using: &random)
      let text = "\(digits)e\(exponent)"
      #expect(RedisBytes(text).double?.bitPattern == strtod(text, nil).bitPattern, "\(text)")
    }
  }

  @Test func readsBackWhatItWrites() {
    var random = SplitMix(seed: 8)
    for _ in 0..<20_000 {
      let number = Double(bitPattern: random.next())
      let text = RedisValue.double(number).description
      let back = RedisBytes(text).double
      #expect(number.isNaN ? back?.isNaN == true : back?.bitPattern == number.bitPattern, "\(text)")
    }
  }

  @Test(arguments: [
    (3.0, "3"), (-3.0, "-3"), (0.0, "0"), (-0.0, "-0"), (0.1, "0.1"), (1e15, "1000000000000000"), (1e16, "1e+16"),
    (9007199254740992.0, "9007199254740992"), (1e100, "1e+100"), (Double.leastNonzeroMagnitude, "5e-324"),
    (.infinity, "inf"),
    (-.infinity, "-inf"), (.nan, "nan"), (100.5, "100.5"), (1.10, "1.1"),
  ])
  func writes(number: Double, text: String) {
    #expect(RedisValue.double(number).description == text)
  }
}
