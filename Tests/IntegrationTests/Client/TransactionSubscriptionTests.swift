import TestSupport
import Testing

@testable import TypedRedis

/// What a server sends of channels inside of a transaction's reply moves its elements. No other command may get one of them.
@Suite(.timeLimit(.minutes(1))) struct TransactionSubscriptionTests {
  private func connected(
    _ binary: ServerBinary, _ version: RedisOptions.ProtocolVersion,
    _ body: @Sendable (RedisConnection) async throws -> Void
  ) async throws {
    var options = try RedisOptions(url: RealServer.shared(binary).url)
    options.protocolVersion = version
    let redis = try await Redis.connect(options)
    defer { redis.close() }
    try await redis.withConnection { connection in try await body(connection) }
  }

  @Test(arguments: ServerBinary.all) func messagesToOneself(_ binary: ServerBinary) async throws {
    try await connected(binary, .resp3) { connection in
      _ = try await connection.subscribe(channels: ["transaction:\(binary)"])
      try await connection.multi()
      try await connection.execute("PUBLISH", "transaction:\(binary)", "message")
      try await connection.execute("ECHO", "queued")
      async let reply = connection.execute("EXEC")
      async let echo = connection.execute("ECHO", "own")
      let echoed = try? await echo
      // Redis 7.0 has the message among the replies, and the last of them behind.
      do {
        let reply = try await reply
        // Whichever was sent first: the other command is behind the transaction, or a part of it.
        if reply.array?.count == 3 {
          #expect(reply == .array([.integer(1), .bulk("queued"), .bulk("own")]))
          #expect(echoed?.string == "QUEUED")
        } else {
          #expect(reply == .array([.integer(1), .bulk("queued")]))
          #expect(echoed == .bulk("own"))
        }
      } catch let error as RedisError {
        #expect(error.code == .protocolViolation)
        #expect(error.mayHaveBeenApplied)
        #expect(echoed == nil || echoed == .bulk("own") || echoed?.string == "QUEUED")
      }
    }
  }

  @Test(arguments: ServerBinary.all, [RedisOptions.ProtocolVersion.resp2, .resp3])
  func subscriptions(_ binary: ServerBinary, _ version: RedisOptions.ProtocolVersion) async throws {
    try await connected(binary, version) { connection in
      try await connection.multi()
      let error = await #expect(throws: RedisError.self) { try await connection.subscribe(channels: ["a", "b"]) }
      #expect(error?.code == .unsupported)
      #expect(error?.command == "SUBSCRIBE")
      // The connection is closed, and the transaction with it.
      await #expect(throws: RedisError.self) { try await connection.execute("ECHO", "queued") }
    }
  }
}
