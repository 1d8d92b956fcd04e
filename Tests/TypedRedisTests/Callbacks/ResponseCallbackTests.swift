import Synchronization
import Testing

@testable import TypedRedis

/// Counts up, whoever asks.
private final class Counter: Sendable {
  private let count = Mutex(0)
  func next() { count.withLock { $0 += 1 } }
  var value: Int { count.withLock { $0 } }
}

private struct OwnError: Error {}

@Suite struct ResponseCallbackTests {
  @Test func replacesForThisValueOnly() async throws {
    let plain = CannedRunner("$5\r\nhello\r\n")
    let calls = Counter()
    let loud = plain.withResponseCallback(for: Commands.GET.self) { command, reply in
      calls.next()
      #expect(command.key == "k")
      #expect(reply == .bulk("hello"))
      return reply.string.map { RedisBytes($0.uppercased()) }
    }
    #expect(try await loud.get(key: "k") == "HELLO")
    #expect(calls.value == 1)
    #expect(try await plain.get(key: "k") == "hello")
    #expect(try await loud.execute(Commands.GET(key: "k")) == "HELLO")
    #expect(calls.value == 2)
    #expect(plain.answered == 3)
    // Other commands, and other forms of the same one, keep theirs.
    #expect(try await loud.getdel(key: "k") == "hello")
    #expect(calls.value == 2)
  }

  @Test func laterOnesTakeThePlace() async throws {
    let first = CannedRunner(":7\r\n").withResponseCallback(for: Commands.INCR.self) { _, _ in 1 }
    let second = first.withResponseCallback(for: Commands.INCR.self) { _, _ in 2 }
    let third = second.withResponseCallback(for: Commands.DECR.self) { _, _ in 3 }
    #expect(try await first.incr(key: "k") == 1)
    #expect(try await second.incr(key: "k") == 2)
    #expect(try await third.incr(key: "k") == 2)
    #expect(try await third.decr(key: "k") == 3)
    let none = third.withDefaultResponse(for: Commands.INCR.self).withDefaultResponse(for: Commands.DECR.self)
    #expect(try await none.incr(key: "k") == 7)
    #expect(none.responseCallbacks.isEmpty)
  }

  @Test func theDefaultIsAtHand() async throws {
    let redis = CannedRunner("*2\r\n$1\r\na\r\n$1\r\nb\r\n")
      .withResponseCallback(for: Commands.LRANGE.self) { _, reply in
        try Commands.LRANGE.decode(reply).reversed()
      }
    #expect(try await redis.lrange(key: "k", start: 0, stop: -1) == ["b", "a"])
  }

