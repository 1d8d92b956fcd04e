import RedisTransport
import Synchronization
import TestSupport
import Testing

@testable import TypedRedis

/// The user's own set-up of connections.
@Suite(.timeLimit(.minutes(2))) struct OnConnectTests {
  private func options(
    _ server: RealServer, _ hook: @escaping @Sendable (RedisConnection) async throws -> Void
  ) throws -> RedisOptions {
    var options = try RedisOptions(url: server.url)
    options.onConnect = hook
    return options
  }

  @Test(arguments: ServerBinary.all) func runsFirstOnEveryConnection(_ binary: ServerBinary) async throws {
    let server = try RealServer.shared(binary)
    let seen = Mutex<[Int]>([])
    let options = try options(server) { connection in
      let id = try await connection.clientId()
      seen.withLock { $0.append(id) }
      try await connection.clientSetname(name: "hooked-\(id)")
      try await connection.select(database: 7)
      // Somebody else's commands wait meanwhile.
      try await Task.sleep(for: .milliseconds(50))
    }
    let redis = Redis(options)
    defer { redis.close() }
    let infos = try await withThrowingTaskGroup(of: ClientInfo.self) { group in
      for number in 0..<20 {
        group.addTask {
          if number % 5 == 0 { return try await redis.withConnection { try await $0.clientInfo() } }
          return try await redis.clientInfo()
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for info in infos {
      #expect(info.name == "hooked-\(info.id)")
      #expect(info.database == 7)
    }
    let ids = seen.withLock { $0 }
    #expect(Set(ids).count == ids.count)
    #expect(Set(infos.map(\.id)).isSubset(of: ids))
  }

  @Test(arguments: ServerBinary.all) func runsAgainAfterABreak(_ binary: ServerBinary) async throws {
    let server = try RealServer.shared(binary)
    let redis = try await Redis.connect(
      try options(server) { try await $0.clientSetname(name: "again") })
    defer { redis.close() }
    let admin = try await Redis.connect(server.url)
    defer { admin.close() }
    for _ in 0..<3 {
      let id = try await redis.clientId()
      _ = try await admin.clientKill(filters: [.id(id)])
      let info = try await redis.clientInfo()
      #expect(info.id != id)
      #expect(info.name == "again")
    }
  }

  @Test(arguments: ServerBinary.all) func itsErrorsAreKept(_ binary: ServerBinary) async throws {
    struct Refused: Error { let text = "topsecret" }
    let server = try RealServer.shared(binary)
    let own = await #expect(throws: RedisError.self) {
      try await Redis.connect(try options(server) { _ in throw Refused() })
    }
    #expect(own?.code == .handshakeFailed)
    #expect(own?.underlying is Refused)
    #expect(own?.description == "the hook in onConnect failed: Refused")
    let servers = await #expect(throws: RedisError.self) {
      try await Redis.connect(try options(server) { try await $0.select(database: 4711) })
    }
    #expect(servers?.code == .handshakeFailed)
    #expect(servers?.message.contains("SELECT") == true)
    #expect((servers?.underlying as? RedisError)?.command == "SELECT")
    // Commands of a lazy client fail with it instead of waiting for what does not change.
    let redis = Redis(try options(server) { _ in throw Refused() })
    defer { redis.close() }
    let command = await #expect(throws: RedisError.self) { try await redis.ping() }
    #expect(command?.code == .handshakeFailed)
    let lease = await #expect(throws: RedisError.self) { try await redis.withConnection { try await $0.ping() } }
    #expect(lease?.code == .handshakeFailed)
  }

  @Test(arguments: ServerBinary.all) func itsTimeIsThatOfConnecting(_ binary: ServerBinary) async throws {
    let server = try RealServer.shared(binary)
    let wasCancelled = Mutex(false)
    var slow = try options(server) { _ in
      do { try await Task.sleep(for: .seconds(600)) } catch {
        wasCancelled.withLock { $0 = true }
        throw error
      }
    }
    slow.connectTimeout = .milliseconds(200)
    let options = slow
    let error = await #expect(throws: RedisError.self) { try await Redis.connect(options) }
    #expect(error?.code == .timedOut)
    for _ in 0..<500 where !wasCancelled.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(10)) }
    #expect(wasCancelled.withLock { $0 })
  }

  @Test(arguments: ServerBinary.all) func itsConnectionIsItsOwnOnlyMeanwhile(_ binary: ServerBinary) async throws {
    let server = try RealServer.shared(binary)
    let kept = Mutex<RedisConnection?>(nil)
    let redis = try await Redis.connect(try options(server) { connection in kept.withLock { $0 = connection } })
    defer { redis.close() }
    #expect(try await redis.ping() == "PONG")
    let connection = try #require(kept.withLock { $0 })
    let error = await #expect(throws: RedisError.self) { try await connection.ping() }
    #expect(error?.code == .connectionClosed)
    #expect(error?.message == "onConnect has returned")
  }

  @Test func whichErrorsAreWorthAnotherAttempt() {
    for code in RedisError.Code.allCases where code != .server {
      let isPassing = [.connectionClosed, .connectFailed, .timedOut, .cancelled, .protocolViolation].contains(code)
      let error = OnConnect.failure(RedisError(code, "x"))
      #expect(error.code == (isPassing ? .connectFailed : .handshakeFailed), "\(code)")
      #expect((error.underlying as? RedisError)?.code == code)
    }
    #expect(OnConnect.failure(RedisError(server: ServerError(line: "LOADING x"))).code == .connectFailed)
    #expect(OnConnect.failure(RedisError(server: ServerError(line: "ERR x"))).code == .handshakeFailed)
  }
}
