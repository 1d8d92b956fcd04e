import Synchronization
import TestSupport
import Testing
import TypedRedis

@Suite(.timeLimit(.minutes(2))) struct PipelineTests {
  private func connected(
    _ binary: ServerBinary, _ version: RedisOptions.ProtocolVersion = .automatic, _ body: (Redis) async throws -> Void
  ) async throws {
    var options = try RedisOptions(url: RealServer.shared(binary).url)
    options.protocolVersion = version
    let redis = try await Redis.connect(options)
    defer { redis.close() }
    try await body(redis)
  }

  @Test(arguments: ServerBinary.all, [RedisOptions.ProtocolVersion.resp2, .resp3])
  func responsesHaveTheirTypes(_ binary: ServerBinary, _ version: RedisOptions.ProtocolVersion) async throws {
    try await connected(binary, version) { redis in
      try await redis.del(keys: ["chain:set:\(version)", "chain:n:\(version)", "chain:hash:\(version)"])
      let (stored, added, n): (Void, Int, Int) = try await redis.pipeline()
        .set(key: "chain:foo", value: "bar")
        .sadd(key: "chain:set:\(version)", members: ["baz"])
        .incr(key: "chain:n:\(version)")
        .execute()
      #expect(stored == () && added == 1 && n == 1)
      let (text, missing, hash, scan) = try await redis.pipeline()
        .get(key: "chain:foo", as: String.self)
        .get(key: "chain:none")
        .hgetall(key: "chain:hash:\(version)", as: Int.self)
        .hset(key: "chain:hash:\(version)", fields: [("a", 1)])
        .execute()
      #expect(text == "bar")
      #expect(missing == nil)
      #expect(hash == [:])
      #expect(scan == 1)
    }
  }

  @Test(arguments: ServerBinary.all) func sixteenCommands(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      let eight = redis.pipeline()
        .del(keys: ["chain:16"]).incr(key: "chain:16").incr(key: "chain:16").get(key: "chain:16", as: Int.self)
        .append(key: "chain:16", value: "0").get(key: "chain:16", as: String.self).strlen(key: "chain:16").ping()
      let sixteen = eight
        .rpush(key: "chain:16l", elements: ["a"]).llen(key: "chain:16l").lpop(key: "chain:16l", as: String.self)
        .exists(keys: ["chain:16l"]).type(key: "chain:16").echo(message: "x").ttl(key: "chain:16")
        .incrby(key: "chain:16", increment: 5)
      let all = try await sixteen.execute()
      #expect(all.3 == 2)
      #expect(all.5 == "20")
      #expect(all.6 == 2)
      #expect(all.10 == "a")
      #expect(all.14 == .persistent)
      #expect(all.15 == 25)
      #expect(sixteen.count == 16)
      // Beyond, by position.
      let longer = try await sixteen.incr(key: "chain:16").run()
      #expect(longer.count == 17)
      #expect(try longer.result(16, as: Int.self).get() == 26)
      #expect(throws: RedisError.self) { try longer.result(16, as: String.self).get() }
      #expect(throws: RedisError.self) { try longer.result(17, as: Int.self).get() }
    }
  }

  @Test(arguments: ServerBinary.all) func errorsOfSingleCommands(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await redis.set(key: "chain:text", value: "text")
      try await redis.del(keys: ["chain:after"])
      let chain = redis.pipeline().get(key: "chain:text", as: String.self).incr(key: "chain:text").incr(key: "chain:after")
      let error = await #expect(throws: RedisError.self) { try await chain.execute() }
      #expect(error?.code == .server)
      #expect(error?.command == "INCR")
      let (text, refused, after) = try await chain.run().results()
      #expect(try text.get() == "text")
      #expect(throws: RedisError.self) { try refused.get() }
      #expect(try after.get() == 2)
      let errors = try await chain.run().errors
      #expect(errors.map(\.position) == [1])
      // A reply that is not of the type asked for is an error of its own, too.
      let number = try await redis.pipeline().get(key: "chain:text", as: Int.self).ping().run().results()
      #expect(throws: RedisError.self) { try number.0.get() }
      #expect(try number.1.get() == "PONG")
    }
  }

  @Test(arguments: ServerBinary.all) func collections(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      let keys = (0..<3000).map { "chain:many:\($0)" }
      let stored = try await redis.pipeline(keys.map { Commands.SET(key: $0, value: $0.dropFirst(11)) })
      #expect(stored.count == 3000)
      for result in stored { try result.get() }
      let values = try await redis.pipeline((keys + ["chain:many:none"]).map { Commands.GET(key: $0) })
      #expect(try values.map { try $0.get()?.string } == keys.map { String($0.dropFirst(11)) } + [nil])
      #expect(try await redis.pipeline([Commands.GET]()).isEmpty)
      try await redis.set(key: "chain:many:0", value: "text")
      let sums = try await redis.pipeline([0, 1, 2].map { Commands.INCR(key: "chain:many:\($0)") })
      #expect(sums.map { $0.error?.code } == [.server, nil, nil])
      _ = try await redis.pipeline([Commands.DEL(keys: keys)]).first?.get()
    }
  }

  @Test(arguments: ServerBinary.all) func manyTasksShareTheConnection(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for task in 0..<20 {
          group.addTask {
            for round in 0..<50 {
              let word = "\(task):\(round)"
              let replies = try await redis.pipeline((0..<7).map { Commands.ECHO(message: "\(word):\($0)") })
              #expect(try replies.map { try $0.get().string } == (0..<7).map { "\(word):\($0)" })
              #expect(try await redis.echo(message: word).string == word)
              let (a, b) = try await redis.transaction().echo(message: word).echo(message: "b").execute()
              #expect(a.string == word && b.string == "b")
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test(arguments: ServerBinary.all) func callbacksRunOncePerReply(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      let calls = Mutex(0)
      let shouting = redis.withResponseCallback(for: Commands.GET.self) { _, reply in
        calls.withLock { $0 += 1 }
        return try Commands.GET.decode(reply).flatMap { RedisBytes(($0.string ?? "").uppercased()) }
      }
      let chain = shouting.pipeline().set(key: "chain:loud", value: "ada").get(key: "chain:loud")
        .get(key: "chain:loud", as: String.self)
      let (_, bytes, text) = try await chain.execute()
      #expect(bytes?.string == "ADA")
      #expect(text == "ADA")
      #expect(calls.withLock { $0 } == 2)
      let many = try await shouting.pipeline([Commands.GET(key: "chain:loud"), Commands.GET(key: "chain:none")])
      #expect(try many.map { try $0.get()?.string } == ["ADA", nil])
      #expect(calls.withLock { $0 } == 4)
      let (inside, other) = try await shouting.transaction().get(key: "chain:loud").strlen(key: "chain:loud").execute()
      #expect(inside?.string == "ADA")
      #expect(other == 3)
      #expect(calls.withLock { $0 } == 5)
      let failing = redis.withResponseCallback(for: Commands.GET.self) { _, _ in throw CancellationError() }
      let results = try await failing.pipeline().get(key: "chain:loud").ping().run().results()
      #expect(throws: RedisError.self) { try results.0.get() }
      #expect(try results.1.get() == "PONG")
    }
  }

  /// Writes nothing.
  private struct Wordless: RedisCommand {
    static let descriptor = CommandDescriptor(name: "NOTHING", group: "generic", arity: 1)
    func encode(into encoder: inout CommandEncoder) {}
    static func decode(_ reader: inout RESPReader) throws(RedisError) -> Int { try reader.readInt() }
  }

  @Test(arguments: ServerBinary.all) func whatCannotBePartOfOne(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      let wordless = try await redis.pipeline([Wordless(), Wordless()])
      #expect(wordless.count == 2)
      for result in wordless {
        let error = #expect(throws: RedisError.self) { try result.get() }
        #expect(error?.code == .invalidArgument)
      }
      let mixed = try await redis.pipeline().ping().run(Wordless()).run().errors
      #expect(mixed.map(\.error.code) == [.invalidArgument, .invalidArgument])
      let subscribed = await #expect(throws: RedisError.self) {
        try await redis.pipeline([Commands.SUBSCRIBE(channels: ["a"])])
      }
      #expect(subscribed?.code == .unsupported)
      let chained = await #expect(throws: RedisError.self) {
        try await redis.pipeline().run(Commands.SUBSCRIBE(channels: ["a"])).ping().run()
      }
      #expect(chained?.code == .unsupported)
      #expect(chained?.command == "SUBSCRIBE")
      let selected = await #expect(throws: RedisError.self) {
        try await redis.transaction().run(Commands.SELECT(database: 3)).execute()
      }
      #expect(selected?.code == .unsupported)
      let login = await #expect(throws: RedisError.self) {
        try await redis.withConnection { try await $0.pipeline().ping().run(Commands.AUTH(password: "wrong")).run() }
      }
      #expect(login?.code == .unsupported)
      // Nothing has moved the replies.
      #expect(try await redis.echo(message: "still").string == "still")
      // On a connection of one's own it may change the connection, which is undone for the next one.
      try await redis.set(key: "chain:db", value: 0)
      let there = try await redis.withConnection { connection in
        try await connection.pipeline().run(Commands.SELECT(database: 3)).exists(keys: ["chain:db"]).execute().1
      }
      #expect(there == 0)
      #expect(try await redis.withConnection { try await $0.exists(keys: ["chain:db"]) } == 1)
    }
  }

  @Test(arguments: ServerBinary.all) func blockingCommandsHoldUpNobody(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await redis.del(keys: ["chain:wait", "chain:wait2"])
      async let popped = redis.pipeline().ping().blpop(keys: ["chain:wait"], timeout: 20, as: String.self)
        .incr(key: "chain:wait2").execute()
      while try await !redis.clientList().contains(where: { $0.command == "blpop" }) {}
      #expect(try await redis.exists(keys: ["chain:wait2"]) == 0)
      try await redis.rpush(key: "chain:wait", elements: ["x"])
      let (pong, element, n) = try await popped
      #expect(pong == "PONG")
      #expect(element?.element == "x")
      #expect(n == 1)
    }
  }
}
