import RESP
import Testing

@Suite struct ReaderIntegerTests {
  @Test(arguments: [
    (":12\r\n", 12), (":-12\r\n", -12), ("$2\r\n12\r\n", 12), ("+12\r\n", 12), ("(12\r\n", 12),
    ("=6\r\ntxt:12\r\n", 12),
    (":9223372036854775807\r\n", Int.max), (":-9223372036854775808\r\n", Int.min), (",12\r\n", 12),
    ("|1\r\n+a\r\n:5\r\n:12\r\n", 12),
  ])
  func reads(text: String, number: Int) throws {
    #expect(try decode(text, as: Int.self) == number)
    #expect(try decode(text, as: Int64.self) == Int64(number))
  }

  @Test(arguments: [
    ("$1\r\na\r\n", "expected integer, got bulk string with other text"),
    ("$0\r\n\r\n", "expected integer, got bulk string with other text"),
    ("#t\r\n", "expected integer, got boolean with other text"),
    (",1.5\r\n", "expected integer, got double with other text"),
    ("(9223372036854775808\r\n", "expected integer, got big number with other text"),
    ("_\r\n", "expected integer, got null"), ("$-1\r\n", "expected integer, got null"),
    ("*0\r\n", "expected integer, got array"), ("%0\r\n", "expected integer, got map"),
    ("~0\r\n", "expected integer, got set"), (">0\r\n", "expected integer, got push"),
  ])
  func refuses(text: String, message: String) {
    let error = failure { try decode(text, as: Int.self) }
    #expect(error?.code == .unexpectedReply)
    #expect(error?.description == message)
  }

  @Test func readsEveryWidth() throws {
    #expect(try decode(":-128\r\n", as: Int8.self) == -128)
    #expect(try decode(":65535\r\n", as: UInt16.self) == 65535)
    #expect(try decode("$20\r\n18446744073709551615\r\n", as: UInt64.self) == .max)
    #expect(try decode("(18446744073709551615\r\n", as: UInt64.self) == .max)
    #expect(try decode(":7\r\n", as: UInt8.self) == 7)
    #expect(try decode(":7\r\n", as: UInt.self) == 7)
    #expect(try decode(":7\r\n", as: UInt32.self) == 7)
    #expect(try decode(":7\r\n", as: Int16.self) == 7)
    #expect(try decode(":7\r\n", as: Int32.self) == 7)
    #expect(failure { try decode(":128\r\n", as: Int8.self) }?.code == .unexpectedReply)
    #expect(failure { try decode(":-1\r\n", as: UInt64.self) }?.code == .unexpectedReply)
    #expect(failure { try decode("(18446744073709551616\r\n", as: UInt64.self) }?.code == .unexpectedReply)
    #expect(failure { try decode(":256\r\n", as: UInt8.self) }?.code == .unexpectedReply)
  }
}

@Suite struct ReaderDoubleTests {
  @Test(arguments: [
    (",1.5\r\n", 1.5), (",-inf\r\n", -Double.infinity), (",inf\r\n", .infinity), ("$3\r\n1.5\r\n", 1.5), (":3\r\n", 3),
    ("$3\r\ninf\r\n", .infinity), (",-Infinity\r\n", -.infinity), ("+infinity\r\n", .infinity), ("+2.5\r\n", 2.5), ("(12\r\n", 12), ("|1\r\n+a\r\n:5\r\n,12\r\n", 12),
  ])
  func reads(text: String, number: Double) throws {
    #expect(try decode(text, as: Double.self) == number)
    #expect(try decode(text, as: Float.self) == Float(number))
  }

  @Test func readsNaN() throws {
    #expect(try decode(",nan\r\n", as: Double.self).isNaN)
    #expect(try decode("$3\r\nnan\r\n", as: Double.self).isNaN)
  }

  @Test(arguments: [
    ("$1\r\na\r\n", "expected double, got bulk string with other text"), ("_\r\n", "expected double, got null"),
    ("#t\r\n", "expected double, got boolean with other text"), ("*0\r\n", "expected double, got array"),
  ])
  func refuses(text: String, message: String) {
    #expect(failure { try decode(text, as: Double.self) }?.description == message)
  }
}

