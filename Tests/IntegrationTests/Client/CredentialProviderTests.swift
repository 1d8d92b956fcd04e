import Synchronization
import TestSupport
import Testing

@testable import TypedRedis

/// Providers of credentials against real servers.
@Suite(.timeLimit(.minutes(2))) struct CredentialProviderTests {
  /// With users ada and bob, whose passwords are their names in capitals.
  private func server(_ binary: ServerBinary) async throws -> RealServer {
    let server = try RealServer(binary, arguments: ["--requirepass", "admin"])
    let admin = try await Redis.connect("redis://:admin@127.0.0.1:\(server.port)")
    defer { admin.close() }
    for name in ["ada", "bob"] {
      try await admin.aclSetuser(username: name, rules: ["on", ">\(name.uppercased())", "~*", "&*", "+@all"])
    }
    return server
  }

  private func options(_ server: RealServer, _ provider: any RedisCredentialProvider) throws -> RedisOptions {
    var options = try RedisOptions(url: server.url)
    options.credentials = provider
    // Providers wait for a thread when tests keep them all busy.
    options.connectTimeout = .seconds(60)
    return options
  }

  private let ada = RedisCredentials(user: "ada", password: "ADA")
  private let bob = RedisCredentials(user: "bob", password: "BOB")

  private func waitUntil(_ condition: () async throws -> Bool) async throws -> Bool {
    for _ in 0..<1000 {
      if try await condition() { return true }
      try await Task.sleep(for: .milliseconds(10))
    }
    return false
  }

  @Test(arguments: ServerBinary.all) func everyConnectionAsks(_ binary: ServerBinary) async throws {
    let server = try await server(binary)
    defer { server.stop() }
    let asked = Mutex(0)
    let (ada, bob) = (ada, bob)
    let provider = ClosureCredentials {
      await Task.yield()
      return asked.withLock { count in
        count += 1
        return count == 1 ? ada : bob
      }
    }
    let redis = try await Redis.connect(try options(server, provider))
    defer { redis.close() }
    #expect(try await redis.aclWhoami() == "ada")
    let leased = try await redis.withConnection { try await $0.aclWhoami() }
    #expect(leased == "bob")
    #expect(asked.withLock { $0 } == 2)
  }

  @Test(arguments: ServerBinary.all) func aProviderThatFails(_ binary: ServerBinary) async throws {
    struct Leak: Error { let secret = "topsecret" }
    let server = try await server(binary)
    defer { server.stop() }
    let asked = Mutex(0)
    let ada = ada
    let provider = ClosureCredentials {
      let count = asked.withLock { count in
        count += 1
        return count
      }
      if count < 3 { throw Leak() }
      return ada
    }
    let options = try options(server, provider)
    let error = await #expect(throws: RedisError.self) { try await Redis.connect(options) }
    #expect(error?.code == .connectFailed)
    #expect(error?.underlying is Leak)
    #expect(error?.description.contains("secret") == false)
    // Commands wait until the provider has recovered.
    let redis = Redis(options)
    defer { redis.close() }
    #expect(try await redis.aclWhoami() == "ada")
    #expect(asked.withLock { $0 } == 3)
  }

  @Test(arguments: ServerBinary.all) func aProviderThatTakesTooLong(_ binary: ServerBinary) async throws {
    let server = try await server(binary)
    defer { server.stop() }
    let wasCancelled = Mutex(false)
    let ada = ada
    var slow = try options(
      server,
      .asking {
        do { try await Task.sleep(for: .seconds(600)) } catch {
          wasCancelled.withLock { $0 = true }
          throw error
        }
        return ada
      })
    slow.connectTimeout = .milliseconds(200)
    let options = slow
    let error = await #expect(throws: RedisError.self) { try await Redis.connect(options) }
    #expect(error?.code == .timedOut)
    #expect(try await waitUntil { wasCancelled.withLock { $0 } })
  }

  @Test(arguments: ServerBinary.all) func aWrongPasswordNamesTheProvider(_ binary: ServerBinary) async throws {
    let server = try await server(binary)
    defer { server.stop() }
    let options = try options(server, RedisCredentials(user: "ada", password: "topsecret"))
    let error = await #expect(throws: RedisError.self) { try await Redis.connect(options) }
    #expect(error?.code == .handshakeFailed)
    #expect(error?.message.contains("option credentials") == true)
    #expect(error?.description.contains("topsecret") == false)
  }

  @Test(arguments: ServerBinary.all) func openConnectionsAreAuthenticatedAgain(_ binary: ServerBinary) async throws {
    let server = try await server(binary)
    defer { server.stop() }
    let rotating = RotatingCredentials(ada)
    var wanted = try options(server, rotating)
    wanted.multiplexedConnections = 2
    let redis = try await Redis.connect(wanted)
    defer { redis.close() }
    let before = [try await redis.clientInfo(), try await redis.clientInfo()]
    #expect(before.map(\.user) == ["ada", "ada"])
    rotating.rotate(to: bob)
    #expect(
      try await waitUntil { () async throws in
        let infos = [try await redis.clientInfo(), try await redis.clientInfo()]
        return infos.allSatisfy { $0.user == "bob" }
      })
    // On the same connections.
    let after = [try await redis.clientId(), try await redis.clientId()]
    #expect(Set(after) == Set(before.map(\.id)))
    #expect(try await redis.withConnection { try await $0.aclWhoami() } == "bob")
  }

  /// A login between the commands of a hook would become part of its transaction.
  @Test(arguments: ServerBinary.all) func aRotationWhileAHookRuns(_ binary: ServerBinary) async throws {
    let server = try await server(binary)
    defer { server.stop() }
    let rotating = RotatingCredentials(ada)
    let bob = bob
    let replies = Mutex<[Int]>([])
    var options = try options(server, rotating)
    options.onConnect = { connection in
      try await connection.multi()
      rotating.rotate(to: bob)
      try await Task.sleep(for: .milliseconds(100))
      try await connection.execute("INCR", "hooked")
      let count = try await connection.exec()?.count ?? 0
      replies.withLock { $0.append(count) }
    }
    let redis = try await Redis.connect(options)
    defer { redis.close() }
    #expect(replies.withLock { $0 } == [1])
    #expect(try await waitUntil { () async throws in try await redis.aclWhoami() == "bob" })
  }

  @Test(arguments: ServerBinary.all) func refusedCredentialsReplaceTheConnection(_ binary: ServerBinary) async throws {
    /// Announces what is wrong, and gives what is right.
    struct Confused: RedisCredentialProvider {
      let right: RedisCredentials
      let wrong: AsyncStream<RedisCredentials>
      func credentials() -> RedisCredentials { right }
      func rotations() -> AsyncStream<RedisCredentials>? { wrong }
    }
    let server = try await server(binary)
    defer { server.stop() }
    let (stream, continuation) = AsyncStream.makeStream(of: RedisCredentials.self)
    let redis = try await Redis.connect(try options(server, Confused(right: ada, wrong: stream)))
    defer { redis.close() }
    let before = try await redis.clientId()
    continuation.yield(RedisCredentials(user: "ada", password: "wrong"))
    #expect(try await waitUntil { () async throws in try await redis.clientId() != before })
    #expect(try await redis.aclWhoami() == "ada")
  }
}
