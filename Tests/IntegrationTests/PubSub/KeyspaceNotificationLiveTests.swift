import TestSupport
import Testing
import TypedRedis

@Suite(.timeLimit(.minutes(2))) struct KeyspaceNotificationLiveTests {
  @Test(arguments: LiveSession.all) func byKeyAndByEvent(_ session: LiveSession) async throws {
    let server = try await RealServer.started(session.server.binary, ["--notify-keyspace-events", "KEA"])
    defer { server.stop() }
    let redis = try await session.connect(to: server.url)
    defer { redis.close() }
    let seen = try await redis.withKeyspaceNotifications(of: .keys(matching: "user:*"), .event(.expired)) { notifications in
      try await redis.set(key: "user:1", value: "ada")
      try await redis.set(key: "other", value: "x")
      try await redis.pexpire(key: "other", milliseconds: 1)
      try await redis.rename(key: "user:1", newkey: "user:2")
      try await redis.del(keys: ["user:2"])
      var seen: Set<String> = []
      for try await notification in notifications {
        #expect(notification.database == 0)
        seen.insert("\(notification.key) \(notification.event)")
        if seen.count == 5 { break }
      }
      return seen
    }
    #expect(seen == ["user:1 set", "user:1 rename_from", "user:2 rename_to", "user:2 del", "other expired"])
  }

  @Test(arguments: LiveSession.all) func oneDatabaseOrAll(_ session: LiveSession) async throws {
    let server = try await RealServer.started(session.server.binary, ["--notify-keyspace-events", "KEA"])
    defer { server.stop() }
    let redis = try await session.connect(to: server.url)
    defer { redis.close() }
    var options = try RedisOptions(url: server.url)
    options.database = 3
    let third = try await Redis.connect(options)
    defer { third.close() }
    let databases = try await redis.withKeyspaceNotifications(of: .key("a*")) { notifications in
      try await redis.set(key: "ab", value: 1)
      try await redis.set(key: "a*", value: 1)
      try await third.set(key: "a*", value: 1)
      var iterator = notifications.makeAsyncIterator()
      return [try await iterator.next()?.database, try await iterator.next()?.database]
    }
    #expect(databases == [0, 3])
    let one = try await redis.withKeyspaceNotifications(of: .everything, database: 3) { notifications in
      try await redis.set(key: "a", value: 1)
      try await third.hset(key: "h", fields: [("f", 1)])
      var iterator = notifications.makeAsyncIterator()
      return try await iterator.next()
    }
    #expect(one == KeyspaceNotification(database: 3, key: "h", event: .hset))
  }
}