@Suite struct ReaderBoolTests {
  @Test(arguments: [
    ("#t\r\n", true), ("#f\r\n", false), (":1\r\n", true), (":0\r\n", false), ("$1\r\n1\r\n", true), ("+0\r\n", false),
    ("$4\r\ntrue\r\n", true), ("+false\r\n", false),
  ])
  func reads(text: String, flag: Bool) throws {
    #expect(try decode(text, as: Bool.self) == flag)
  }

  @Test(arguments: [":2\r\n", ":-1\r\n", "$1\r\nt\r\n", "_\r\n", "*0\r\n", "$0\r\n\r\n", ":10\r\n", ",1\r\n", "$4\r\nTrue\r\n", "$5\r\ntrue \r\n"])
  func refuses(text: String) {
    #expect(failure { try decode(text, as: Bool.self) }?.code == .unexpectedReply)
  }
}

@Suite struct ReaderStatusTests {
  @Test(arguments: ["+OK\r\n", "+PONG\r\n", "$2\r\nOK\r\n", "|1\r\n+a\r\n:1\r\n+OK\r\n"])
  func isOK(text: String) throws {
    try reading(text) { reader throws(RedisError) in try reader.readOK() }
    #expect(try reading(text) { reader throws(RedisError) in try reader.readDone() })
  }

  @Test(arguments: ["$-1\r\n", "*-1\r\n", "_\r\n", "|1\r\n+a\r\n:1\r\n_\r\n"])
  func isNotDone(text: String) throws {
    #expect(try !reading(text) { reader throws(RedisError) in try reader.readDone() })
    #expect(
      failure { try reading(text) { reader throws(RedisError) in try reader.readOK() } }?.code == .unexpectedReply)
  }

  @Test(arguments: ["$2\r\nNO\r\n", ":1\r\n", "*0\r\n"])
  func isSomethingElse(text: String) {
    #expect(
      failure { try reading(text) { reader throws(RedisError) in try reader.readOK() } }?.code == .unexpectedReply)
    #expect(
      failure { try reading(text) { reader throws(RedisError) in try reader.readDone() } }?.code == .unexpectedReply)
  }

  @Test func takesOnlyNulls() throws {
    for text in ["$-1\r\n", "*-1\r\n", "_\r\n", "|1\r\n+a\r\n:1\r\n_\r\n"] {
      try reading(text) { reader throws(RedisError) in
        #expect(reader.readNull() == true)
        #expect(reader.isAtEnd == true)
      }
    }
    for text in [
      "$1\r\na\r\n", "*0\r\n", ":-1\r\n", "", "_", "_x\r\n", "$-", "$-1", "$-1\r", "$-2\r\n", "|1\r\n", "|9\r\n_\r\n",
    ] {
      try reading(text) { reader throws(RedisError) in
        #expect(reader.readNull() == false)
        #expect(reader.position == 0)
      }
    }
  }
}

