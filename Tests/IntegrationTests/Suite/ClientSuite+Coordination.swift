import TestSupport
import Testing
import TypedRedis

extension ClientSuite {
  func checkLocks(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    // In many slots, so that the servers of all have to know the scripts.
    for name in key.many(12) {
      let first = try await redis.withLock(name) { lock in
        #expect(lock.isHeld && lock.name == name)
        let other = try await redis.withLockIfAvailable(name) { _ in true }
        #expect(other == nil)
        return lock.fencingToken
      }
      #expect(try await redis.withLock(name) { $0.fencingToken } > first)
      #expect(try await redis.exists(keys: ["lock:{\(name)}"]) == 0)
    }
    let error = try await redis.withLock(key("busy")) { _ in
      await failure { try await redis.withLock(key("busy"), waitingAtMost: .milliseconds(20)) { _ in } }
    }
    #expect(error?.code == .timedOut)
    let detector = OverlapDetector()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<5 { try await redis.withLock(key("shared"), waitingAtMost: .seconds(60)) { detector.use($0) } }
        }
      }
      try await group.waitForAll()
    }
    #expect(detector.uses == 40 && detector.complaints == [])
  }

  func checkSemaphores(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let room = Noted((inside: 0, most: 0, visits: 0))
    let semaphore = redis.semaphore(key("room"), permits: 3)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<12 {
        group.addTask {
          try await semaphore.withPermit(waitingAtMost: .seconds(60)) { _ in
            room.change { $0 = ($0.inside + 1, max($0.most, $0.inside + 1), $0.visits + 1) }
            try await Task.sleep(for: .milliseconds(3))
            room.change { $0.inside -= 1 }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(room.value.visits == 12)
    #expect(room.value.most <= 3)
  }

  func checkRateLimiters(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let limiter = redis.rateLimiter(key("logins"), limit: 7, per: .seconds(600))
    let allowed = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<60 { group.addTask { try await limiter.take(for: "user \(number % 3)").isAllowed } }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(allowed == 21)
    #expect(try await limiter.take(for: "user 0").retryAfter > .zero)
  }
}
