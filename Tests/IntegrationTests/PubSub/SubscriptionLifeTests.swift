import Synchronization
import TestSupport
import Testing

@testable import TypedRedis

/// The subscriptions' connections between subscribing and the end: probes, logins, TLS, a client that nobody holds any more.
@Suite(.timeLimit(.minutes(2))) struct SubscriptionLifeTests {
  /// In RESP2 a subscribed connection answers a probe in another form.
  @Test(arguments: LiveSession.all) func probesAreAnswered(_ session: LiveSession) async throws {
    let server = try await SubscriptionServers.common(session.server.binary)
    let proxy = try FaultProxy(to: server.port)
    defer { proxy.stop() }
    var options = try RedisOptions(url: proxy.url)
    options.protocolVersion = session.protocolVersion
    options.connectsLazily = true
    options.probeInterval = .milliseconds(20)
    let redis = try await Redis.connect(options)
    defer { redis.close() }
    let name = "probed:\(UInt64.random(in: 0 ... .max))"
    try await redis.withSubscription(to: name) { messages in
      let before = proxy.statistics.replyBytes
      try await until { proxy.statistics.replyBytes > before + 100 }
      let other = try await Redis.connect(server.url)
      defer { other.close() }
      try await other.publish(channel: name, message: "here")
      var iterator = messages.makeAsyncIterator()
      let message = try await iterator.next()
      #expect(message?.payload == "here" && message?.followsGap == false)
      #expect(proxy.statistics.accepted == 1)
    }
  }

  /// RESP3 allows a login beside subscriptions. In RESP2 it takes a new connection, and whoever is subscribed hears of that.
  @Test(arguments: LiveSession.all) func newCredentials(_ session: LiveSession) async throws {
    let server = try await RealServer.started(session.server.binary)
    defer { server.stop() }
    let admin = try await Redis.connect(server.url)
    defer { admin.close() }
    for user in ["ada", "bob"] {
      try await admin.execute("ACL", "SETUSER", user, "on", ">secret", "+@all", "~*", "&*")
    }
    let rotating = RotatingCredentials(RedisCredentials(user: "ada", password: "secret"))
    var options = try RedisOptions(url: server.url)
    options.protocolVersion = session.protocolVersion
    options.credentials = rotating
    let redis = try await Redis.connect(options)
    defer { redis.close() }
    @Sendable func users() async throws -> [String] {
      try await admin.clientList(type: .pubsub).map { $0.user ?? "" }
    }
    try await redis.withSubscription(to: "news") { messages in
      #expect(try await users() == ["ada"])
      let events = messages.events
      rotating.rotate(to: RedisCredentials(user: "bob", password: "secret"))
      try await until { try await users() == ["bob"] }
      if session.protocolVersion == .resp2 {
        for await event in events { if event == .restored { break } }
      }
      try await admin.publish(channel: "news", message: "here")
      var iterator = messages.makeAsyncIterator()
      let message = try await iterator.next()
      #expect(message?.payload == "here" && message?.followsGap == (session.protocolVersion == .resp2))
      let connections = await redis.statistics().subscriptions.connected
      #expect(connections == (session.protocolVersion == .resp2 ? 2 : 1))
    }
  }

  /// What was decrypted before the buffer was full waits as well.
  @Test(arguments: ServerBinary.withTLS) func suspendedOverTLS(_ binary: ServerBinary) async throws {
    let server = try await onOwnThread { try SecureServer(binary) }
    defer { server.stop() }
    var options = try RedisOptions(url: "rediss://localhost:\(server.port)")
    options.tls?.trust = [.file(TestCertificate.authority.file)]
    let redis = try await Redis.connect(options)
    defer { redis.close() }
    try await expectAll(redis)
  }

  /// The same with the poller of other systems.
  @Test func suspendedOnAPoller() async throws {
    let loop = EventLoop(poller: .poll)
    var options = try await RedisOptions(url: SubscriptionServers.common(#require(ServerBinary.all.first)).url)
    options.eventLoop = loop
    let redis = try await Redis.connect(options)
    try await expectAll(redis)
    redis.close()
    loop.stop()
  }

  private func expectAll(_ redis: Redis) async throws {
    let name = "all:\(UInt64.random(in: 0 ... .max))"
    let payload = String(repeating: "x", count: 300)
    try await redis.withSubscription(to: name, buffering: .suspend(10)) { messages in
      for number in 0..<3000 { try await redis.publish(channel: name, message: "\(number) \(payload)") }
      #expect(messages.statistics.buffered == 10)
      let taken = try await messages.first(3000)
      #expect(taken.map { $0.prefix { $0 != " " } } == (0..<3000).map { "\($0)" })
    }
  }

  /// A handler does not keep its client, and ends with it.
  @Test(arguments: LiveSession.all) func aDroppedClientEndsItsSubscriptions(_ session: LiveSession) async throws {
    try await withClients(session) { _, other, name in
      @Sendable func subscribeAndDrop() async throws -> [RedisSubscription] {
        let redis = try await session.connect(to: SubscriptionServers.common(session.server.binary).url)
        return [
          try await redis.subscribe(channels: [name]) { _ in },
          try await redis.subscribe(channels: [name], buffering: .suspend(10)) { _ in },
        ]
      }
      for subscription in try await subscribeAndDrop() { try await subscription.finished() }
      try await until { try await subscribers(of: name, other) == 0 }
    }
  }

  /// A server that claims subscriptions that nobody asked for, and sends what nobody subscribed to.
  @Test func whatNobodyAskedForIsNobodys() async throws {
    let server = try ScriptedServer { peer, _ in
      guard peer.greet()?.first == "SUBSCRIBE" else { return }
      let frames = [
        ">3\r\n$7\r\nmessage\r\n$5\r\nother\r\n$1\r\nx\r\n", ">2\r\n$7\r\nmessage\r\n$4\r\nnews\r\n",
        ">3\r\n$9\r\nsubscribe\r\n$5\r\nother\r\n:2\r\n", ">3\r\n$8\r\npmessage\r\n$4\r\nnews\r\n$1\r\nx\r\n",
        ">3\r\n$11\r\nunsubscribe\r\n$5\r\nother\r\n:1\r\n", ">1\r\n$7\r\nmessage\r\n", ">3\r\n:1\r\n:2\r\n:3\r\n",
        ">3\r\n$7\r\nmessage\r\n*0\r\n$1\r\nx\r\n", ">3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n*1\r\n+a\r\n", ">2\r\n+invalidate\r\n_\r\n",
      ]
      peer.send(">3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n" + frames.joined())
      peer.send(">3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$4\r\nreal\r\n")
      while peer.command() != nil {}
    }
    defer { server.stop() }
    let redis = Redis(try RedisOptions(url: server.url))
    defer { redis.close() }
    try await redis.withSubscription(to: "news") { messages async throws in
      #expect(try await messages.first(1) == ["real"])
      #expect(messages.statistics.received == 1)
    }
  }
}

private func onOwnThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await Task.detached { try body() }.value
}
