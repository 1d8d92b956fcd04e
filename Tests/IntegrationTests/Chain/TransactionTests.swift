import Synchronization
import TestSupport
import Testing
import TypedRedis

@Suite(.timeLimit(.minutes(2))) struct TransactionTests {
  private func connected(_ binary: ServerBinary, _ body: (Redis) async throws -> Void) async throws {
    let redis = try await Redis.connect(RealServer.shared(binary).url)
    defer { redis.close() }
    try await body(redis)
  }

  /// No server has it.
  private struct Unknown: RedisCommand {
    static let descriptor = CommandDescriptor(name: "TRANSACTION.UNKNOWN", group: "generic", arity: 1)
    func encode(into encoder: inout CommandEncoder) { encoder.append("TRANSACTION.UNKNOWN") }
    static func decode(_ reader: inout RESPReader) throws(RedisError) -> Int { try reader.readInt() }
  }

  @Test(arguments: ServerBinary.all) func responses(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      let (deleted, n, members, list) = try await redis.transaction()
        .del(keys: ["multi:n", "multi:z"]).incr(key: "multi:n").zadd(key: "multi:z", members: [("ada", 1.5)])
        .zrangeWithScores(key: "multi:z", start: 0, stop: -1, as: String.self).execute()
      #expect(deleted <= 2)
      #expect(n == 1)
      #expect(members == 1)
      #expect(list.map(\.member) == ["ada"])
    }
  }

  @Test(arguments: ServerBinary.all) func errorsAtQueueingAndAtExec(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await redis.set(key: "multi:text", value: "text")
      try await redis.del(keys: ["multi:queue", "multi:exec"])
      let rejected = await #expect(throws: RedisError.self) {
        try await redis.transaction().incr(key: "multi:queue").run(Unknown()).incr(key: "multi:queue").run()
      }
      #expect(rejected?.code == .transactionRejected)
      #expect(rejected?.command == "TRANSACTION.UNKNOWN")
      #expect(rejected?.server?.kind == "ERR")
      #expect(rejected?.mayHaveBeenApplied == false)
      #expect(try await redis.exists(keys: ["multi:queue"]) == 0)

      let chain = redis.transaction().incr(key: "multi:exec").incr(key: "multi:text").incr(key: "multi:exec")
      let error = await #expect(throws: RedisError.self) { try await chain.execute() }
      #expect(error?.code == .server)
      #expect(error?.command == "INCR")
      let (first, second, third) = try await chain.run().results()
      #expect(try first.get() == 3)
      #expect(second.error?.code == .server)
      #expect(try third.get() == 4)
    }
  }

  /// A user who may not begin transactions: the commands are carried out one by one.
  @Test(arguments: ServerBinary.all) func aTransactionThatDidNotBegin(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await redis.aclSetuser(username: "nomulti", rules: ["on", ">secret", "~*", "+@all", "-@transaction"])
      try await redis.del(keys: ["multi:acl"])
      var options = try RedisOptions(url: RealServer.shared(binary).url)
      options.user = "nomulti"
      options.password = "secret"
      let limited = try await Redis.connect(options)
      defer { limited.close() }
      let error = await #expect(throws: RedisError.self) { try await limited.transaction().incr(key: "multi:acl").execute() }
      #expect(error?.code == .transactionRejected)
      #expect(error?.command == "MULTI")
      #expect(error?.server?.kind == "NOPERM")
      #expect(error?.mayHaveBeenApplied == true)
      #expect(try await redis.get(key: "multi:acl", as: Int.self) == 1)
    }
  }

  @Test(arguments: ServerBinary.all) func ownWatches(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await redis.set(key: "multi:watched", value: 1)
      try await redis.withConnection { connection in
        try await connection.watch(keys: ["multi:watched"])
        try await redis.set(key: "multi:watched", value: 2)
        let error = await #expect(throws: RedisError.self) {
          try await connection.transaction().incr(key: "multi:watched").execute()
        }
        #expect(error?.code == .transactionConflicted)
        #expect(try await connection.transaction().incr(key: "multi:watched").execute() == 3)
        // One inside another.
        try await connection.multi()
        let nested = await #expect(throws: RedisError.self) { try await connection.transaction().ping().execute() }
        #expect(nested?.command == "MULTI")
      }
      #expect(try await redis.withConnection { try await $0.incr(key: "multi:watched") } == 4)
    }
  }

  @Test(arguments: ServerBinary.all) func countsExactlyUnderContention(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await redis.del(keys: ["multi:counter"])
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<16 {
          group.addTask {
            for _ in 0..<20 {
              let outcome = try await redis.transaction(watching: ["multi:counter"], attempts: 10_000) { connection in
                let value = try await connection.get(key: "multi:counter", as: Int.self) ?? 0
                return connection.transaction().set(key: "multi:counter", value: value + 1)
              }
              #expect(outcome.isCommitted)
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await redis.get(key: "multi:counter", as: Int.self) == 320)
    }
  }

  @Test(arguments: ServerBinary.all) func conflicts(_ binary: ServerBinary) async throws {
    try await connected(binary) { redis in
      try await redis.set(key: "multi:busy", value: 0)
      let runs = Mutex(0)
      let outcome = try await redis.transaction(watching: ["multi:busy"], attempts: 3) { connection in
        runs.withLock { $0 += 1 }
        try await redis.incr(key: "multi:busy")
        return connection.transaction().set(key: "multi:busy", value: "own").get(key: "multi:busy", as: String.self)
      }
      #expect(runs.withLock { $0 } == 3)
      guard case .conflicted(attempts: 3) = outcome else { return #expect(Bool(false), "\(outcome)") }
      let error = #expect(throws: RedisError.self) { try outcome.get() }
      #expect(error?.code == .transactionConflicted)
      #expect(try await redis.get(key: "multi:busy", as: Int.self) == 3)
      // Once only: the second attempt gets through.
      let again = try await redis.transaction(watching: ["multi:busy"]) { connection in
        if runs.withLock({ runs in
          runs += 1
          return runs == 4
        }) { try await redis.incr(key: "multi:busy") }
        let value = try await connection.get(key: "multi:busy", as: Int.self) ?? 0
        return connection.transaction().set(key: "multi:busy", value: value * 10).get(key: "multi:busy", as: Int.self)
      }
      #expect(try again.get().1 == 40)
    }
  }

  @Test(arguments: ServerBinary.all) func everyWayOutEndsTheWatch(_ binary: ServerBinary) async throws {
    struct Own: Error {}
    try await connected(binary) { redis in
      try await redis.set(key: "multi:out", value: 0)
      let abandoned = try await redis.transaction(watching: ["multi:out"]) { connection in
        if try await redis.incr(key: "multi:out") > 0 { throw TransactionAbandoned() }
        return connection.transaction().ping()
      }
      #expect(throws: TransactionAbandoned.self) { try abandoned.get() }
      guard case .abandoned = abandoned else { return #expect(Bool(false), "\(abandoned)") }
      await #expect(throws: Own.self) {
        try await redis.transaction(watching: ["multi:out"]) { connection in
          try await redis.incr(key: "multi:out")
          if try await connection.exists(keys: ["multi:out"]) == 1 { throw Own() }
          return connection.transaction().ping()
        }
      }
      let task = Task {
        try await redis.transaction(watching: ["multi:out"]) { connection in
          try await Task.sleep(for: .seconds(60))
          return connection.transaction().ping()
        }
      }
      try await Task.sleep(for: .milliseconds(20))
      task.cancel()
      await #expect(throws: (any Error).self) { try await task.value }
      // The next one on the same connection is not disturbed by keys that somebody else had watched.
      for _ in 0..<3 {
        #expect(try await redis.withConnection { connection in
          try await redis.incr(key: "multi:out")
          return try await connection.transaction().ping().execute()
        } == "PONG")
      }
      // Without commands there is still an end of the watch.
      let empty = try await redis.transaction(watching: ["multi:out"]) { $0.transaction() }
      #expect(empty.isCommitted)
      #expect(try await redis.withConnection { connection in
        try await redis.incr(key: "multi:out")
        return try await connection.transaction().ping().execute()
      } == "PONG")
      let none = await #expect(throws: RedisError.self) {
        try await redis.transaction(watching: [String]()) { $0.transaction().ping() }
      }
      #expect(none?.code == .invalidArgument)
    }
  }
}
