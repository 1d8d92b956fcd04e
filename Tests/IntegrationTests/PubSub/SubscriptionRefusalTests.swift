import TestSupport
import Testing

@testable import TypedRedis

/// Servers that say no, and servers that change their minds.
@Suite(.timeLimit(.minutes(2))) struct SubscriptionRefusalTests {
  private func withUser(
    _ session: LiveSession, _ body: @Sendable (_ redis: Redis, _ admin: Redis, _ user: String) async throws -> Void
  ) async throws {
    let server = try await SubscriptionServers.common(session.server.binary)
    let admin = try await Redis.connect(server.url)
    defer { admin.close() }
    let user = "user\(UInt64.random(in: 0 ... .max))"
    try await admin.execute("ACL", "SETUSER", user, "on", ">secret", "+@all", "~*", "resetchannels", "&\(user)*")
    var options = try RedisOptions(url: server.url)
    (options.user, options.password, options.protocolVersion) = (user, "secret", session.protocolVersion)
    let redis = try await Redis.connect(options)
    defer { redis.close() }
    try await body(redis, admin, user)
    try await admin.execute("ACL", "DELUSER", user)
  }

  @Test(arguments: LiveSession.all) func whatAnACLForbidsIsRefused(_ session: LiveSession) async throws {
    try await withUser(session) { redis, admin, user in
      try await redis.withSubscription(to: user) { messages in
        let error = await failure { try await redis.withSubscription(channels: ["forbidden", "\(user):2"]) { _ in } }
        #expect(error?.server?.kind == "NOPERM")
        #expect(error?.command == "SUBSCRIBE")
        let ofPattern = await failure { try await redis.subscribe(patterns: ["forbidden*"]) { _ in } }
        #expect(ofPattern?.server?.kind == "NOPERM")
        #expect(ofPattern?.command == "PSUBSCRIBE")
        // Nobody else's is touched, and nothing of theirs is left.
        try await until { try await subscribers(of: "\(user):2", admin) == 0 }
        try await admin.publish(channel: user, message: "still")
        #expect(try await messages.first(1) == ["still"])
        #expect(messages.statistics.received == 1)
      }
    }
  }

  @Test(arguments: LiveSession.all) func withoutConfirmationTheSequenceFails(_ session: LiveSession) async throws {
    try await withUser(session) { redis, _, _ in
      let error = await failure {
        try await redis.withSubscription(to: "forbidden", confirmed: false) { messages in
          for try await message in messages { Issue.record("\(message)") }
        }
      }
      #expect(error?.server?.kind == "NOPERM")
    }
  }

  /// The server closes the connections of a user who must not have some of the channels any more.
  @Test(arguments: LiveSession.all) func anACLThatChangesEndsSubscriptions(_ session: LiveSession) async throws {
    try await withUser(session) { redis, admin, user in
      try await redis.withSubscription(to: "\(user):kept") { kept in
        let keptEvents = kept.events
        let lost = try await redis.subscribe(channels: ["\(user):lost"]) { _ in }
        let lostEvents = lost.events
        try await admin.execute("ACL", "SETUSER", user, "resetchannels", "&\(user):kept")
        let error = await failure { try await lost.finished() }
        #expect(error?.server?.kind == "NOPERM")
        var names: [String] = []
        for await event in lostEvents { names.append(event.word) }
        #expect(names == ["interrupted", "refused"])
        for await event in keptEvents { if event == .restored { break } }
        try await admin.publish(channel: "\(user):kept", message: "again")
        var iterator = kept.makeAsyncIterator()
        let message = try await iterator.next()
        #expect(message?.payload == "again" && message?.followsGap == true)
      }
    }
  }

  /// A wrong password is no reason to wait.
  @Test(arguments: LiveSession.all) func aLoginThatFailsIsToldAtOnce(_ session: LiveSession) async throws {
    try await withUser(session) { redis, admin, user in
      try await admin.execute("ACL", "SETUSER", user, "resetpass", ">other")
      let error = await failure { try await redis.withSubscription(to: user) { _ in } }
      #expect(error?.code == .handshakeFailed)
    }
  }

  /// A slot that goes away takes its shard channels with it, and the server says so.
  @Test(arguments: LiveSession.all) func aSlotThatMovesEndsShardChannels(_ session: LiveSession) async throws {
    let server = try await RealServer.started(
      session.server.binary, ["--cluster-enabled", "yes", "--cluster-port", "\(LoopbackSocket.freePort())"])
    defer { server.stop() }
    let admin = try await Redis.connect(server.url)
    defer { admin.close() }
    try await admin.execute("CLUSTER", "ADDSLOTSRANGE", 0, 16383)
    try await until { try await admin.execute("CLUSTER", "INFO").string?.contains("cluster_state:ok") == true }
    let redis = try await session.connect(to: server.url)
    defer { redis.close() }
    let slot = try await admin.execute("CLUSTER", "KEYSLOT", "orders").int ?? -1
    try await redis.withSubscription(channels: ["plain"], shardChannels: ["orders"]) { messages in
      let events = messages.events
      try await admin.execute("CLUSTER", "DELSLOTS", slot)
      var iterator = events.makeAsyncIterator()
      #expect(await iterator.next() == .unsubscribed([.shardChannel("orders")]))
      try await admin.execute("CLUSTER", "ADDSLOTS", slot)
      #expect(await iterator.next() == .mayHaveMissed([.shardChannel("orders")]))
      #expect(await iterator.next() == .restored)
      _ = try await eventually { try await admin.spublish(channel: "orders", message: "back") }
      var taken = messages.makeAsyncIterator()
      let message = try await taken.next()
      #expect(message?.payload == "back" && message?.followsGap == true && message?.isSharded == true)
    }
  }
}

extension RedisSubscriptionEvent {
  /// Its case's name.
  var word: String {
    switch self {
    case .subscribed: "subscribed"
    case .unsubscribed: "unsubscribed"
    case .interrupted: "interrupted"
    case .mayHaveMissed: "mayHaveMissed"
    case .restored: "restored"
    case .refused: "refused"
    }
  }
}
