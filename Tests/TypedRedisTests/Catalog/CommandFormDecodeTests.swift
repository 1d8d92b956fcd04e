import Testing

@testable import TypedRedis

/// From replies to values.
@Suite struct CommandFormDecodeTests {
  private func decode<T>(
    _ form: any RedisCommand.Type, _ reply: String, as _: T.Type = T.self,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> T {
    let value = try CommandForm(opening: form).decode(Array(reply.utf8))
    return try #require(value as? T, "\(type(of: value))", sourceLocation: sourceLocation)
  }

  private func failure(_ form: any RedisCommand.Type, _ reply: String) -> RedisError? {
    do throws(RedisError) {
      _ = try CommandForm(opening: form).decode(Array(reply.utf8))
      return nil
    } catch {
      return error
    }
  }

  @Test func bytesBecomeWhatTheMethodReturns() throws {
    #expect(try decode(Commands.GET.self, "$1\r\nv\r\n", as: RedisBytes?.self) == "v")
    #expect(try decode(Commands.INCR.self, ":5\r\n", as: Int.self) == 5)
    try decode(Commands.SELECT.self, "+OK\r\n", as: Void.self)
    for reply in ["*2\r\n$1\r\na\r\n$1\r\n1\r\n", "*1\r\n*2\r\n$1\r\na\r\n,1\r\n"] {
      let members = try decode(Commands.ZRANGE.WithScores.self, reply, as: [ScoredMember<RedisBytes>].self)
      #expect(members.map(\.member) == ["a"] && members.map(\.score) == [1])
    }
  }

  @Test func nothingIsAValueToo() throws {
    for null in ["$-1\r\n", "*-1\r\n", "_\r\n"] {
      #expect(try decode(Commands.GET.self, null, as: RedisBytes?.self) == nil)
    }
  }

  @Test func treesBecomeTheSame() throws {
    let form = CommandForm(Commands.MGET.self)
    let reply = RESPValue.array([.bulk("a"), .null, .bulk("c")])
    #expect(try form.decode(reply) as? [RedisBytes?] == ["a", nil, "c"])
    let attributed = RESPValue.attributed([.init(.bulk("ttl"), .integer(5))], .bulk("v"))
    #expect(try CommandForm(Commands.GET.self).decode(attributed) as? RedisBytes == "v")
  }

  @Test func readersAreReadFrom() throws {
    let bytes = Array(":1\r\n:2\r\n".utf8)
    let form = CommandForm(Commands.INCR.self)
    let (values, isAtEnd) = try bytes.withUnsafeBytes { bytes in
      var reader = RESPReader(bytes)
      let values = [try form.decode(from: &reader), try form.decode(from: &reader)]
      return (values, reader.isAtEnd)
    }
    #expect(values as? [Int] == [1, 2])
    #expect(isAtEnd)
  }

  @Test func streamedRepliesAreJoined() throws {
    #expect(try decode(Commands.GET.self, "$?\r\n;1\r\na\r\n;1\r\nb\r\n;0\r\n", as: RedisBytes?.self) == "ab")
    #expect(try decode(Commands.LRANGE.self, "*?\r\n$1\r\na\r\n.\r\n", as: [RedisBytes].self) == ["a"])
  }

  @Test func rawRepliesAreGivenAsTheyCame() throws {
    #expect(try decode(Commands.EVAL.self, "*1\r\n-ERR x\r\n", as: RESPValue.self) == .array([.error(ServerError(line: "ERR x"))]))
    #expect(try decode(Commands.EVAL.self, "+QUEUED\r\n", as: RESPValue.self) == .simpleString("QUEUED"))
    #expect(try CommandForm(Commands.EVAL.self).decode(.set([.integer(1)])) as? RESPValue == .set([.integer(1)]))
  }

  // MARK: Transactions

  @Test func queuedIsNoReply() throws {
    for form in CommandLibrary.core.forms where form.responseType != RESPValue.self {
      let value = try form.decode(Array("+QUEUED\r\n".utf8))
      #expect(value is QueuedReply, "\(form)")
      #expect(try form.decode(.simpleString("QUEUED")) as? QueuedReply == QueuedReply(), "\(form)")
    }
  }

  @Test func onlyTheStatusIsQueued() throws {
    #expect(try decode(Commands.GET.self, "$6\r\nQUEUED\r\n", as: RedisBytes?.self) == "QUEUED")
    #expect(try decode(Commands.TYPE.self, "+QUEUED2\r\n", as: String.self) == "QUEUED2")
    #expect(try decode(Commands.TYPE.self, "+queued\r\n", as: String.self) == "queued")
    #expect(try decode(Commands.TYPE.self, "+QUEUE\r\n", as: String.self) == "QUEUE")
  }

  // MARK: Errors

  @Test func errorRepliesAreThrown() throws {
    let reply = "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n"
    for form in CommandLibrary.core.forms {
      let error = try #require(failure(form.command, reply), "\(form)")
      #expect(error.code == .server && error.server?.kind == "WRONGTYPE", "\(form)")
      #expect(error.command == form.descriptor.name.description, "\(form)")
    }
    #expect(failure(Commands.GET.self, "!6\r\nERR no\r\n")?.server?.message == "no")
    #expect(throws: RedisError.self) { try CommandForm(Commands.GET.self).decode(.error(ServerError(line: "ERR no"))) }
  }

  @Test func secretsAreNotRepeated() {
    let error = failure(Commands.AUTH.self, "-ERR unknown command 'AUTH', with args beginning with: 'hunter2' \r\n")
    #expect(error?.command == "AUTH")
    #expect(error.map { "\($0)" }?.contains("hunter2") == false)
  }

  @Test func otherKindsOfRepliesAreErrors() {
    let error = failure(Commands.ZRANGE.WithScores.self, "*2\r\n$1\r\na\r\n$1\r\nx\r\n")
    #expect(error?.code == .unexpectedReply && error?.command == "ZRANGE")
    #expect(error?.path == [.index(0), .field("score")])
  }

  @Test func exactlyOneReplyIsDecoded() {
    for reply in ["", ":", ":5", ":5\r", "*2\r\n:1\r\n", "$5\r\nabc\r\n"] {
      let error = failure(Commands.INCR.self, reply)
      #expect(error?.code == .protocolViolation && error?.command == "INCR", "\(reply)")
    }
    for reply in [":5\r\n:6\r\n", ":5\r\n\r\n", ":5\r\nx", "+QUEUED\r\n:5\r\n", "-ERR\r\n:5\r\n"] {
      #expect(failure(Commands.INCR.self, reply)?.code == .protocolViolation, "\(reply)")
    }
    #expect(failure(Commands.EVAL.self, ":5\r\n:6\r\n")?.code == .protocolViolation)
    #expect(failure(Commands.GET.self, "?what\r\n")?.code == .protocolViolation)
  }

  // MARK: Subscriptions

  @Test func confirmationsComeAloneOrTogether() throws {
    let one = SubscriptionChange(kind: "subscribe", channel: "a", count: 1)
    let two = SubscriptionChange(kind: "subscribe", channel: "b", count: 2)
    let form = Commands.SUBSCRIBE.self
    for type in ["*", ">"] {
      let first = "\(type)3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n"
      let second = "\(type)3\r\n$9\r\nsubscribe\r\n$1\r\nb\r\n:2\r\n"
      #expect(try decode(form, first, as: [SubscriptionChange].self) == [one])
      #expect(try decode(form, first + second, as: [SubscriptionChange].self) == [one, two])
    }
    let list = "*2\r\n*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n*3\r\n$9\r\nsubscribe\r\n$1\r\nb\r\n:2\r\n"
    #expect(try decode(form, list, as: [SubscriptionChange].self) == [one, two])
    let tree = RESPValue.push([.bulk("subscribe"), .bulk("a"), .integer(1)])
    #expect(try CommandForm(form).decode(tree) as? [SubscriptionChange] == [one])
    #expect(try CommandForm(form).decode(.array([tree])) as? [SubscriptionChange] == [one])
  }

  @Test func whoLeavesNothingIsToldSo() throws {
    let reply = "*3\r\n$11\r\nunsubscribe\r\n$-1\r\n:0\r\n"
    let change = SubscriptionChange(kind: "unsubscribe", channel: nil, count: 0)
    #expect(try decode(Commands.UNSUBSCRIBE.self, reply, as: [SubscriptionChange].self) == [change])
    #expect(try decode(Commands.PUNSUBSCRIBE.self, "+QUEUED\r\n", as: QueuedReply.self) == QueuedReply())
  }

  @Test func confirmationsThatAreNoneAreErrors() {
    #expect(failure(Commands.SUBSCRIBE.self, ":1\r\n")?.command == "SUBSCRIBE")
    #expect(failure(Commands.SUBSCRIBE.self, "*2\r\n$1\r\na\r\n$1\r\nb\r\n")?.code == .unexpectedReply)
    #expect(failure(Commands.SUBSCRIBE.self, "-NOPERM no\r\n")?.server?.kind == "NOPERM")
  }
}
