import TestSupport
import Testing
import TypedRedis

extension ClientSuite {
  /// Commands without keys: to one server, or to all of them and put together.
  func checkServers(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    #expect(try await redis.ping() == "PONG")
    #expect(try await redis.echo(message: "x", as: String.self) == "x")
    try await redis.configSet(parameters: [(name: "hll-sparse-max-bytes", value: 3001)])
    #expect(try await redis.configGet(parameters: ["hll-sparse-max-bytes"])["hll-sparse-max-bytes"] == "3001")
    #expect(try await redis.time().unixTime > .now - .seconds(3600))
    let unknown = await failure { try await redis.execute("NO-SUCH-COMMAND", key("a")) }
    #expect(unknown?.code == .server || unknown?.code == .unsupported, "\(String(describing: unknown))")
  }

  func checkScripts(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let names = key.many(30)
    let count = redis.script("return redis.call('incrby', KEYS[1], ARGV[1])", keys: 1, returning: Int.self)
    let read = redis.script("return redis.call('get', KEYS[1])", keys: 1, isReadOnly: true, returning: String.self)
    for round in 1...2 {
      for (index, name) in names.enumerated() {
        #expect(try await redis.run(count, keys: [name], arguments: [index]) == index * round)
      }
      // Every server forgets them.
      try await redis.scriptFlush()
    }
    #expect(try await redis.run(read, keys: [names[3]]) == "6")
    let sum = try await redis.eval(
      script: "return redis.call('get', KEYS[1]) + ARGV[1]", keys: [names[4]], arguments: [2])
    #expect(sum.int == 10)
    let digest = try await redis.scriptLoad(script: "return '\(key.prefix)'")
    let unknown = String(repeating: "f", count: 40)
    #expect(try await redis.scriptExists(sha1s: [digest, unknown]) == [true, false])
    let failing = redis.script("return redis.error_reply('MINE it is')", keys: 1, returning: Int.self)
    #expect(await failure { try await redis.run(failing, keys: [names[0]]) }?.server?.kind == "MINE")
  }

  func checkFunctions(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let name = "l\(key.prefix.filter { $0.isNumber })"
    let library = RedisLibrary(
      name: name, version: 3,
      code: """
        redis.register_function('add_\(name)', function(keys, args) return redis.call('incrby', keys[1], args[1]) end)
        redis.register_function{
          function_name = 'read_\(name)', callback = function(keys) return redis.call('get', keys[1]) end, flags = {'no-writes'}
        }
        """)
    try await library.load(on: redis)
    #expect(try await library.load(on: redis) == .current)
    let add = redis.function("add_\(name)", keys: 1, returning: Int.self)
    let read = redis.function("read_\(name)", keys: 1, isReadOnly: true, returning: Int?.self)
    for (index, name) in key.many(20, "function").enumerated() {
      #expect(try await redis.run(read, keys: [name]) == nil)
      #expect(try await redis.run(add, keys: [name], arguments: [index]) == index)
      #expect(try await redis.run(read, keys: [name]) == index)
    }
    #expect(try await redis.functionList(pattern: name).map(\.name) == [name])
    try await redis.functionDelete(libraryName: name)
    #expect(await failure { try await redis.run(read, keys: [key("a")]) }?.code == .server)
  }

  func checkCallbacks(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let calls = Noted(0)
    let marked = redis
      .withResponseCallback(for: Commands.GET.self) { _, reply in
        calls.change { $0 += 1 }
        return RedisBytes("<\(reply.string ?? "none")>")
      }
      .withResponseCallback(for: Commands.MGET.self) { command, reply in
        calls.change { $0 += 1 }
        return try Commands.MGET.decode(reply).reversed()
      }
    let names = key.many(12)
    try await redis.mset(entries: names.enumerated().map { (key: $1, value: $0) })
    #expect(try await marked.get(key: names[3]) == "<3>")
    #expect(try await marked.get(key: key("none")) == "<none>")
    #expect(calls.value == 2)
    // Also where the reply is made of those of several servers.
    #expect(try await marked.mget(keys: names).compactMap { $0?.int } == (0..<12).reversed())
    #expect(calls.value == 3)
    let results = try await marked.pipeline(names.map { Commands.GET(key: $0) })
    #expect(try results.compactMap { try $0.get()?.string } == (0..<12).map { "<\($0)>" })
    #expect(calls.value == 15)
    let (_, value) = try await marked.transaction().incr(key: key("n")).get(key: key("n")).execute()
    #expect(value == "<1>" && calls.value == 16)
    // An error is nobody's response.
    try await redis.lpush(key: key("list"), elements: [1])
    #expect(await failure { try await marked.get(key: key("list")) }?.server?.kind == "WRONGTYPE")
    #expect(calls.value == 16)
    #expect(try await redis.get(key: names[3]) == "3")
  }

  func checkNamedCommands(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    #expect(try await redis.execute("SET", key("x"), 5).string == "OK")
    #expect(try await redis.execute("GET", key("x")).int == 5)
    #expect(try await redis.execute(Commands.GET(key: key("x"))) { $0.int.map { $0 + 1 } } == 6)
    let many = key.many(9)
    try await redis.execute([.string("MSET")] + many.flatMap { [.string($0), "v"] as [RedisValue] })
    let values = try await redis.execute(named: "MGET", arguments: many.map { .string($0) })
    #expect((values as? [RedisBytes?])?.compactMap { $0 }.count == 9, "\(values)")
    let upper = redis.withResponseCallback(named: "GET") { words, reply in "\(words.count) \(reply.string ?? "")" }
    #expect(try await upper.execute(named: "GET", many[0]) as? String == "2 v")
  }
}
