import TestSupport
import Testing

@testable import TypedRedis

/// What the shared client promises, on real servers.
@Suite(.timeLimit(.minutes(2))) struct SharedClientTests {
  @Test(arguments: ServerBinary.all) func everyTaskGetsItsOwnReply(_ binary: ServerBinary) async throws {
    let redis = try await Redis.connect(RealServer.shared(binary).url)
    defer { redis.close() }
    let wrong = try await withThrowingTaskGroup(of: Int.self) { group in
      for task in 0..<64 {
        group.addTask(executorPreference: task.isMultiple(of: 2) ? redis.executor : nil) {
          var wrong = 0
          for number in 0..<200 {
            let key = "own:\(task):\(number % 7)"
            try await redis.set(key: key, value: "\(key)=\(number)")
            if try await redis.get(key: key, as: String.self) != "\(key)=\(number)" { wrong += 1 }
          }
          return wrong
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(wrong == 0)
  }

  @Test(arguments: ServerBinary.all) func cancelledCommandsTakeNobodysReply(_ binary: ServerBinary) async throws {
    let redis = try await Redis.connect(RealServer.shared(binary).url)
    defer { redis.close() }
    for key in 0..<8 { try await redis.set(key: "cancel:\(key)", value: "value \(key)") }
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<32 {
        group.addTask {
          for number in 0..<60 {
            let key = (task + number) % 8
            let call = Task { try await redis.get(key: "cancel:\(key)", as: String.self) }
            if number.isMultiple(of: 3) { call.cancel() }
            do {
              let value = try await call.value
              #expect(value == "value \(key)")
            } catch {
              #expect((error as? RedisError)?.code == .cancelled)
            }
          }
        }
      }
    }
  }

  @Test(arguments: ServerBinary.all) func blockingCommandsHoldNobodyUp(_ binary: ServerBinary) async throws {
    let redis = try await Redis.connect(RealServer.shared(binary).url)
    defer { redis.close() }
    try await redis.del(keys: ["block:queue"])
    let popped = Task { try await redis.blpop(keys: ["block:queue"], timeout: 30, as: String.self) }
    for number in 0..<50 { try await redis.set(key: "block:other", value: number) }
    try await redis.rpush(key: "block:queue", elements: ["job"])
    #expect(try await popped.value?.element == "job")

    let cancelled = Task { try await redis.blpop(keys: ["block:queue"], timeout: 0) }
    try await Task.sleep(for: .milliseconds(30))
    cancelled.cancel()
    let error = await #expect(throws: RedisError.self) { try await cancelled.value }
    #expect(error?.code == .cancelled)
    try await redis.rpush(key: "block:queue", elements: ["kept"])
    #expect(try await redis.llen(key: "block:queue") == 1)
  }

  @Test(arguments: ServerBinary.all) func comesBackWhenItsConnectionIsKilled(_ binary: ServerBinary) async throws {
    let server = try RealServer.shared(binary)
    let redis = try await Redis.connect("\(server.url)/3?client_name=victim")
    let other = try await Redis.connect(server.url)
    defer {
      redis.close()
      other.close()
    }
    try await redis.set(key: "survivor", value: "here")
    for _ in 0..<5 {
      let id = try await redis.clientId()
      try await other.execute("CLIENT", "KILL", "ID", id)
      // Reads are sent again over the next connection, which is in the same database.
      #expect(try await redis.get(key: "survivor", as: String.self) == "here")
      #expect(try await redis.clientGetname() == "victim")
      #expect(try await redis.clientId() != id)
    }
  }

  @Test(arguments: ServerBinary.all) func aRestartedServerIsFoundAgain(_ binary: ServerBinary) async throws {
    let first = try RealServer(binary)
    let redis = try await Redis.connect(first.url)
    defer { redis.close() }
    #expect(try await redis.ping() == "PONG")
    first.stop()
    let waiting = Task { try await redis.exists(keys: ["a"]) }
    let second = try RealServer(binary, port: first.port)
    defer { second.stop() }
    #expect(try await waiting.value == 0)
  }

  @Test(arguments: ServerBinary.all) func largeAndOddValuesSurvive(_ binary: ServerBinary) async throws {
    let redis = try await Redis.connect(RealServer.shared(binary).url)
    defer { redis.close() }
    let odd = [UInt8](0...255) + Array("\r\n$-1\r\n".utf8)
    let large = [UInt8](repeating: 0x5A, count: 5_000_000)
    for (key, value) in [("odd:bytes", odd), ("odd:large", large), ("odd:empty", [])] {
      try await redis.set(key: key, value: value)
      #expect(try await redis.get(key: key)?.bytes == value)
    }
    try await redis.set(key: odd, value: "found")
    #expect(try await redis.get(key: odd, as: String.self) == "found")
    await #expect(throws: RedisError.self) { try await redis.get(key: "odd:bytes", as: String.self) }
    try await redis.del(keys: ["odd:large"])
  }

  @Test(arguments: ServerBinary.all) func stateChangesNeedAConnection(_ binary: ServerBinary) async throws {
    let redis = try await Redis.connect(RealServer.shared(binary).url)
    defer { redis.close() }
    let error = await #expect(throws: RedisError.self) { try await redis.execute("SELECT", "1") }
    #expect(error?.code == .unsupported)
    let typed = await #expect(throws: RedisError.self) { try await redis.run(Commands.MULTI()) }
    #expect(typed?.code == .unsupported)

    // Whatever a lease does to its connection is gone with it.
    for _ in 0..<3 {
      try await redis.withConnection { connection in
        #expect(try await connection.clientGetname() == nil)
        try await connection.clientSetname(name: "changed")
        try await connection.select(database: 9)
      }
    }
    let escaped = try await redis.withConnection { $0 }
    let late = await #expect(throws: RedisError.self) { try await escaped.ping() }
    #expect(late?.code == .connectionClosed)
  }

  @Test(arguments: ServerBinary.all) func exclusiveConnectionsAreLimited(_ binary: ServerBinary) async throws {
    let redis = try await Redis.connect(
      "\(RealServer.shared(binary).url)?max_connections=2&lease_timeout=1")
    defer { redis.close() }
    try await redis.withConnection { _ in
      try await redis.withConnection { _ in
        let error = await #expect(throws: RedisError.self) {
          try await redis.withConnection { try await $0.ping() }
        }
        #expect(error?.code == .timedOut)
        #expect(error?.message.contains("2 exclusive connections") == true)
      }
      let pong = try await redis.withConnection { try await $0.ping() }
      #expect(pong == "PONG")
    }
  }

  @Test(arguments: ServerBinary.all) func subscriptionsAreConfirmed(_ binary: ServerBinary) async throws {
    for version in ["2", "3"] {
      let redis = try await Redis.connect("\(RealServer.shared(binary).url)?protocol=\(version)")
      defer { redis.close() }
      try await redis.withConnection { connection in
        let changes = try await connection.subscribe(channels: ["news", "weather"])
        #expect(changes.map(\.kind) == ["subscribe", "subscribe"])
        #expect(changes.map(\.count) == [1, 2])
        try await redis.publish(channel: "news", message: "hello")
        let ended = try await connection.unsubscribe()
        #expect(ended.map(\.kind) == ["unsubscribe", "unsubscribe"])
        #expect(ended.last?.count == 0)
        #expect(try await connection.get(key: "none") == nil)
      }
    }
  }
}
