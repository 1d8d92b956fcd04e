import RedisBloom
import RedisJSON
import RedisSearch
import RedisTimeSeries
import TestSupport
import Testing
import TypedRedis

// The README's snippets about commands that not every server has. See ReadmeSnippets.swift.

extension ReadmeSnippets {
  /// Only compiled: no server at hand has the modules.
  static func modules(_ redis: Redis) async throws {
    //////
    try await redis.jsonSet(key: "user:1", path: "$", value: #"{"name": "Ada", "visits": 1}"#)
    let visits = try await redis.jsonNumincrby(key: "user:1", path: "$.visits", by: 1)
    let page = try await redis.ftSearch(index: "users", query: "ada", as: String.self)
    try await redis.tsAdd(key: "temperature", timestamp: .now, value: 21.5)
    let isNew = try await redis.bfAdd(key: "seen", item: "ada")
    //////
    _ = (visits, page, isNew)
  }

  static func startup(_ redis: Redis) async throws {
    //////
    let needed = CommandLibrary("mine", [Commands.GET.self, Commands.HGETEX.self])
    let verification = try await redis.verify(against: needed)
    if !verification.isComplete { print(verification) }  // missing: HGETEX, since Redis 8.0.0 and Valkey 9.0.0

    let rule = try ACLRule(covering: ["GET", "HGETALL", "CLIENT LIST"], keys: ["cache:*"])
    print(rule)  // +client|list +get +hgetall %R~cache:*
    //////
  }
}

@Suite struct ReadmeModulesTests {
  @Test(arguments: ServerBinary.all) func startup(_ binary: ServerBinary) async throws {
    let server = try await RealServer.common(binary)
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await ReadmeSnippets.startup(redis)
  }
}
