import Synchronization
import TestSupport
import Testing

@testable import TypedRedis

/// A probe that fails closes its connection, while the calls behind it are being looked through.
@Suite(.timeLimit(.minutes(1))) struct UnansweredProbeTests {
  private func options(_ server: ScriptedServer, probeTimeout: Duration) throws -> RedisOptions {
    var options = try RedisOptions(url: server.url)
    options.probeInterval = .milliseconds(20)
    options.probeTimeout = probeTimeout
    return options
  }

  /// Answers every command of a connection.
  private static func answer(_ peer: ScriptedServer.Peer, _ first: [String]) {
    var words = first
    while true {
      peer.send(words[0] == "PING" ? "+PONG\r\n" : "$2\r\nok\r\n")
      guard let next = peer.command() else { return }
      words = next
    }
  }

  @Test func commandsBehindOneThatIsNotAnsweredAreSentAgainOrFail() async throws {
    let probed = Mutex(false)
    let server = try ScriptedServer { peer, number in
      guard let words = peer.greet() else { return }
      if number > 0 { return Self.answer(peer, words) }
      probed.withLock { $0 = true }
      while peer.command() != nil {}
    }
    let redis = try await Redis.connect(options(server, probeTimeout: .seconds(1)))
    defer { redis.close() }
    while !probed.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(2)) }
    let outcomes = await withTaskGroup(of: String.self) { group in
      for number in 0..<200 {
        group.addTask {
          do throws(RedisError) {
            return try await redis.execute(number.isMultiple(of: 2) ? "GET" : "INCR", "key").string ?? ""
          } catch {
            return "\(error.code)"
          }
        }
      }
      return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
    }
    // On a busy machine some may come late enough for the next connection.
    let (done, failed) = (outcomes["ok"] ?? 0, outcomes["timedOut"] ?? 0)
    #expect(done >= 100 && done + failed == 200, "\(outcomes)")
  }

  @Test func oneThatTheServerRefusesIsAnswered() async throws {
    let connections = Mutex(0)
    let server = try ScriptedServer { peer, number in
      guard var words = peer.greet() else { return }
      connections.withLock { $0 = max($0, number + 1) }
      if number > 0 { return Self.answer(peer, words) }
      while true {
        peer.send(words[0] == "PING" ? "-LOADING Redis is loading the dataset in memory\r\n" : "$2\r\nok\r\n")
        guard let next = peer.command() else { return }
        words = next
      }
    }
    let redis = try await Redis.connect(options(server, probeTimeout: .milliseconds(300)))
    defer { redis.close() }
    try await Task.sleep(for: .milliseconds(800))
    #expect(try await redis.execute("GET", "key").string == "ok")
    #expect(connections.withLock { $0 } == 1)
  }
}
