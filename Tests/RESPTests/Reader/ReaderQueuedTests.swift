import RESP
import Testing

/// Inside a transaction a server answers every command with a status, which must not pass for the reply.
@Suite struct ReaderQueuedTests {
  @Test(arguments: ["+QUEUED\r\n", "|1\r\n+a\r\n:1\r\n+QUEUED\r\n"])
  func isNoReply(text: String) {
    func check(_ read: (inout RESPReader) throws(RedisError) -> Void) {
      let error = failure { try reading(text, read) }
      #expect(error?.code == .unexpectedReply)
      #expect(
        error?.message == "the command was queued by a transaction; its reply comes with the transaction's result")
    }
    check { r throws(RedisError) in try r.readOK() }
    check { r throws(RedisError) in _ = try r.readDone() }
    check { r throws(RedisError) in _ = try r.readInt() }
    check { r throws(RedisError) in _ = try r.readUInt64() }
    check { r throws(RedisError) in _ = try r.readDouble() }
    check { r throws(RedisError) in _ = try r.readBool() }
    check { r throws(RedisError) in _ = try r.readBytes() }
    check { r throws(RedisError) in _ = try r.readString() }
    check { r throws(RedisError) in _ = try r.withBytes { _ in } }
    check { r throws(RedisError) in _ = try r.readDuration(unit: .seconds) }
    check { r throws(RedisError) in _ = try r.readTime(unit: .seconds) }
    check { r throws(RedisError) in _ = try r.readUnless(-1) { r throws(RedisError) in try r.readInt() } }
    check { r throws(RedisError) in _ = try r.readLines(of: Word.self) }
    check { r throws(RedisError) in _ = try r.readArrayHeader() }
    check { r throws(RedisError) in _ = try r.readMapHeader() }
    check { r throws(RedisError) in _ = try r.readPairs(of: Scored.self) }
    check { r throws(RedisError) in _ = try r.readOptional(Scored.self) }
    check { r throws(RedisError) in _ = try String?(from: &r) }
    check { r throws(RedisError) in _ = try [String](from: &r) }
    check { r throws(RedisError) in _ = try [String: Int](from: &r) }
  }

  @Test func isAValueLikeOthers() throws {
    #expect(try decode("+QUEUED\r\n", as: RESPValue.self) == .simpleString("QUEUED"))
    #expect(try decode("*1\r\n+QUEUED\r\n", as: [RESPValue].self) == [.simpleString("QUEUED")])
  }

  /// A value of a user says nothing about transactions, and neither do other statuses.
  @Test(arguments: ["$6\r\nQUEUED\r\n", "=10\r\ntxt:QUEUED\r\n", "+QUEUE\r\n", "+QUEUED!\r\n", "+queued\r\n"])
  func othersAreStrings(text: String) throws {
    #expect(try decode(text, as: String.self).lowercased().hasPrefix("queue"))
  }

  @Test(arguments: ["+QUEUE\r\n", "+queued\r\n", "+OK Already connected\r\n", "+\r\n"])
  func otherStatusesAreFine(text: String) throws {
    try reading(text) { reader throws(RedisError) in try reader.readOK() }
  }
}
