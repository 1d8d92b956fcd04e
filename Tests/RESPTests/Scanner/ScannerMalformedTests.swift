import RESP
import Testing

/// What is no RESP, and the code of the error that says so.
enum Malformed {
  static let violations = [
    // Types that do not exist.
    "x", "\r\n", "\n", " +OK\r\n", "GET key\r\n", "HTTP/1.1 400 Bad Request\r\n", "\u{0}", "?", ";1\r\na\r\n", ".\r\n",
    // Lengths.
    "$abc\r\n", "$\r\n", "$-\r\n", "$-2\r\n", "$-12\r\n", "$--1\r\n", "$1a\r\n", "$1 \r\na\r\n", "$ 1\r\na\r\n",
    "$+1\r\na\r\n", "$1\n", "$1\ra", "$1.0\r\n", "$0x1\r\n", "!-1\r\n", "!?\r\n", "=-1\r\n", "=?\r\n", "$?1\r\n",
    "$??\r\n",
    // Counts.
    "*abc\r\n", "*\r\n", "*-2\r\n", "*1a\r\n", "%-1\r\n", "~-1\r\n", ">-1\r\n", "|-1\r\n", ">?\r\n", "|?\r\n",
    "*?x\r\n",
    // Line ends.
    "+OK\rx", "-ERR\r\r\n", ":1\rx", "$1\r\naXX", "$1\r\na\n\n", "$0\r\nx\r\n", "$3\r\nabcd\r\n", "*1\rx", "_\rx",
    "#t\rx",
    "!1\r\naxx", "=5\r\ntxt:axx",
    // Contents.
    ":\r\n", ":-\r\n", ":a\r\n", ":1.5\r\n", ":9223372036854775808\r\n", ":-9223372036854775809\r\n", ": 1\r\n",
    ",\r\n", ",x\r\n", ",1e\r\n", ",1 \r\n", ",infinit\r\n", "#\r\n", "#x\r\n", "#tt\r\n", "#true\r\n", "_x\r\n",
    "_ \r\n",
    "=3\r\ntxt\r\n", "=4\r\ntxt;\r\n", "=0\r\n\r\n",
    // Structure.
    "*1\r\n.\r\n", "|1\r\n.\r\n",
    "%?\r\n+a\r\n.\r\n", "%?\r\n+a\r\n:1\r\n+b\r\n.\r\n", "*?\r\n|1\r\n+a\r\n+b\r\n.\r\n", "*?\r\n|0\r\n.\r\n",
    "*?\r\n.x\r\n", "$?\r\n+a\r\n", "$?\r\n;-1\r\n", "$?\r\n;?\r\n", "$?\r\n;1\r\nabc", "$?\r\n.\r\n", "*?\r\n;0\r\n",
    "$?\r\n|1\r\n",
  ]

  static let excesses = [
    "$4611686018427387904\r\n", "$9223372036854775807\r\n", "$99999999999999999999999\r\n", "$1073741825\r\n",
    "!1073741825\r\n", "=1073741825\r\n", "*4611686018427387904\r\n", "*134217729\r\n", "~134217729\r\n",
    "%67108865\r\n",
    "|67108865\r\n", ">134217729\r\n", "%9223372036854775807\r\n", "%999999999999999999\r\n",
    "*999999999999999999\r\n", "$999999999999999999\r\n",
    "$?\r\n;1073741825\r\n", "$?\r\n;1\r\na\r\n;1073741824\r\n", "$?\r\n;999999999999999999\r\n",
    String(repeating: "*1\r\n", count: 10_000), String(repeating: "*2\r\n", count: 10_000),
    String(repeating: "%1\r\n:1\r\n", count: 10_000), String(repeating: "*?\r\n", count: 10_000),
    String(repeating: "|1\r\n", count: 10_000), String(repeating: "|1\r\n:1\r\n", count: 10_000),
  ]
}

@Suite struct ScannerMalformedTests {
  @Test(arguments: Malformed.violations)
  func refuses(text: String) {
    #expect(failure { try scan(text) }?.code == .protocolViolation)
    #expect(outcome(text, step: 1)?.code == .protocolViolation)
  }

