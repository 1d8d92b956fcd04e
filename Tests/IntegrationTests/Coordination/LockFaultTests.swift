import TestSupport
import Testing
import TypedRedis

/// A lock is never held by two, whatever happens to servers and connections.
@Suite(.timeLimit(.minutes(3))) struct LockFaultTests {
  /// Takes the lock again and again, and uses what it protects for a while each time: now and then for longer than the lock lasts.
  private func worker(
    _ redis: Redis, _ detector: OverlapDetector, staysLong: Bool, until isOver: @escaping @Sendable () -> Bool
  ) async {
    while !isOver() {
      do {
        try await redis.withLock("shared", ttl: .milliseconds(400), waitingAtMost: .seconds(2)) { lock in
          for _ in 0..<(staysLong && Bool.random() ? 400 : Int.random(in: 1...20)) {
            detector.use(lock)
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...5)))
          }
          detector.use(lock)
        }
      } catch {
        try? await Task.sleep(for: .milliseconds(5))
      }
    }
  }

  private func run(
    _ redis: [Redis], tasks: Int, _ detector: OverlapDetector, during faults: @Sendable () async throws -> Void
  ) async throws {
    let isOver = Noted(false)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<tasks {
        let redis = redis[number % redis.count]
        let staysLong = number % 3 < 2
        group.addTask { await worker(redis, detector, staysLong: staysLong) { isOver.value } }
      }
      do { try await faults() } catch {
        isOver.change { $0 = true }
        throw error
      }
      isOver.change { $0 = true }
      try await group.waitForAll()
    }
  }

  @Test(arguments: ServerBinary.all) func manyTasksAndCutConnections(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let proxy = try FaultProxy(to: server.port)
    defer { proxy.stop() }
    let detector = OverlapDetector()
    var options = try RedisOptions(url: proxy.url)
    options.commandTimeout = .milliseconds(300)
    let clients = try await [Redis.connect(options), Redis.connect(options), Redis.connect(server.url)]
    defer { for client in clients { client.close() } }
    try await run(clients, tasks: 24, detector) {
      for round in 0..<6 {
        try await Task.sleep(for: .milliseconds(400))
        switch round % 3 {
        case 0: proxy.pause(.replies, after: 40)
        case 1: proxy.pause()
        default: break
        }
        try await Task.sleep(for: .milliseconds(round % 3 == 2 ? 50 : 900))
        proxy.cutAll(round % 2 == 0 ? .reset : .close)
        proxy.resume()
      }
      // It goes on after all that.
      let before = detector.uses
      while detector.uses < before + 20 { try await Task.sleep(for: .milliseconds(10)) }
    }
    #expect(detector.complaints == [])
    #expect(detector.uses > 50)
  }

  @Test(arguments: ServerBinary.all) func frozenServer(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let detector = OverlapDetector()
    let clients = try await [Redis.connect(server.url), Redis.connect(server.url)]
    defer { for client in clients { client.close() } }
    try await run(clients, tasks: 8, detector) {
      for milliseconds in [100, 700, 300, 500] {
        try await Task.sleep(for: .milliseconds(200))
        server.freeze()
        try await Task.sleep(for: .milliseconds(milliseconds))
        server.thaw()
      }
      let before = detector.uses
      while detector.uses < before + 20 { try await Task.sleep(for: .milliseconds(10)) }
    }
    #expect(detector.complaints == [])
  }

  /// The holder is cut off, the server and the others are not.
  @Test(arguments: ServerBinary.all) func lossCancelsTheBody(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let proxy = try FaultProxy(to: server.port)
    defer { proxy.stop() }
    let cutOff = try await Redis.connect(proxy.url)
    defer { cutOff.close() }
    let other = try await Redis.connect(server.url)
    defer { other.close() }
    let detector = OverlapDetector()
    let error = await failure {
      try await cutOff.withLock("shared", ttl: .milliseconds(500)) { lock in
        detector.use(lock)
        proxy.blackhole(true)
        let next = Task { try await other.withLock("shared", ttl: .seconds(5)) { detector.use($0) } }
        do {
          while true {
            try await Task.sleep(for: .milliseconds(5))
            if lock.isHeld { detector.use(lock) }
          }
        } catch {
          #expect(error is CancellationError)
          #expect(!lock.isHeld)
          try await next.value
          // Too late, and known to be.
          detector.use(lock)
          throw error
        }
      }
    }
    #expect(error?.code == .lockLost)
    #expect(error?.message.contains("was not extended within") == true)
    #expect(detector.complaints == [])
    #expect(detector.late > 0)
  }

  /// An answer that was lost does not leave the lock to nobody for longer than has to be.
  @Test(arguments: ServerBinary.all) func lostAnswerToTheFirstQuestion(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let proxy = try FaultProxy(to: server.port)
    defer { proxy.stop() }
    let redis = try await Redis.connect(proxy.url)
    defer { redis.close() }
    let direct = try await Redis.connect(server.url)
    defer { direct.close() }
    _ = try await redis.withLock("warm") { _ in }
    proxy.pause(.replies)
    let taking = Task { try await redis.withLock("shared", ttl: .seconds(20)) { $0.fencingToken } }
    try await eventually { try await expectValue(1) { try await direct.exists(keys: ["lock:{shared}"]) } }
    proxy.cutAll()
    proxy.resume()
    #expect(try await taking.value > 0)
    // Without waiting for the life of the one that nobody was told of.
    #expect(try await direct.withLockIfAvailable("shared") { _ in true } == true)
    // Cancelled while the answer is missing: taken back.
    proxy.pause(.replies)
    let giving = Task { await failure { try await redis.withLock("shared", ttl: .seconds(20)) { _ in } } }
    try await eventually { try await expectValue(1) { try await direct.exists(keys: ["lock:{shared}"]) } }
    giving.cancel()
    #expect(await giving.value?.code == .cancelled)
    proxy.resume()
    try await eventually { try await expectValue(0) { try await direct.exists(keys: ["lock:{shared}"]) } }
  }

  /// A server that restarts without its data forgets the lock: its holder is told, and numbers go on rising.
  @Test(arguments: ServerBinary.all) func restartWithoutData(_ binary: ServerBinary) async throws {
    let server = try await RealServer.started(binary)
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    let numbers = Noted<[Int]>([])
    let error = await failure {
      try await redis.withLock("shared", ttl: .seconds(3)) { lock in
        numbers.change { $0.append(lock.fencingToken) }
        try await server.restart()
        try await Task.sleep(for: .seconds(60))
      }
    }
    #expect(error?.code == .lockLost)
    let next = try await redis.withLock("shared") { $0.fencingToken }
    #expect(numbers.value.count == 1 && numbers.value.allSatisfy { $0 < next })
  }
}
