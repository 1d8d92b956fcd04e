import Foundation
import Synchronization
import TestSupport
import Testing

@testable import TypedRedis

/// Replies stay with their commands, whatever becomes of a login between them.
@Suite(.timeLimit(.minutes(1))) struct RotationOrderTests {
  /// Answers every command with its key, and new logins with nothing, as servers since 7.2 do with some that they refuse.
  private func server(
    login: @escaping @Sendable () -> Void = {}, question: @escaping @Sendable (String) -> String
  ) throws -> ScriptedServer {
    try ScriptedServer { peer, _ in
      var next = peer.greet()
      while let words = next {
        switch words[0] {
        case "AUTH": login()
        case "ECHO": peer.send(question(words[1]))
        default: peer.send("$\(words[1].utf8.count)\r\n\(words[1])\r\n")
        }
        next = peer.command()
      }
    }
  }

  private func expectEveryReplyInItsPlace(_ server: ScriptedServer, _ query: String, _ asked: Questions) async throws {
    let rotating = RotatingCredentials(RedisCredentials(user: "ada", password: "1"))
    var options = try RedisOptions(url: "\(server.url)?\(query)")
    options.credentials = rotating
    let client = try await Redis.connect(options)
    defer { client.close() }
    let redis = client.withTimeout(.seconds(20))
    #expect(try await redis.get(key: "first", as: String.self) == "first")
    rotating.rotate(to: RedisCredentials(user: "ada", password: "2"))
    try await withThrowingTaskGroup { group in
      for task in 0..<8 {
        group.addTask {
          var number = 0
          // On until the login has been there, and further.
          while number < 50 || asked.count.withLock({ $0 }) == 0 {
            number += 1
            let key = "\(task):\(number)"
            do throws(RedisError) {
              let found = try await redis.get(key: key, as: String.self)
              #expect(found == key)
            } catch {
              // Where there is little room.
              guard error.code == .limitExceeded else { throw error }
            }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test(arguments: ["-NOPERM User ada has no permissions to run the 'echo' command", "-BUSY a script runs", "-NOAUTH x"])
  func aQuestionThatIsRefused(_ reply: String) async throws {
    let asked = Questions()
    let server = try server { _ in
      asked.count.withLock { $0 += 1 }
      return "\(reply)\r\n"
    }
    try await expectEveryReplyInItsPlace(server, "", asked)
  }

  @Test func aLoginThatIsAnsweredTooLate() async throws {
    let asked = Questions()
    let server = try server(login: { Thread.sleep(forTimeInterval: 0.5) }) { text in
      asked.count.withLock { $0 += 1 }
      return "$\(text.utf8.count)\r\n\(text)\r\n"
    }
    try await expectEveryReplyInItsPlace(server, "command_timeout=0.2", asked)
  }

  /// When nothing more may wait, both commands of a login still go out.
  @Test func aLoginBehindAFullQueue() async throws {
    let asked = Questions()
    let server = try server { text in
      asked.count.withLock { $0 += 1 }
      return "$\(text.utf8.count)\r\n\(text)\r\n"
    }
    try await expectEveryReplyInItsPlace(server, "max_in_flight=2&max_pending=6", asked)
  }

  private final class Questions: Sendable { let count = Mutex(0) }
}
