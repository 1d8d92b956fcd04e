import Testing

@testable import TypedRedis

@Suite struct RedisScriptTests {
  static let double = RedisScript("return ARGV[1] * 2", returning: Int.self)

  @Test func valuesWithoutAClient() {
    let runner = CannedRunner("+OK\r\n")
    #expect(Self.double == runner.script("return ARGV[1] * 2", returning: Int.self))
    #expect(Self.double != RedisScript("return ARGV[1] * 2", isReadOnly: true, returning: Int.self))
    #expect(Self.double != RedisScript("return ARGV[1] * 2", keys: 0, returning: Int.self))
    #expect(Set([Self.double, Self.double]).count == 1)
    #expect(RedisFunction("f", returning: Int.self) == runner.function("f", returning: Int.self))
  }

  @Test(arguments: [0, 1, 3]) func wrongNumberOfKeys(_ count: Int) async throws {
    let runner = CannedRunner(":1\r\n")
    let keys = (0..<count).map { "key:\($0)" }
    let script = RedisScript("return 1", keys: 2, returning: Int.self)
    let error = await #expect(throws: RedisError.self) { try await runner.run(script, keys: keys) }
    #expect(error?.code == .invalidArgument)
    #expect(error?.message == "the script takes 2 keys, not \(count)")
    let function = RedisFunction("f", keys: 1, returning: Int.self)
    if count != 1 {
      let error = await #expect(throws: RedisError.self) { try await runner.run(function, keys: keys) }
      #expect(error?.message == "the function f takes 1 key, not \(count)")
    }
    #expect(runner.answered == 0)
  }

  @Test func resultsAsAsked() async throws {
    let text = "return redis.call('get', KEYS[1])"
    #expect(try await CannedRunner(":3\r\n").run(RedisScript(text, returning: Int.self)) == 3)
    #expect(try await CannedRunner("$-1\r\n").run(RedisScript(text, returning: String?.self)) == nil)
    #expect(try await CannedRunner("_\r\n").run(RedisScript(text, returning: [Int]?.self)) == nil)
    #expect(try await CannedRunner("*2\r\n:1\r\n:2\r\n").run(RedisScript(text, returning: [Int].self)) == [1, 2])
    #expect(try await CannedRunner("+fine\r\n").run(RedisScript(text, returning: RESPValue.self)) == .simpleString("fine"))
    try await CannedRunner("*1\r\n:1\r\n").run(RedisScript(text))
    try await CannedRunner("$-1\r\n").run(RedisFunction("f"))
    let error = await #expect(throws: RedisError.self) {
      try await CannedRunner("$1\r\nx\r\n").run(RedisScript(text, returning: Int.self))
    }
    #expect(error?.code == .unexpectedReply)
    #expect(error?.command == "EVALSHA")
  }

  @Test func queuedIsNoResult() async throws {
    let runner = CannedRunner("+QUEUED\r\n")
    for script in [RedisScript("return 1"), RedisScript("return 1", isReadOnly: true)] {
      let error = await #expect(throws: RedisError.self) { try await runner.run(script) }
      #expect(error?.code == .unexpectedReply)
    }
    let error = await #expect(throws: RedisError.self) {
      try await runner.run(RedisScript("return 'x'", returning: String.self))
    }
    #expect(error?.message.contains("queued by a transaction") == true)
  }

  /// A script that returns an error of the same kind did run, and must not do so again.
  @Test(arguments: [
    ("-NOSCRIPT No matching script. Please use EVAL.\r\n", 2), ("-NOSCRIPT No matching script.\r\n", 2),
    ("-NOSCRIPT mine\r\n", 1), ("-ERR No matching script\r\n", 1),
  ]) func onlyWhatDidNotRunIsRunAgain(_ reply: String, _ sent: Int) async throws {
    let runner = CannedRunner(reply)
    // Loading it gets the same answer here.
    let error = await #expect(throws: RedisError.self) {
      try await runner.run(RedisScript("return 1", returning: Int.self))
    }
    #expect(error?.code == .server)
    #expect(runner.answered == sent)
  }
}
