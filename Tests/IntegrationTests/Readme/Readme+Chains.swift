import TestSupport
import Testing
import TypedRedis

extension ReadmeSnippets {
  static func pipeline(_ redis: Redis) async throws -> (Int, Int) {
    //////
    let (_, added, n) = try await redis.pipeline()
      .set(key: "foo", value: "bar")
      .sadd(key: "faz", members: ["baz"])
      .incr(key: "n")
      .execute()
    //////
    return (added, n)
  }

  static func pipelineResults(_ redis: Redis) async throws -> Bool {
    //////
    let (text, refused) = try await redis.pipeline().get(key: "foo", as: String.self).incr(key: "foo").run().results()
    if case .failure(let error) = refused { print(try text.get() ?? "", error) }
    //////
    return try text.get() == "bar" && refused.error?.code == .server
  }

  static func pipelineList(_ redis: Redis) async throws -> Int {
    //////
    let keys = ["a", "b", "c"]
    let values = try await redis.pipeline(keys.map { Commands.GET(key: $0) })
    for (key, value) in zip(keys, values) { print(key, try value.get() ?? "none") }
    //////
    return values.count
  }

  static func transaction(_ redis: Redis) async throws -> Int {
    //////
    let (visits, _) = try await redis.transaction().incr(key: "visits").expire(key: "visits", seconds: 60).execute()
    //////
    return visits
  }

  static func scriptInTransaction(_ redis: Redis) async throws -> (Int?, Int) {
    //////
    let (rest, sold) = try await redis.transaction().run(Stock.take, keys: ["stock"], arguments: [1]).incr(key: "sold").execute()
    //////
    return (rest, sold)
  }

  static func sale(_ redis: Redis) async throws -> Bool {
    //////
    let sale = try await redis.transaction(watching: ["stock"]) { connection in
      guard let stock = try await connection.get(key: "stock", as: Int.self), stock > 0 else { throw TransactionAbandoned() }
      return connection.transaction().decr(key: "stock").rpush(key: "orders", elements: ["a book"])
    }
    switch sale {
    case .committed(let outcome): print("left in stock: \(try outcome.get().0)")
    case .conflicted(let attempts): print("others were faster \(attempts) times")
    case .abandoned: print("sold out")
    }
    //////
    return sale.isCommitted
  }
}

@Suite struct ReadmeChainTests {
  @Test(arguments: ServerBinary.all) func snippetsRun(_ binary: ServerBinary) async throws {
    let server = try RealServer(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    #expect(try await ReadmeSnippets.pipeline(redis) == (1, 1))
    #expect(try await ReadmeSnippets.pipelineResults(redis))
    #expect(try await ReadmeSnippets.pipelineList(redis) == 3)
    #expect(try await ReadmeSnippets.transaction(redis) == 1)
    try await redis.set(key: "stock", value: 2)
    let (rest, sold) = try await ReadmeSnippets.scriptInTransaction(redis)
    #expect(rest == 1 && sold == 1)
    #expect(try await ReadmeSnippets.sale(redis))
    #expect(try await !ReadmeSnippets.sale(redis))
    #expect(try await redis.lrange(key: "orders", start: 0, stop: -1, as: String.self) == ["a book"])
  }
}