  @Test func asReadsWhatTheCallbackGave() async throws {
    let redis = CannedRunner("*3\r\n$1\r\n1\r\n$-1\r\n$1\r\n3\r\n")
      .withResponseCallback(for: Commands.MGET.self) { _, reply in
        try Commands.MGET.decode(reply).map { value in value.map { RedisBytes("\($0)0") } }
      }
    #expect(try await redis.mget(keys: ["a", "b", "c"], as: Int.self) == [10, nil, 30])
    let wrong = redis.withResponseCallback(for: Commands.MGET.self) { _, _ in ["x"] }
    let error = await #expect(throws: RedisError.self) { () async throws in
      try await wrong.mget(keys: ["a"], as: Int.self)
    }
    #expect(error?.description == "MGET: element 0: expected integer, got bulk string with other text")
  }

  @Test func oneCallsOwnComesFirst() async throws {
    let calls = Counter()
    let redis = CannedRunner(":7\r\n").withResponseCallback(for: Commands.INCR.self) { _, _ in
      calls.next()
      return 1
    }
    let text = try await redis.execute(Commands.INCR(key: "k")) { reply in "\(reply.int ?? 0)!" }
    #expect(text == "7!")
    #expect(calls.value == 0)
  }

  @Test func seesNoErrorReply() async throws {
    let calls = Counter()
    let redis = CannedRunner("-WRONGTYPE no\r\n")
      .withResponseCallback(for: Commands.INCR.self) { _, _ in
        calls.next()
        return 1
      }
      .withResponseCallback(named: "INCR") { _, _ in
        calls.next()
        return 1
      }
    for call in [
      { () async throws in _ = try await redis.incr(key: "k") },
      { () async throws in _ = try await redis.execute("INCR", "k") },
      { () async throws in _ = try await redis.execute(named: "INCR", "k") },
      { () async throws in _ = try await redis.execute(Commands.INCR(key: "k")) { _ in calls.next() } },
    ] {
      let error = await #expect(throws: RedisError.self) { () async throws in try await call() }
      #expect(error?.server?.kind == "WRONGTYPE")
      #expect(error?.command == "INCR")
    }
    #expect(calls.value == 0)
  }

  /// In a transaction the reply comes later.
  @Test func doesNotTakeQueuedForAReply() async throws {
    let calls = Counter()
    let plain = CannedRunner("+QUEUED\r\n")
    let redis = plain.withResponseCallback(for: Commands.GET.self) { _, reply in
        calls.next()
        return reply.bytes
      }
      .withResponseCallback(named: "GET") { _, reply in
        calls.next()
        return reply.bytes
      }
    for call in [
      { () async throws in _ = try await plain.get(key: "k") },
      { () async throws in _ = try await redis.get(key: "k") },
      { () async throws in _ = try await redis.get(key: "k", as: String.self) },
      { () async throws in _ = try await redis.execute(Commands.GET(key: "k")) { _ in calls.next() } },
    ] {
      let error = await #expect(throws: RedisError.self) { () async throws in try await call() }
      #expect(error?.code == .unexpectedReply)
      #expect(error?.description.hasPrefix("GET: the command was queued by a transaction") == true)
    }
    #expect(try await redis.execute("GET", "k") == .simpleString("QUEUED"))
    #expect(try await redis.execute(named: "GET", "k") as? QueuedReply == QueuedReply())
    #expect(calls.value == 0)
    // A script may answer so itself.
    let text = try await redis.execute(Commands.EVAL(script: "x")) { reply in reply.string }
    #expect(text == "QUEUED")
  }

  @Test func errorsInsideAReplyAreValues() async throws {
    let reply = "*2\r\n:1\r\n-ERR no\r\n"
    let seen = try await CannedRunner(reply).execute(Commands.LRANGE(key: "k", start: 0, stop: -1)) { $0 }
    #expect(seen == .array([.integer(1), .error(ServerError(line: "ERR no"))]))
  }

  @Test func itsErrorsReachTheCaller() async throws {
    let redis = CannedRunner(":7\r\n")
    let own = redis.withResponseCallback(for: Commands.INCR.self) { _, _ in throw OwnError() }
    let error = await #expect(throws: RedisError.self) { () async throws in try await own.incr(key: "k") }
    #expect(error?.code == .callbackFailed)
    #expect(error?.command == "INCR")
    #expect(error?.underlying is OwnError)
    #expect(error?.description == "INCR: the response callback threw an error: OwnError")

    let wrong = redis.withResponseCallback(for: Commands.INCR.self) { _, reply in
      try Commands.LRANGE.decode(reply).count
    }
    let unexpected = await #expect(throws: RedisError.self) { () async throws in try await wrong.incr(key: "k") }
    #expect(unexpected?.description == "INCR: expected array, got integer")
  }

  // MARK: By name

  @Test func byName() async throws {
    let redis = CannedRunner("$3\r\n2.5\r\n").withResponseCallback(named: "zscore") { words, reply in
      #expect(words == ["ZSCORE", "board", "ada"])
      return (reply.double ?? 0) * 2
    }
    #expect(try await redis.execute(named: "ZSCORE", "board", "ada") as? Double == 5)
    #expect(try await redis.execute("ZSCORE", "board", "ada") == .double(5))
    // Typed methods have callbacks by type.
    #expect(try await redis.zscore(key: "board", member: "ada") == 2.5)
    // Other names have none.
    #expect(try await redis.execute("ECHO", "2.5") == .bulk("2.5"))
  }

  @Test func byNameOfASubcommand() async throws {
    let redis = CannedRunner(":7\r\n").withResponseCallback(named: "client id") { _, _ in "seven" }
    #expect(try await redis.execute(named: "CLIENT ID") as? String == "seven")
    #expect(try await redis.execute(named: "client", "id") as? String == "seven")
    #expect(try await redis.execute("Client", "Id") == .bulk("seven"))
  }

  @Test func byNameOfSomethingUnknown() async throws {
    let plain = CannedRunner("*1\r\n:7\r\n")
    let error = await #expect(throws: RedisError.self) { () async throws in
      try await plain.execute(named: "GRAPH.QUERY", "g")
    }
    #expect(error?.code == .unsupported)
    #expect(error?.command == "GRAPH.QUERY")
    #expect(plain.answered == 0)
    let redis = plain.withResponseCallback(named: "graph.query") { _, reply in reply.array?.count ?? 0 }
    #expect(try await redis.execute(named: "GRAPH.QUERY", "g") as? Int == 1)
    #expect(try await redis.execute("Graph.Query", "g") == .integer(1))
  }

  @Test func whatIsNoReply() async throws {
    let redis = CannedRunner(":7\r\n").withResponseCallback(named: "INCR") { _, _ in Counter() }
    #expect(try await redis.execute(named: "INCR", "k") is Counter)
    let error = await #expect(throws: RedisError.self) { () async throws in try await redis.execute("INCR", "k") }
    #expect(error?.description == "INCR: the response callback gives Counter, which is no reply: use execute(named:)")
  }

  @Test func byNameGivesWhatTheTypedMethodGives() async throws {
    let redis = CannedRunner("*2\r\n$1\r\na\r\n$3\r\n1.5\r\n")
    #expect(
      try await redis.execute(named: "zrange", "k", 0, -1, "withscores") as? [ScoredMember<RedisBytes>]
        == [ScoredMember(member: "a", score: 1.5)])
    #expect(
      try await redis.execute(named: "ZRANGE", arguments: ["k", 0, -1]) as? [RedisBytes] == ["a", "1.5"])
  }
}
