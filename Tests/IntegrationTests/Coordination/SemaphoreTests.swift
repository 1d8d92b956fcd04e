import Synchronization
import TestSupport
import Testing
import TypedRedis

@Suite(.timeLimit(.minutes(2))) struct SemaphoreTests {
  /// How many are inside, and how many were at most.
  private final class Room: Sendable {
    let state = Mutex((inside: 0, most: 0, visits: 0))
    var most: Int { state.withLock { $0.most } }
    var visits: Int { state.withLock { $0.visits } }

    func stay() async throws {
      state.withLock { state in
        state.inside += 1
        state.visits += 1
        state.most = max(state.most, state.inside)
      }
      defer { state.withLock { $0.inside -= 1 } }
      try await Task.sleep(for: .milliseconds(Int.random(in: 0...5)))
    }
  }

  @Test(arguments: ServerBinary.all) func neverMoreThanPermits(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let clients = try await [Redis.connect(server.url), Redis.connect(server.url)]
    defer { for client in clients { client.close() } }
    let room = Room()
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      for number in 0..<40 {
        let semaphore = clients[number % 2].semaphore("room", permits: 3, ttl: .seconds(20))
        tasks.addTask {
          for _ in 0..<4 { try await semaphore.withPermit { _ in try await room.stay() } }
        }
      }
      try await tasks.waitForAll()
    }
    #expect(room.visits == 160)
    #expect(room.most <= 3)
    #expect(room.most > 1)
    #expect(try await clients[0].zcard(key: "semaphore:{room}") == 0)
  }

  @Test(arguments: LiveSession.all) func allPermitsTaken(_ session: LiveSession) async throws {
    let server = try await RealServer.started(session.server.binary)
    defer { server.stop() }
    let redis = try await session.connect(to: server.url)
    defer { redis.close() }
    let semaphore = redis.semaphore("pair", permits: 2)
    try await semaphore.withPermit { permit in
      #expect(permit.isHeld)
      let inner = try await semaphore.withPermitIfAvailable { _ async throws in
        #expect(try await semaphore.withPermitIfAvailable { _ in 1 } == nil)
        let error = await failure { try await semaphore.withPermit(waitingAtMost: .milliseconds(20)) { _ in } }
        #expect(error?.code == .timedOut)
        return 2
      }
      #expect(inner == 2)
      try permit.check()
    }
    #expect(try await redis.exists(keys: ["semaphore:{pair}"]) == 0)
  }

  /// A holder that is gone without a word: others get its permit when it has expired, and not before.
  @Test(arguments: ServerBinary.all) func aHolderDies(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let proxy = try FaultProxy(to: server.port)
    defer { proxy.stop() }
    let dying = try await Redis.connect(proxy.url)
    defer { dying.close() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let room = Room()
    let error = await failure {
      try await dying.semaphore("room", permits: 1, ttl: .milliseconds(500)).withPermit { permit async throws in
        proxy.blackhole(true)
        let end = permit.end
        let next = Task {
          try await redis.semaphore("room", permits: 1).withPermit { _ in
            try await room.stay()
            return ContinuousClock.now
          }
        }
        do { try await Task.sleep(for: .seconds(60)) } catch {}
        #expect(!permit.isHeld)
        #expect(try await next.value >= end)
      }
    }
    #expect(error?.code == .lockLost)
    #expect(room.visits == 1)
  }

  @Test(arguments: ServerBinary.all) func extended(_ binary: ServerBinary) async throws {
    let redis = try await Redis.connect(try await RealServer.common(binary).url)
    defer { redis.close() }
    let semaphore = redis.semaphore("semaphore:extended", permits: 1, ttl: .seconds(5))
    try await semaphore.withPermit { permit in
      let first = permit.end
      while permit.end < first + .seconds(3) {
        try await Task.sleep(for: .milliseconds(10))
        #expect(try await semaphore.withPermitIfAvailable { _ in true } == nil)
      }
    }
    #expect(try await semaphore.withPermitIfAvailable { _ in true } == true)
  }

  @Test(arguments: ServerBinary.all) func lostToAnAdministrator(_ binary: ServerBinary) async throws {
    let redis = try await Redis.connect(try await RealServer.common(binary).url)
    defer { redis.close() }
    let error = await failure {
      try await redis.semaphore("semaphore:deleted", permits: 1, ttl: .milliseconds(300)).withPermit { _ in
        try await redis.del(keys: ["semaphore:{semaphore:deleted}"])
        try await Task.sleep(for: .seconds(60))
      }
    }
    #expect(error?.code == .lockLost)
  }
}
