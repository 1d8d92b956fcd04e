import TestSupport
import Testing

@testable import TypedRedis

/// Whatever somebody does to a connection of their own, the next one finds it as new: the same one, made as new, where
/// the server can do that, else another one.
@Suite(.timeLimit(.minutes(2))) struct CleanLeaseTests {
  /// One way to leave a connection behind.
  struct Mess: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Whether the connection is worth keeping.
    var isKept: Bool
    var make: @Sendable (RedisConnection) async throws -> Void

    init(_ name: String, isKept: Bool, _ make: @escaping @Sendable (RedisConnection) async throws -> Void) {
      testDescription = name
      self.isKept = isKept
      self.make = make
    }
  }

  static let kept: [Mess] = [
    Mess("nothing") { _ in },
    Mess("only data") { try await $0.set(key: "mess:data", value: 1) },
    Mess("another database") { try await $0.select(database: 9) },
    Mess("another name") { try await $0.clientSetname(name: "mess") },
    Mess("an open transaction") {
      try await $0.multi()
      try await $0.execute("SET", "mess:queued", "1")
    },
    Mess("a transaction with an error") {
      try await $0.multi()
      _ = try? await $0.execute("GET")
    },
    Mess("a watched key") { try await $0.watch(keys: ["mess:watched"]) },
    Mess("channels") { _ = try await $0.subscribe(channels: ["mess:a", "mess:b"]) },
    Mess("patterns") { _ = try await $0.psubscribe(patterns: ["mess:*"]) },
    Mess("shard channels") { _ = try await $0.ssubscribe(channels: ["mess:a"]) },
    Mess("tracking") { try await $0.execute("CLIENT", "TRACKING", "ON", "BCAST", "PREFIX", "mess:") },
    Mess("tracking by choice") {
      try await $0.execute("CLIENT", "TRACKING", "ON", "OPTIN")
      try await $0.execute("CLIENT", "CACHING", "YES")
    },
    Mess("another protocol") { try await $0.execute("HELLO", "2") },
    Mess("channels in another protocol") {
      try await $0.execute("HELLO", "2")
      _ = try await $0.subscribe(channels: ["mess:a"])
    },
    Mess("another user") { try await $0.execute("AUTH", "mess-user", "mess-password") },
    Mess("a refused login") { _ = try? await $0.execute("AUTH", "mess-user", "wrong") },
    Mess("a reset") { try await $0.reset() },
  ]

  static let closed: [Mess] = [
    Mess("no replies", isKept: false) { try await $0.clientReplyOff() },
    Mess("one reply fewer", isKept: false) { try await $0.clientReplySkip() },
    Mess("a monitor", isKept: false) { try await $0.monitor() },
    Mess("no eviction", isKept: false) { try await $0.execute("CLIENT", "NO-EVICT", "ON") },
    Mess("no touch", isKept: false) { _ = try? await $0.execute("CLIENT", "NO-TOUCH", "ON") },
    Mess("a capability", isKept: false) { _ = try? await $0.execute("CLIENT", "CAPA", "redirect") },
    Mess("a library's name", isKept: false) { _ = try? await $0.execute("CLIENT", "SETINFO", "LIB-NAME", "mess") },
    Mess("farewell", isKept: false) { _ = try? await $0.execute("QUIT") },
    Mess("a command under way", isKept: false) { connection in
      let waiting = Task { try await connection.blpop(keys: ["mess:none"], timeout: 30) }
      try await Task.sleep(for: .milliseconds(30))
      waiting.cancel()
      _ = try? await waiting.value
    },
  ]

  /// What the server says of the connection, as far as it is the same for all that are new.
  private func state(of connection: RedisConnection) async throws -> [String: String] {
    let text = try await connection.execute("CLIENT", "INFO").string ?? ""
    var fields: [String: String] = [:]
    for field in text.split(whereSeparator: \.isWhitespace) {
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      fields[String(parts[0])] = String(parts[1])
    }
    // Some servers say 0 of a transaction that was ended.
    if fields["multi"] == "0" { fields["multi"] = "-1" }
    let names = [
      "name", "flags", "capa", "db", "sub", "psub", "ssub", "multi", "watch", "user", "redir", "resp", "lib-name",
      "lib-ver",
    ]
    return fields.filter { names.contains($0.key) }
  }

  @Test(arguments: ServerBinary.all, ["2", "3"])
  func theNextOneFindsItAsNew(_ binary: ServerBinary, _ version: String) async throws {
    let server = try RealServer.shared(binary)
    let redis = try await Redis.connect(
      "\(server.url)/2?client_name=tidy&protocol=\(version)&max_connections=1")
    defer { redis.close() }
    try await redis.execute("ACL", "SETUSER", "mess-user", "on", ">mess-password", "~*", "&*", "+@all")
    let new = try await redis.withConnection { try await state(of: $0) }
    #expect(new["db"] == "2")
    #expect(new["name"] == "tidy")
    for mess in CleanLeaseTests.kept + CleanLeaseTests.closed {
      try await expectAsNew(redis, after: mess, new)
    }
    let pool = await redis.poolStatistics()
    #expect(pool.size <= 1)
  }

  private func expectAsNew(_ redis: Redis, after mess: Mess, _ new: [String: String]) async throws {
    let before = try await redis.withConnection { connection in
      let id = try await connection.clientId()
      try await mess.make(connection)
      return id
    }
    try await redis.withConnection { connection in
      let id = try await connection.clientId()
      #expect((id == before) == mess.isKept, "\(mess.testDescription)")
      let state = try await state(of: connection)
      #expect(state == new, "\(mess.testDescription)")
      // Replies come, one for each command.
      let key = "mess:after:\(id)"
      try await connection.set(key: key, value: mess.testDescription)
      #expect(try await connection.get(key: key, as: String.self) == mess.testDescription)
    }
  }

  @Test(arguments: ServerBinary.all) func nobodyElsesKeyIsWatched(_ binary: ServerBinary) async throws {
    let redis = try await Redis.connect("\(RealServer.shared(binary).url)?max_connections=1")
    defer { redis.close() }
    try await redis.withConnection { try await $0.watch(keys: ["mess:watched"]) }
    try await redis.set(key: "mess:watched", value: 2)
    let done = try await redis.withConnection { connection in
      try await connection.multi()
      try await connection.execute("GET", "mess:watched")
      return try await connection.execute("EXEC").array?.count
    }
    #expect(done == 1)
  }

  @Test(arguments: ServerBinary.all) func aKilledConnectionIsReplaced(_ binary: ServerBinary) async throws {
    let redis = try await Redis.connect("\(RealServer.shared(binary).url)?max_connections=1")
    defer { redis.close() }
    let id = try await redis.withConnection { try await $0.clientId() }
    try await redis.execute("CLIENT", "KILL", "ID", id)
    #expect(try await redis.withConnection { try await $0.ping() } == "PONG")
    // While it is lent: its own commands fail, and the next lease has another one.
    let error = await #expect(throws: RedisError.self) {
      try await redis.withConnection { connection in
        let id = try await connection.clientId()
        try await redis.execute("CLIENT", "KILL", "ID", id)
        for _ in 0..<100 {
          _ = try await connection.ping()
          try await Task.sleep(for: .milliseconds(5))
        }
      }
    }
    #expect(error?.code == .connectionClosed)
    #expect(try await redis.withConnection { try await $0.ping() } == "PONG")
  }
}

extension CleanLeaseTests.Mess {
  fileprivate init(_ name: String, _ make: @escaping @Sendable (RedisConnection) async throws -> Void) {
    self.init(name, isKept: true, make)
  }
}