  @Test(arguments: Malformed.excesses)
  func refusesTooMuch(text: String) {
    #expect(failure { try scan(text) }?.code == .limitExceeded)
    #expect(outcome(text, step: 7)?.code == .limitExceeded)
  }

  /// The error that scanning in pieces ends with.
  private func outcome(_ text: String, step: Int) -> RedisError? {
    let bytes = Array(text.utf8)
    var scanner = RESPScanner()
    return failure {
      for count in stride(from: 0, to: bytes.count + step, by: step) {
        _ = try withExactly(bytes.prefix(count)) { b throws(RedisError) in try scanner.scan(b) }
      }
    }
  }

  @Test func waitsForAnHonestCount() throws {
    #expect(try scan("*134217728\r\n:1\r\n") == nil)
    #expect(try scan("$1073741824\r\n") == nil)
  }

  @Test func acceptsManyAttributesInARow() throws {
    #expect(try scan(String(repeating: "|0\r\n", count: 10_000) + ":1\r\n") == 40_004)
    #expect(try RESPValue.parse(Array((String(repeating: "|0\r\n", count: 10_000) + ":1\r\n").utf8)) == .integer(1))
  }

  @Test func keepsItsLimits() throws {
    let small = RESPLimits(
      maximumBulkLength: 5, maximumAggregateLength: 4, maximumLineLength: 6, maximumFrameLength: 40)
    #expect(try scan("$5\r\nhello\r\n", limits: small) != nil)
    #expect(failure { try scan("$6\r\nhellos\r\n", limits: small) }?.code == .limitExceeded)
    #expect(try scan("$?\r\n;3\r\nabc\r\n;2\r\nde\r\n;0\r\n", limits: small) != nil)
    #expect(failure { try scan("$?\r\n;3\r\nabc\r\n;3\r\ndef\r\n;0\r\n", limits: small) }?.code == .limitExceeded)
    #expect(try scan("%2\r\n:1\r\n:1\r\n:1\r\n:1\r\n", limits: small) != nil)
    #expect(failure { try scan("%3\r\n", limits: small) }?.code == .limitExceeded)
    #expect(try scan("*?\r\n:1\r\n:1\r\n:1\r\n:1\r\n.\r\n", limits: small) != nil)
    #expect(failure { try scan("*?\r\n:1\r\n:1\r\n:1\r\n:1\r\n:1\r\n.\r\n", limits: small) }?.code == .limitExceeded)
    #expect(try scan("+sixsix\r\n", limits: small) != nil)
    #expect(failure { try scan("+sevense\r\n", limits: small) }?.code == .limitExceeded)
    #expect(failure { try scan("-sevenseven", limits: small) }?.code == .limitExceeded)
    #expect(failure { try scan(",1.00000\r\n", limits: small) }?.code == .limitExceeded)
    #expect(failure { try scan("*3\r\n$5\r\nhello\r\n$5\r\nhello\r\n$5\r\nhello\r\n+OK\r\n", limits: small) } == nil)
    #expect(
      failure { try scan("*4\r\n$5\r\nhello\r\n$5\r\nhello\r\n$5\r\nhello\r\n+OK\r\n", limits: small) }?.code
        == .limitExceeded)
    #expect(failure { try scan("*4\r\n$5\r\nhello\r\n$5\r\nhello\r\n$5\r\nhello\r\n+", limits: small) } == nil)
  }

  @Test func survivesSenselessLimits() {
    let none = RESPLimits(
      maximumDepth: .min, maximumBulkLength: .min, maximumAggregateLength: .min, maximumLineLength: .min,
      maximumFrameLength: .min)
    let all = RESPLimits(
      maximumDepth: .max, maximumBulkLength: .max, maximumAggregateLength: .max, maximumLineLength: .max,
      maximumFrameLength: .max)
    for text in Corpus.frames.map(\.text) + Malformed.violations + Malformed.excesses {
      _ = failure { try scan(text, limits: none) }
      _ = failure { try scan(text, limits: all) }
    }
    #expect(all.maximumDepth == RESPLimits.deepest)
    var limits = RESPLimits()
    limits.maximumDepth = 1 << 20
    #expect(limits.maximumDepth == RESPLimits.deepest)
  }
}
