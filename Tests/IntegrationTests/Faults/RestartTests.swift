import Foundation
import TestSupport
import Testing
import TypedRedis

/// A server that is killed and started again, with default options.
@Suite(.serialized, .timeLimit(.minutes(2))) struct RestartTests {
  /// When the server first answers, seen by somebody who asks all the time.
  private func answering(_ port: Int) async -> ContinuousClock.Instant {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        while true {
          if let socket = try? LoopbackSocket.connect(port: port) {
            socket.write("PING\r\n")
            let answer = socket.read() ?? []
            socket.close()
            if answer.starts(with: Array("+PONG".utf8)) { return continuation.resume(returning: .now) }
          }
          usleep(500)
        }
      }
    }
  }

  @Test(arguments: [30, 300, 3000]) func firstCommandAfterARestart(_ milliseconds: Int) async throws {
    let server = try await RealServer.started(nil, ["--appendonly", "yes"])
    defer { server.stop() }
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await redis.set(key: "kept", value: "still here")
    server.kill()
    // One call after the other, as a program would.
    let first = Task { () async throws -> ContinuousClock.Instant in
      let value = try await eventually { try await redis.get(key: "kept", as: String.self) }
      #expect(value == "still here")
      return .now
    }
    try await Task.sleep(for: .milliseconds(milliseconds))
    let accepting = Task { await answering(server.port) }
    try server.start(until: [])
    let delay = try await first.value - accepting.value
    print("first command after \(milliseconds) ms without a server: \(distribution([max(delay, .zero)]))")
    #expect(delay < .seconds(20))
    try await redis.set(key: "kept", value: "written")
    let leased = try await redis.withConnection { connection async throws in try await connection.get(key: "kept", as: String.self) }
    #expect(leased == "written")
  }
}
