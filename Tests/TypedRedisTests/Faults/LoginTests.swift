import Foundation
import Synchronization
import TestSupport
import Testing

@testable import TypedRedis

/// A login that a server refuses without a word, as servers since 7.2 do while other replies are on their way out: the replies
/// behind it must not be taken for those of the commands before.
@Suite(.timeLimit(.minutes(1))) struct LoginTests {
  /// Says nothing to a login that comes while a slow command has no reply yet.
  private func server(slowness: UInt32) throws -> ScriptedServer {
    try ScriptedServer { peer, _ in
      let isSlow = Mutex(false)
      var next = peer.greet()
      while let words = next {
        switch words[0] {
        case "AUTH" where isSlow.withLock { $0 }: break
        case "AUTH": peer.send("-WRONGPASS invalid username-password pair\r\n")
        case "SLOW":
          isSlow.withLock { $0 = true }
          Thread.detachNewThread {
            usleep(slowness)
            // In this order: a login may follow the reply at once.
            isSlow.withLock { $0 = false }
            peer.send("+slow\r\n")
          }
        default:
          while isSlow.withLock({ $0 }) { usleep(1000) }
          peer.send("+\(words[words.count - 1])\r\n")
        }
        next = peer.command()
      }
    }
  }

  @Test func isAloneOnItsConnection() async throws {
    let server = try server(slowness: 60_000)
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await redis.withConnection { connection in
      let slow = Task { try await connection.execute("SLOW", "1").string }
      while await redis.statistics().exclusive.commandsSent < 1 { try await Task.sleep(for: .milliseconds(2)) }
      let login = Task { try await connection.auth(password: "wrong") }
      let behind = (0..<5).map { number in
        Task { try await connection.execute("GET", "behind \(number)").string }
      }
      // Whichever of them came first: each has its own reply.
      for (number, task) in behind.enumerated() { #expect(try await task.value == "behind \(number)") }
      #expect(try await slow.value == "slow")
      let error = await #expect(throws: RedisError.self) { try await login.value }
      #expect(error?.server?.kind == "WRONGPASS")
    }
  }

  @Test func waitsForWhatIsUnderWay() async throws {
    let server = try server(slowness: 3_000_000)
    let redis = try await Redis.connect(server.url)
    defer { redis.close() }
    try await redis.withConnection { connection in
      let slow = Task { try await connection.execute("SLOW", "1").string }
      while await redis.statistics().exclusive.commandsSent < 1 { try await Task.sleep(for: .milliseconds(2)) }
      // Never sent while the other has no reply.
      let login = await #expect(throws: RedisError.self) {
        try await connection.withTimeout(.milliseconds(60)).auth(password: "wrong")
      }
      #expect(login?.code == .timedOut)
      #expect(login?.mayHaveBeenApplied == false)
      #expect(try await connection.execute("GET", "next").string == "next")
      #expect(try await slow.value == "slow")
    }
  }
}
