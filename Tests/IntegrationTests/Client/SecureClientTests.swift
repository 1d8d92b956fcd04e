import TestSupport
import Testing

@testable import TypedRedis

/// Clients whose connections are secured, against real servers.
@Suite(.timeLimit(.minutes(2))) struct SecureClientTests {
  private func options(_ server: SecureServer, host: String = "localhost", _ change: (inout TLSOptions) -> Void = { _ in })
    throws -> RedisOptions
  {
    var options = try RedisOptions(url: "rediss://\(host):\(server.port)")
    var tls = options.tls ?? TLSOptions()
    tls.trust = [.file(TestCertificate.authority.file)]
    change(&tls)
    options.tls = tls
    return options
  }

  @Test(arguments: ServerBinary.withTLS) func commands(_ binary: ServerBinary) async throws {
    let server = try SecureServer(binary)
    defer { server.stop() }
    for host in ["localhost", "127.0.0.1"] {
      let redis = try await Redis.connect(options(server, host: host))
      defer { redis.close() }
      #expect(try await redis.ping() == "PONG")
      let large = String(repeating: "large ", count: 1 << 20)
      try await redis.set(key: "large", value: large)
      #expect(try await redis.get(key: "large", as: String.self) == large)
      try await many(redis)
    }
  }

  /// Many callers at once, whose replies must not be mixed up.
  private func many(_ redis: Redis) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<32 {
        group.addTask { try await Self.readBack(redis, task) }
      }
      try await group.waitForAll()
    }
  }

  private static func readBack(_ redis: Redis, _ task: Int) async throws {
    for number in 0..<50 {
      let value = "\(task):\(number):" + String(repeating: "x", count: task * 97 % 3000)
      try await redis.set(key: "task:\(task)", value: value)
      let found = try await redis.get(key: "task:\(task)", as: String.self)
      #expect(found == value)
    }
  }

  @Test(arguments: ServerBinary.withTLS) func leases(_ binary: ServerBinary) async throws {
    let server = try SecureServer(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(options(server))
    defer { redis.close() }
    let name = try await redis.withConnection { connection in
      try await connection.clientSetname(name: "leased")
      return try await connection.clientInfo().name
    }
    #expect(name == "leased")
  }

  /// The refusal is found out at once, and not after the last attempt of many.
  @Test(arguments: ServerBinary.withTLS, [TestCertificate.expired, .future, .otherHost, .nameless])
  func wrongServer(_ binary: ServerBinary, _ certificate: TestCertificate) async throws {
    let server = try SecureServer(binary, certificate: certificate)
    defer { server.stop() }
    let error = await #expect(throws: RedisError.self) { try await Redis.connect(options(server)) }
    #expect(error?.code == .connectFailed)
    let reason =
      switch certificate {
      case .expired: "expired on"
      case .future: "is not valid before"
      default: "is for the wrong host"
      }
    #expect(error?.message.contains(reason) == true, "\(String(describing: error))")
  }

  @Test(arguments: ServerBinary.withTLS) func unknownAuthority(_ binary: ServerBinary) async throws {
    let server = try SecureServer(binary)
    defer { server.stop() }
    let error = await #expect(throws: RedisError.self) {
      try await Redis.connect(options(server) { $0.trust = [.system] })
    }
    #expect(error?.code == .connectFailed)
    #expect(error?.message.contains("is from an unknown authority, CN=ca") == true)
  }

  @Test(arguments: ServerBinary.withTLS) func clientCertificates(_ binary: ServerBinary) async throws {
    let server = try SecureServer(binary, clients: .yes)
    defer { server.stop() }
    let known = TLSIdentity(
      certificate: .file(TestCertificate.client.file), key: .file(TestCertificate.encryptedClientKeyFile),
      keyPassword: TestCertificate.password)
    let redis = try await Redis.connect(options(server) { $0.identity = known })
    defer { redis.close() }
    #expect(try await redis.ping() == "PONG")
    let stranger = TLSIdentity(
      certificate: .file(TestCertificate.otherClient.file), key: .file(TestCertificate.otherClient.keyFile))
    for (identity, reason) in [(nil, "it requires one"), (stranger, "unknown authority")] {
      let error = await #expect(throws: RedisError.self) {
        try await Redis.connect(options(server) { $0.identity = identity })
      }
      #expect(error?.code == .connectFailed)
      #expect(error?.message.contains(reason) == true, "\(String(describing: error))")
    }
  }

  /// Options that cannot be meant are found out when the client is made.
  @Test func wrongOptions() async throws {
    var options = try RedisOptions(url: "rediss://localhost:1")
    options.tls?.trust = [.file("no-such.pem")]
    let error = await #expect(throws: RedisError.self) { try await Redis.connect(options) }
    #expect(error?.code == .invalidConfiguration)
    #expect(error?.message == "TLS option trust: cannot read \"no-such.pem\": No such file or directory")
  }

  /// A server without TLS may take the greeting for half a command, and wait for the rest.
  @Test(arguments: ServerBinary.all) func clearPort(_ binary: ServerBinary) async throws {
    let server = try RealServer.shared(binary)
    var options = try RedisOptions(url: "rediss://localhost:\(server.port)")
    options.connectTimeout = .seconds(1)
    let error = await #expect(throws: RedisError.self) { try await Redis.connect(options) }
    #expect(error?.code == .connectFailed || error?.code == .timedOut)
  }

  @Test(arguments: ServerBinary.withTLS) func reconnects(_ binary: ServerBinary) async throws {
    let server = try SecureServer(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(options(server))
    defer { redis.close() }
    let before = try await redis.clientId()
    let admin = try await Redis.connect(server.server.url)
    defer { admin.close() }
    _ = try await admin.execute("CLIENT", "KILL", "ID", "\(before)")
    // Which only reads, and so may be sent again.
    #expect(try await redis.exists(keys: ["reconnects"]) == 0)
    #expect(try await redis.clientId() != before)
  }
}