@Suite struct ReaderStringTests {
  @Test(arguments: [
    ("$5\r\nhello\r\n", "hello"), ("+OK\r\n", "OK"), ("=8\r\ntxt:some\r\n", "some"), ("=4\r\ntxt:\r\n", ""),
    ("$0\r\n\r\n", ""), (":-5\r\n", "-5"), (",1.5\r\n", "1.5"), ("#t\r\n", "1"), ("#f\r\n", "0"), ("(123\r\n", "123"),
    ("$2\r\né\r\n", "é"), ("|1\r\n+a\r\n:1\r\n$1\r\nx\r\n", "x"),
    ("$44\r\na text that is too long for a string in place\r\n", "a text that is too long for a string in place"),
  ])
  func reads(text: String, expected: String) throws {
    let text = text.hasPrefix("$44") ? text.replacingPrefix("$44", with: "$45") : text
    #expect(try decode(text, as: String.self) == expected)
    #expect(try decode(text, as: RedisBytes.self) == RedisBytes(expected))
    #expect(try decode(text, as: [UInt8].self) == Array(expected.utf8))
    #expect(
      try reading(text) { reader throws(RedisError) in try reader.withBytes { RedisBytes($0) } } == RedisBytes(expected)
    )
  }

  @Test func refusesWhatIsNotUTF8() throws {
    let bytes = Array("$3\r\na".utf8) + [0xFF, 0x41] + Array("\r\n".utf8)
    let error = failure { try reading(bytes) { reader throws(RedisError) in try reader.readString() } }
    #expect(error?.code == .unexpectedReply)
    #expect(error?.description == "expected UTF-8 text, got other bytes")
    #expect(
      try reading(bytes) { reader throws(RedisError) in try reader.readBytes() } == RedisBytes([0x61, 0xFF, 0x41]))
  }

  @Test(arguments: [("_\r\n", "null"), ("$-1\r\n", "null"), ("*0\r\n", "array"), ("%0\r\n", "map"), ("~0\r\n", "set")])
  func refuses(text: String, found: String) {
    #expect(failure { try decode(text, as: String.self) }?.description == "expected string, got \(found)")
    #expect(failure { try decode(text, as: RedisBytes.self) }?.description == "expected bulk string, got \(found)")
  }

  @Test func passesOnWhatTheBodyThrows() {
    let error = failure {
      try reading("+a\r\n") { reader throws(RedisError) in
        try reader.withBytes { _ throws(RedisError) -> Int in throw RedisError(.unsupported, "no") }
      }
    }
    #expect(error == RedisError(.unsupported, "no"))
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String { other + dropFirst(prefix.count) }
}

@Suite struct ReaderServerErrorTests {
  /// Whatever is asked for, a server's error in its place is what is thrown.
  @Test(arguments: ["-WRONGTYPE no\r\n", "!12\r\nWRONGTYPE no\r\n", "|1\r\n+a\r\n:1\r\n-WRONGTYPE no\r\n"])
  func isThrown(text: String) {
    func check(_ read: (inout RESPReader) throws(RedisError) -> Void) {
      let error = failure { try reading(text, read) }
      #expect(error?.code == .server)
      #expect(error?.server == ServerError(kind: "WRONGTYPE", message: "no"))
    }
    check { r throws(RedisError) in _ = try r.readInt() }
    check { r throws(RedisError) in _ = try r.readUInt64() }
    check { r throws(RedisError) in _ = try r.readDouble() }
    check { r throws(RedisError) in _ = try r.readBool() }
    check { r throws(RedisError) in try r.readOK() }
    check { r throws(RedisError) in _ = try r.readDone() }
    check { r throws(RedisError) in _ = try r.readBytes() }
    check { r throws(RedisError) in _ = try r.readString() }
    check { r throws(RedisError) in _ = try r.withBytes { _ in } }
    check { r throws(RedisError) in _ = try r.readArrayHeader() }
    check { r throws(RedisError) in _ = try r.readMapHeader() }
    check { r throws(RedisError) in _ = try r.readPairs(of: Scored.self) }
    check { r throws(RedisError) in _ = try r.readValue() }
    check { r throws(RedisError) in _ = try [String](from: &r) }
    check { r throws(RedisError) in _ = try [Int]?(from: &r) }
    check { r throws(RedisError) in _ = try Set<Int>(from: &r) }
    check { r throws(RedisError) in _ = try [String: Int](from: &r) }
    check { r throws(RedisError) in _ = try Scored(from: &r) }
    check { r throws(RedisError) in _ = try RESPValue(from: &r) }
  }

  @Test func isKeptWhereAskedFor() throws {
    let value = try reading("-ERR x\r\n") { r throws(RedisError) in try r.readValue(keepingErrors: true) }
    #expect(value == .error(ServerError(line: "ERR x")))
  }

  @Test func saysWhichElement() {
    let error = failure { try decode("*2\r\n:1\r\n-ERR x\r\n", as: [Int].self) }
    #expect(error?.description == "element 1: ERR x")
  }
}
