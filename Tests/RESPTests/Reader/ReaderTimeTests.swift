import RESP
import Testing

@Suite struct ReaderDurationTests {
  private func read(_ text: String, _ unit: RESPTimeUnit) throws -> Duration {
    try reading(text) { reader throws(RedisError) in
      let duration = try reader.readDuration(unit: unit)
      #expect(reader.isAtEnd == true)
      return duration
    }
  }

  @Test(arguments: [
    (":90\r\n", 90_000_000), ("$2\r\n90\r\n", 90_000_000), ("+90\r\n", 90_000_000), (",90\r\n", 90_000_000),
    ("(90\r\n", 90_000_000), (",1.5\r\n", 1_500_000), ("$3\r\n1.5\r\n", 1_500_000), (":-1\r\n", -1_000_000),
    (",-0.25\r\n", -250_000), (":0\r\n", 0), (",1e2\r\n", 100_000_000), ("|1\r\n+a\r\n:5\r\n:12\r\n", 12_000_000),
    (",1700000000.25\r\n", 1_700_000_000_250_000),
  ])
  func reads(text: String, microseconds: Int) throws {
    #expect(try read(text, .seconds) == .microseconds(microseconds))
    #expect(try read(text, .milliseconds) == .nanoseconds(microseconds))
  }

  @Test func countsInItsUnit() throws {
    #expect(try read(":1500\r\n", .milliseconds) == .milliseconds(1500))
    #expect(try read(":1500\r\n", .microseconds) == .microseconds(1500))
    #expect(try read(",0.5\r\n", .microseconds) == .nanoseconds(500))
    #expect(try read("$7\r\n1.10001\r\n", .milliseconds) == .nanoseconds(1_100_010))
  }

  @Test(arguments: RESPTimeUnit.allCases)
  func staysWithinWhatIntegersCount(unit: RESPTimeUnit) throws {
    let longest = unit.duration(Int.max)
    let shortest = unit.duration(Int.min)
    #expect(longest > .zero && shortest < .zero)
    for text in [
      ":9223372036854775807\r\n", "$20\r\n99999999999999999999\r\n", "(99999999999999999999\r\n", ",1e300\r\n",
      ",inf\r\n", "$3\r\ninf\r\n", ",9223372036854775808\r\n",
    ] {
      #expect(try read(text, unit) == longest)
    }
    for text in [":-9223372036854775808\r\n", "$21\r\n-99999999999999999999\r\n", ",-1e300\r\n", ",-inf\r\n"] {
      #expect(try read(text, unit) == shortest)
    }
    // The components of a duration are 64 bits wide, and reading them traps beyond that.
    #expect(longest.components.seconds > 0 && shortest.components.seconds < 0)
  }

  @Test(arguments: [
    (",nan\r\n", "expected duration, got double with other text"),
    ("$1\r\na\r\n", "expected duration, got bulk string with other text"),
    ("$0\r\n\r\n", "expected duration, got bulk string with other text"),
    ("#t\r\n", "expected duration, got boolean with other text"), ("_\r\n", "expected duration, got null"),
    ("$-1\r\n", "expected duration, got null"), ("*0\r\n", "expected duration, got array"),
    ("%0\r\n", "expected duration, got map"), ("-ERR no\r\n", "ERR no"),
  ])
  func refuses(text: String, message: String) {
    #expect(failure { try read(text, .seconds) }?.description == message)
  }
}

@Suite struct ReaderMomentTests {
  private func read(_ text: String, _ unit: RESPTimeUnit) throws -> UnixTime {
    try reading(text) { reader throws(RedisError) in try reader.readTime(unit: unit) }
  }

  @Test(arguments: [":1700000000\r\n", "$10\r\n1700000000\r\n", "+1700000000\r\n", "(1700000000\r\n"])
  func reads(text: String) throws {
    #expect(try read(text, .seconds) == UnixTime(seconds: 1_700_000_000))
    #expect(try read(text, .milliseconds) == UnixTime(milliseconds: 1_700_000_000))
    #expect(try read(text, .microseconds) == UnixTime(milliseconds: 1_700_000))
  }

  @Test func roundsTowardsThePast() throws {
    #expect(try read(":1999\r\n", .microseconds) == UnixTime(milliseconds: 1))
    #expect(try read(":-1\r\n", .microseconds) == UnixTime(milliseconds: -1))
    #expect(try read(":-1000\r\n", .microseconds) == UnixTime(milliseconds: -1))
  }

  @Test func staysWithinItsRange() throws {
    #expect(try read(":9223372036854775807\r\n", .seconds).milliseconds == .max)
    #expect(try read(":-9223372036854775808\r\n", .seconds).milliseconds == .min)
    #expect(try read(":9223372036854775807\r\n", .milliseconds).milliseconds == .max)
    #expect(try read(":-9223372036854775808\r\n", .microseconds).milliseconds == Int.min / 1000 - 1)
  }

  @Test(arguments: ["_\r\n", "$1\r\na\r\n", ",1.5\r\n", "#t\r\n", "*0\r\n", "%0\r\n"])
  func refuses(text: String) {
    #expect(failure { try read(text, .seconds) }?.code == .unexpectedReply)
  }
}

@Suite struct ReaderUnlessTests {
  private func read(_ text: String) throws -> Int? {
    try reading(text) { reader throws(RedisError) in
      let value = try reader.readUnless(-1) { reader throws(RedisError) in try reader.readInt() }
      #expect(reader.isAtEnd == true)
      return value
    }
  }

  @Test(arguments: [":-1\r\n", "$2\r\n-1\r\n", "+-1\r\n", ",-1\r\n", "_\r\n", "$-1\r\n", "*-1\r\n", "|1\r\n+a\r\n:1\r\n:-1\r\n"])
  func isNil(text: String) throws {
    #expect(try read(text) == nil)
  }

  @Test(arguments: [(":1\r\n", 1), (":-2\r\n", -2), ("$2\r\n10\r\n", 10), (":-9223372036854775808\r\n", Int.min)])
  func isAValue(text: String, number: Int) throws {
    #expect(try read(text) == number)
  }

  @Test func leavesOtherKindsToTheValue() throws {
    let list = try reading("*2\r\n:-1\r\n$1\r\na\r\n") { reader throws(RedisError) in
      try reader.readUnless(-1) { reader throws(RedisError) in try [String](from: &reader) }
    }
    #expect(list == ["-1", "a"])
    #expect(failure { try read("-ERR no\r\n") }?.description == "ERR no")
    #expect(failure { try read("#t\r\n") }?.description == "expected integer, got boolean with other text")
    #expect(failure { try read("") }?.code == .protocolViolation)
  }
}
