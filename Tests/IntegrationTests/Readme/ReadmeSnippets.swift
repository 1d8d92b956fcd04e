import Foundation
import TypedRedis

// The README's snippets, as a newcomer would have them in a program. `ReadmeTests` compares both.
// Each snippet is what stands between two lines of slashes.

enum ReadmeSnippets {
  static func beginning(_ url: String) async throws {
    //////
    let redis = try await Redis.connect("redis://localhost:6379")

    try await redis.zadd(key: "board", members: [("ada", 10), ("grace", 12.5)])
    let best = try await redis.zrangeWithScores(key: "board", start: 0, stop: 1, reverse: true, as: String.self)
    for entry in best { print(entry.member, entry.score) }

    redis.close()
    //////
    _ = url
  }

  static func commands(_ redis: Redis) async throws {
    //////
    try await redis.set(key: "session:1", value: "ada", expiration: .seconds(3600))
    let isNew = try await redis.set(key: "lock", value: "me", condition: .ifNotExists)
    let count = try await redis.incr(key: "visits")
    try await redis.hset(key: "user:1", fields: [("name", "Ada"), ("city", "London")])
    //////
    _ = (isNew, count)
  }

  static func replies(_ redis: Redis) async throws -> (RedisBytes?, Int?, [String: String], [String]) {
    //////
    let raw = try await redis.get(key: "visits")
    let visits = try await redis.get(key: "visits", as: Int.self)
    let user = try await redis.hgetall(key: "user:1", as: String.self)
    let names = try await redis.lrange(key: "names", start: 0, stop: -1, as: String.self)
    //////
    return (raw, visits, user, names)
  }

  static func anything(_ redis: Redis) async throws -> RESPValue {
    //////
    let score = try await redis.execute("ZSCORE", "board", "ada")
    //////
    return score
  }

  static func ownTypes(_ redis: Redis) async throws -> Profile? {
    //////
    try await redis.hset(key: "profiles", fields: [("1", Profile(name: "Ada", city: "London"))])
    let profile = try await redis.hget(key: "profiles", field: "1", as: Profile.self)
    //////
    return profile
  }

  static func callback(_ redis: Redis, unpacked: @escaping @Sendable (RedisBytes) -> RedisBytes) async throws -> String? {
    //////
    let unpacking = redis.withResponseCallback(for: Commands.GET.self) { command, reply in
      let packed = try Commands.GET.decode(reply)  // what the generated callback gives
      return packed.map(unpacked)
    }
    let page = try await unpacking.get(key: "page", as: String.self)
    //////
    return page
  }

  static func oneCall(_ redis: Redis) async throws -> Int {
    //////
    let length = try await redis.execute(Commands.GET(key: "page")) { reply in reply.bytes?.count ?? 0 }
    //////
    return length
  }

  static func byName(_ redis: Redis) async throws -> ([ScoredMember<RedisBytes>]?, Int?) {
    //////
    let best = try await redis.execute(named: "ZRANGE", "board", 0, -1, "WITHSCORES") as? [ScoredMember<RedisBytes>]
    let counting = redis.withResponseCallback(named: "ZRANGE") { words, reply in reply.array?.count ?? 0 }
    let size = try await counting.execute(named: "ZRANGE", "board", 0, -1) as? Int
    //////
    return (best, size)
  }

  static func catalog() throws -> [ScoredMember<RedisBytes>]? {
    //////
    let form = CommandCatalog.lookup(["zrange", "board", "0", "-1", "WITHSCORES"])
    print(form?.descriptor.name ?? "", form?.descriptor.form ?? "")  // ZRANGE WithScores
    let members = try form?.decode(Array("*2\r\n$3\r\nada\r\n$2\r\n10\r\n".utf8)) as? [ScoredMember<RedisBytes>]
    //////
    return members
  }

  static func connection(_ redis: Redis) async throws {
    //////
    try await redis.withConnection { connection in
      try await connection.select(database: 3)
      try await connection.set(key: "where", value: "database 3")
    }
    //////
  }

  static func options() async throws -> Redis {
    //////
    var options = try RedisOptions(url: "redis://localhost:6379/3?client_name=web")
    options.commandTimeout = .milliseconds(500)
    options.onConnect = { connection in try await connection.clientNoTouch(enabled: .on) }
    let redis = try await Redis.connect(options)
    //////
    return redis
  }

  static func credentials(_ options: inout RedisOptions, token: @escaping @Sendable () async throws -> String) {
    //////
    options.credentials = .asking { RedisCredentials(user: "web", password: try await token()) }

    let rotating = RotatingCredentials(RedisCredentials(user: "web", password: "first"))
    options.credentials = rotating
    rotating.rotate(to: RedisCredentials(user: "web", password: "second"))
    //////
  }

  static func tls(_ options: inout RedisOptions) {
    //////
    var tls = TLSOptions()
    tls.trust = [.file("/etc/redis/ca.pem")]
    tls.identity = TLSIdentity(certificate: .file("/etc/redis/client.pem"), key: .file("/etc/redis/client.key"))
    options.tls = tls
    //////
  }

  static func lease(_ redis: Redis) async throws -> Bool {
    //////
    let isSold = try await redis.withConnection(timeout: .seconds(5)) { connection in
      try await connection.watch(keys: ["stock"])
      let stock = try await connection.get(key: "stock", as: Int.self) ?? 0
      try await connection.multi()
      try await connection.execute("SET", "stock", stock - 1)
      return try await connection.exec() != nil  // nil if somebody else changed the stock
    }
    //////
    return isSold
  }

  static func deadline(_ redis: Redis) async throws -> String? {
    //////
    let page = try await redis.withTimeout(.seconds(2)).get(key: "page", as: String.self)
    //////
    return page
  }

  static func doubt(_ redis: Redis) async throws {
    //////
    do {
      try await redis.incr(key: "visits")
    } catch {
      guard error.mayHaveBeenApplied else { throw error }
      print("one visit more, or not: \(error)")
    }
    //////
  }

  static func observed(_ redis: Redis) async -> RedisStatistics {
    //////
    let watching = Task {
      for await event in redis.events { print(event) }  // shared connection 0: restored, attempt 3
    }
    let statistics = await redis.statistics()
    print(statistics.shared.commandsSent, statistics.shared.timedOut, statistics.pool.waiting)
    watching.cancel()
    //////
    return statistics
  }

  static func executor(_ redis: Redis) async throws {
    //////
    try await withTaskExecutorPreference(redis.executor) {
      for number in 0..<100 { try await redis.set(key: "key:\(number)", value: number) }
    }
    //////
  }

  static func errors(_ redis: Redis) async throws {
    //////
    do {
      try await redis.lpush(key: "visits", elements: ["x"])
    } catch {
      guard error.server?.kind == "WRONGTYPE" else { throw error }
      print("not a list: \(error)")
    }
    //////
  }
}

//////
struct UserID: RedisValueCodable, Hashable {
  var number: Int

  init(number: Int) { self.number = number }

  init(redisBytes: RedisBytes) throws {
    guard let number = redisBytes.int else { throw CocoaError(.formatting) }
    self.number = number
  }

  var redisValue: RedisValue { .int(number) }
}

struct Profile: Codable, Equatable {
  var name: String
  var city: String
}

extension Profile: RedisValueCodable {
  init(redisBytes: RedisBytes) throws {
    self = try JSONDecoder().decode(Profile.self, from: Data(redisBytes.bytes))
  }

  // Two strings always become JSON.
  var redisValue: RedisValue { .bytes(Array(try! JSONEncoder().encode(self))) }
}
//////
