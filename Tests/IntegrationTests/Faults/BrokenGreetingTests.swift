import TestSupport
import Testing
import TypedRedis

/// A connection that breaks under the very commands that waited for it.
@Suite(.timeLimit(.minutes(1))) struct BrokenGreetingTests {
  /// The last reply of the handshake lets the commands go, and while they are written the server hangs up, having answered some. The
  /// handshake's reply, which is still being handled, must not become theirs.
  @Test func repliesOfTheHandshakeAreNobodys() async throws {
    for _ in 0..<5 {
      let server = try ScriptedServer { peer, _ in
        if let words = peer.greet() { peer.send("$\(words[1].utf8.count)\r\n\(words[1])\r\n") }
        peer.close()
      }
      defer { server.stop() }
      let redis = try Redis(RedisOptions(url: "\(server.url)?lazy=true&command_timeout=5"))
      defer { redis.close() }
      let wrong = await withTaskGroup(of: String?.self) { group in
        for number in 0..<1000 {
          group.addTask {
            do throws(RedisError) {
              let found = try await redis.eval(script: "\(number)")
              return found.string == "\(number)" ? nil : "\(found) instead of \(number)"
            } catch {
              return error.code == .connectionClosed || error.code == .timedOut ? nil : "\(error)"
            }
          }
        }
        return await group.reduce(into: [String]()) { if let text = $1 { $0.append(text) } }
      }
      #expect(wrong.isEmpty, "\(wrong.prefix(3))")
    }
  }
}
