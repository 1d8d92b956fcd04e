import TestSupport
import Testing
import TypedRedis

extension ClientSuite {
  func checkPipelines(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let names = key.many(500)
    let stored = try await redis.pipeline(names.enumerated().map { Commands.SET(key: $1, value: $0) })
    #expect(stored.count == 500 && stored.allSatisfy { $0.error == nil })
    let results = try await redis.pipeline(names.reversed().map { Commands.GET(key: $0) })
    #expect(try results.map { try $0.get()?.int } == (0..<500).reversed())
    // One that fails keeps nobody else from being carried out.
    try await redis.set(key: names[100], value: "text")
    let counted = try await redis.pipeline(names.map { Commands.INCR(key: $0) })
    for (index, result) in counted.enumerated() {
      if index == 100 { #expect(result.error?.server?.kind == "ERR") } else { #expect(try result.get() == index + 1) }
    }
  }

  func checkChains(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let (_, added, n, fields, list) = try await redis.pipeline()
      .set(key: key("chain:s"), value: "bar").sadd(key: key("chain:set"), members: ["baz"]).incr(key: key("chain:n"))
      .hset(key: key("chain:h"), fields: [("f", 1)]).rpush(key: key("chain:l"), elements: [1, 2, 3]).execute()
    #expect(added == 1 && n == 1 && fields == 1 && list == 3)
    let outcome = try await redis.pipeline()
      .incr(key: key("chain:n")).incr(key: key("chain:set")).get(key: key("chain:s"), as: String.self).run()
    let (first, second, third) = outcome.results()
    #expect(try first.get() == 2)
    #expect(second.error?.server?.kind == "WRONGTYPE" && second.error?.command == "INCR")
    #expect(try third.get() == "bar")
    #expect(try await redis.pipeline().ping().get(key: key("chain:s")).execute().1 == "bar")
  }

  func checkTransactions(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let (a, b) = (key.together("a"), key.together("b"))
    let (n, length, list) = try await redis.transaction()
      .incr(key: a).rpush(key: b, elements: ["x", "y"]).lrange(key: b, start: 0, stop: -1, as: String.self).execute()
    #expect(n == 1 && length == 2 && list == ["x", "y"])
    let outcome = try await redis.transaction().incr(key: a).incr(key: b).incr(key: a).run()
    let (first, second, third) = outcome.results()
    #expect(try first.get() == 2)
    #expect(second.error?.server?.kind == "WRONGTYPE")
    #expect(try third.get() == 3)
    // At other servers as well.
    for name in key.many(20) { #expect(try await redis.transaction().incr(key: name).incr(key: name).execute().1 == 2) }
    #expect(try await redis.transaction().ping().execute() == "PONG")
  }

  func checkTransactionsOfSeveralSlots(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let names = key.many(10, "apart")
    let error = await failure { try await redis.transaction().incr(key: names[0]).incr(key: names[1]).incr(key: names[2]).execute() }
    #expect(error?.code == .crossSlot && error?.mayHaveBeenApplied == false, "\(String(describing: error))")
    #expect(try await redis.exists(keys: names) == 0)
  }

  func checkWatching(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<6 {
        group.addTask { for _ in 0..<8 { try await increment(redis, key("counter")) } }
      }
      try await group.waitForAll()
    }
    #expect(try await redis.get(key: key("counter"), as: Int.self) == 48)
    let abandoned = try await redis.transaction(watching: [key("counter")]) { connection in
      if try await connection.exists(keys: [key("counter")]) == 1 { throw TransactionAbandoned() }
      return connection.transaction().ping()
    }
    #expect(!abandoned.isCommitted)
    let conflict = try await redis.transaction(watching: [key("counter")], attempts: 2) { connection in
      try await redis.incr(key: key("counter"))
      return connection.transaction().set(key: key("counter"), value: "mine")
    }
    #expect(!conflict.isCommitted)
    #expect(try await redis.get(key: key("counter"), as: Int.self) == 50)
  }

  private func increment(_ redis: some RedisClient, _ name: String) async throws {
    let outcome = try await redis.transaction(watching: [name], attempts: 10_000) { connection in
      let value = try await connection.get(key: name, as: Int.self) ?? 0
      return connection.transaction().set(key: name, value: value + 1)
    }
    #expect(outcome.isCommitted)
  }

  func checkConnections(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    for name in key.many(12) {
      try await redis.withConnection(for: [name]) { connection in
        try await connection.clientSetname(name: "suite")
        try await connection.set(key: name, value: 1)
        try await connection.watch(keys: [name])
        #expect(try await connection.transaction().incr(key: name).execute() == 2)
      }
      #expect(try await redis.get(key: name, as: Int.self) == 2)
    }
    try await redis.withConnection(for: [key.together("a"), key.together("b")]) { connection in
      try await connection.mset(entries: [(key.together("a"), 1), (key.together("b"), 2)])
      #expect(try await connection.clientGetname() == nil)
    }
    let error = await failure { try await redis.execute("SELECT", 1) }
    #expect(error?.code == .unsupported)
  }
}

extension Result {
  fileprivate var error: Failure? { if case .failure(let error) = self { error } else { nil } }
}
