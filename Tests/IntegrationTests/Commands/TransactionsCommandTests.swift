import Testing

@testable import TypedRedis

extension CommandTests {
  @Test(arguments: LiveServer.all) func transactions(_ server: LiveServer) async throws {
    try await Live.run(group: "transactions", on: server) { live in
      let key = try await live.freshKeys("transactions")
      await live.checkTransactions(key)
      await live.checkWatching(key)
    }
  }
}

extension Live {
  fileprivate func checkTransactions(_ key: @Sendable (String) -> String) async {
    await check(Commands.EXEC.self) { live async throws in
      try await live.withConnection { connection in
        try await connection.multi()
        #expect(try await connection.execute("SET", key("a"), 1).string == "QUEUED")
        try await connection.execute("INCR", key("a"))
        try await connection.execute("LPUSH", key("a"), "x")
        try await connection.execute("GET", key("none"))
        let replies = try await connection.exec() ?? []
        #expect(replies.count == 4)
        #expect(replies.first?.string == "OK")
        #expect(replies.dropFirst().first?.int == 2)
        // A command that fails does not keep the others from being run.
        #expect(replies.dropFirst(2).first?.error?.kind == "WRONGTYPE")
        #expect(replies.last?.isNull == true)

        try await connection.multi()
        #expect(try await connection.exec() == [])
      }
    }
    await check(Commands.MULTI.self) { live async throws in
      try await live.withConnection { connection in
        try await connection.multi()
        await #expect(throws: RedisError.self) { try await connection.multi() }
      }
      try await live.withConnection { connection in
        // A command that cannot be queued spoils the transaction.
        try await connection.multi()
        await #expect(throws: RedisError.self) { try await connection.execute("GET") }
        let error = await #expect(throws: RedisError.self) { try await connection.exec() }
        #expect(error?.server?.kind == "EXECABORT")
      }
    }
    await check(Commands.DISCARD.self) { live async throws in
      try await live.withConnection { connection in
        try await connection.multi()
        try await connection.execute("SET", key("discarded"), 1)
        try await connection.discard()
        #expect(try await live.redis.exists(keys: [key("discarded")]) == 0)
        await #expect(throws: RedisError.self) { try await connection.discard() }
        await #expect(throws: RedisError.self) { try await connection.exec() }
      }
    }
  }

  fileprivate func checkWatching(_ key: @Sendable (String) -> String) async {
    await check(Commands.WATCH.self) { live async throws in
      try await live.withConnection { connection in
        try await connection.watch(keys: [key("w"), key("v")])
        try await live.redis.set(key: key("w"), value: 1)
        try await connection.multi()
        try await connection.execute("SET", key("w"), 2)
        #expect(try await connection.exec() == nil)
        #expect(try await live.redis.get(key: key("w"), as: Int.self) == 1)

        try await connection.watch(keys: [key("w")])
        try await connection.multi()
        try await connection.execute("SET", key("w"), 3)
        #expect(try await connection.exec()?.count == 1)
        await #expect(throws: RedisError.self) { try await live.redis.execute("WATCH", key("w")) }
      }
    }
    await check(Commands.UNWATCH.self) { live async throws in
      try await live.withConnection { connection in
        try await connection.watch(keys: [key("w")])
        try await connection.unwatch()
        try await live.redis.set(key: key("w"), value: 4)
        try await connection.multi()
        try await connection.execute("GET", key("w"))
        #expect(try await connection.exec()?.first?.int == 4)
      }
    }
  }
}
