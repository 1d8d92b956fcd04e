import TestSupport
import Testing
import TypedRedis

extension ReadmeSnippets {
  static func cache(_ redis: Redis) async throws -> (Int?, Int?, Int?) {
    //////
    let cached = try redis.withCache()
    let price = try await cached.get(key: "price:1", as: Int.self)  // asks the server
    let again = try await cached.get(key: "price:1", as: Int.self)  // answered from memory
    //////
    return (price, again, cached.cache?.statistics.hits)
  }

  static func cacheOfPrefixes(_ redis: Redis) async throws -> [String: String] {
    //////
    var options = RedisCacheOptions(mode: .broadcast, prefixes: ["user:", "price:"])
    options.maximumBytes = 16 << 20
    options.timeToLive = .seconds(60)
    let cached = try redis.withCache(options)
    let user = try await cached.hgetall(key: "user:1", as: String.self)
    if let cache = cached.cache { print(user, cache.statistics.hits, cache.statistics.hitRate) }
    //////
    return user
  }
}

@Suite struct ReadmeCacheTests {
  @Test(arguments: ServerBinary.all) func snippetsRun(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    let redis = try await Redis.connect(server.url)
    defer {
      redis.close()
      server.stop()
    }
    try await redis.set(key: "price:1", value: 12)
    try await redis.hset(key: "user:1", fields: [("name", "ada")])
    let (price, again, hits) = try await ReadmeSnippets.cache(redis)
    #expect(price == 12)
    #expect(again == 12)
    #expect(hits == 1)
    #expect(try await ReadmeSnippets.cacheOfPrefixes(redis) == ["name": "ada"])
  }
}
