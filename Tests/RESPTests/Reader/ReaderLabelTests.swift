import Testing

@testable import RESP

/// Answers of a connection that is subscribed in RESP2, and keys that are told apart by a number.
@Suite struct ReaderLabelTests {
  private func status(_ reply: String) throws -> String {
    try reading(reply) { reader throws(RedisError) in
      let status = try reader.readStatus("pong")
      return reader.isAtEnd ? status : "not all was read"
    }
  }

  private func message(_ reply: String) throws -> RedisBytes {
    try reading(reply) { reader throws(RedisError) in
      let message = try reader.readLabelled("pong") { reader throws(RedisError) in try reader.readBytes() }
      return reader.isAtEnd ? message : "not all was read"
    }
  }

  @Test(arguments: ["+PONG\r\n", "*2\r\n$4\r\npong\r\n$0\r\n\r\n", "*1\r\n$4\r\npong\r\n"])
  func statusIsTheSameWithALabel(reply: String) throws {
    #expect(try status(reply) == "PONG")
  }

  @Test(arguments: ["$2\r\nhi\r\n", "*2\r\n$4\r\npong\r\n$2\r\nhi\r\n"])
  func valueIsTheSameWithALabel(reply: String) throws {
    #expect(try message(reply) == "hi")
  }

  @Test(arguments: [
    "*0\r\n", "*2\r\n$4\r\nping\r\n$2\r\nhi\r\n", "*2\r\n:1\r\n:2\r\n", "*1\r\n*0\r\n", "%0\r\n", "_\r\n",
  ])
  func otherListsAreRefused(reply: String) {
    #expect(failure { try status(reply) }?.code == .unexpectedReply)
    #expect(failure { try message(reply) }?.code == .unexpectedReply)
  }

  @Test(arguments: ["*1\r\n$4\r\npong\r\n", "*3\r\n$4\r\npong\r\n$1\r\na\r\n$1\r\nb\r\n"])
  func labelsHaveOneValue(reply: String) {
    #expect(failure { try message(reply) }?.code == .unexpectedReply)
  }

  @Test(arguments: [
    ("db.7", 7), ("db.", nil), ("db.x", nil), ("bd.7", nil), ("", nil), ("db.99999999999999999999", nil),
  ] as [(String, Int?)])
  func numbersBehindAPrefix(key: String, number: Int?) {
    #expect(key.number(after: "db.") == number)
  }
}
