import TestSupport
import Testing
import TypedRedis

extension ClientSuite {
  func checkBlocking(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    #expect(try await redis.blpop(keys: [key("empty")], timeout: 0.02) == nil)
    #expect(try await redis.bzpopmin(keys: [key("empty")], timeout: 0.02) == nil)
    let waiting = Task { try await redis.blpop(keys: [key("queue")], timeout: 30, as: String.self) }
    try await redis.rpush(key: key("queue"), elements: ["work"])
    #expect(try await waiting.value?.element == "work")
    let (a, b) = (key.together("a"), key.together("b"))
    let moving = Task { try await redis.blmove(source: a, destination: b, from: .left, to: .right, timeout: 30) }
    try await redis.rpush(key: a, elements: ["moved"])
    #expect(try await moving.value == "moved")
    #expect(try await redis.lrange(key: b, start: 0, stop: -1) == ["moved"])
    let reading = Task { try await redis.xread(block: 30_000, streams: [(key("stream"), "0")]) }
    try await redis.xadd(key: key("stream"), id: "*", fields: [("n", 1)])
    #expect(try await reading.value?.first?.entries.count == 1)
    // Nobody is given what somebody else has given up waiting for.
    let given = Task { try await redis.blpop(keys: [key("given up")], timeout: 0) }
    try await Task.sleep(for: .milliseconds(30))
    given.cancel()
    #expect(await failure { try await given.value }?.code == .cancelled)
    try await redis.rpush(key: key("given up"), elements: ["kept"])
    #expect(try await redis.llen(key: key("given up")) == 1)
  }

  /// At several servers, beside ordinary commands, which they do not hold up.
  func checkManyBlocked(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let names = key.many(24, "queue")
    let waiting = names.map { name in Task { try await redis.blpop(keys: [name], timeout: 30, as: String.self) } }
    for name in names { try await redis.rpush(key: name, elements: [name]) }
    for (name, task) in zip(names, waiting) { #expect(try await task.value?.element == name) }
  }

  func checkCancellation(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let names = key.many(8)
    try await redis.mset(entries: names.map { (key: $0, value: $0) })
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<24 {
        group.addTask {
          for number in 0..<30 {
            let name = names[(task + number) % names.count]
            let call = Task { try await redis.get(key: name, as: String.self) }
            if number.isMultiple(of: 3) { call.cancel() }
            do {
              #expect(try await call.value == name)
            } catch {
              #expect((error as? RedisError)?.code == .cancelled)
            }
          }
        }
      }
    }
    let split = Task { () async -> RedisError? in
      withUnsafeCurrentTask { $0?.cancel() }
      return await failure { try await redis.mget(keys: names) }
    }
    #expect(await split.value?.code == .cancelled)
  }

  /// A server that is busy for longer than somebody waits: its late answer is nobody's.
  func checkTimeouts(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    try await redis.set(key: key("a"), value: "a")
    // By counting: while a script runs, the server's clock may stand still for it.
    let busy = "local n = 0; for i = 1, 3e7 do n = n + i end; return redis.call('incr', KEYS[1])"
    let error = await failure {
      try await redis.withTimeout(.milliseconds(20)).eval(script: busy, keys: [key("a:late")])
    }
    #expect(error?.code == .timedOut && error?.mayHaveBeenApplied == true, "\(String(describing: error))")
    #expect(try await redis.get(key: key("a"), as: String.self) == "a")
    #expect(try await redis.get(key: key("a:late"), as: Int.self) == 1)
  }

  func checkOwnReplies(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let wrong = try await withThrowingTaskGroup(of: Int.self) { group in
      for task in 0..<32 {
        group.addTask(executorPreference: task.isMultiple(of: 2) ? redis.executor : nil) {
          var wrong = 0
          for number in 0..<60 {
            let name = key("own:\(task):\(number % 7)")
            try await redis.set(key: name, value: "\(name)=\(number)")
            if try await redis.get(key: name, as: String.self) != "\(name)=\(number)" { wrong += 1 }
          }
          return wrong
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(wrong == 0)
  }

  func checkClosing(_ redis: some RedisClient, _ key: SuiteKeys) async throws {
    let events = redis.events
    let waiting = Task { await failure { try await redis.blpop(keys: [key("never")], timeout: 0) } }
    try await Task.sleep(for: .milliseconds(30))
    redis.close()
    #expect(await waiting.value?.code == .clientClosed)
    #expect(await failure { try await redis.get(key: key("a")) }?.code == .clientClosed)
    #expect(await failure { try await redis.mget(keys: key.many(9)) }?.code == .clientClosed)
    #expect(await failure { try await redis.pipeline().get(key: key("a")).execute() }?.code == .clientClosed)
    #expect(await failure { try await redis.transaction().get(key: key("a")).execute() }?.code == .clientClosed)
    #expect(await failure { try await redis.withConnection(for: [key("a")]) { try await $0.ping() } }?.code == .clientClosed)
    #expect(await failure { try await redis.withLock(key("a")) { _ in } }?.code == .clientClosed)
    for await _ in events {}
  }
}
