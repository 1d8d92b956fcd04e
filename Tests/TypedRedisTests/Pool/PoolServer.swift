import Synchronization
import TestSupport

@testable import RedisTransport
@testable import TypedRedis

/// A server that greets, echoes the first argument, and notes what it is sent: `0 HELLO`, with the connection's number.
final class PoolServer: Sendable {
  private let server: ScriptedServer
  private let log: Log

  private final class Log: Sendable {
    let lines = Mutex<[String]>([])
  }

  var url: String { server.url }
  var port: Int { server.port }
  var lines: [String] { log.lines.withLock { $0 } }

  /// `answer` may answer a command in another way: with text, with none at all (""), or by hanging up (nil).
  init(
    _ answer: @escaping @Sendable (_ words: [String], _ connection: Int, _ number: Int) -> String? = { words, _, _ in
      PoolServer.usual(words)
    }
  ) throws {
    let log = Log()
    self.log = log
    server = try ScriptedServer { peer, connection in
      var number = 0
      while let words = peer.command() {
        log.lines.withLock { $0.append("\(connection) \(words[0])") }
        guard let text = answer(words, connection, number) else { return peer.close() }
        number += 1
        peer.send(text)
      }
    }
  }

  static func usual(_ words: [String]) -> String {
    switch words[0] {
    case "HELLO": "%2\r\n$6\r\nserver\r\n$5\r\nredis\r\n$5\r\nproto\r\n:3\r\n"
    case "RESET": "+RESET\r\n"
    case "PING": "+PONG\r\n"
    case "BLPOP": "*2\r\n$1\r\nq\r\n$3\r\njob\r\n"
    case "GET": "$\(words[1].utf8.count)\r\n\(words[1])\r\n"
    default: "+OK\r\n"
    }
  }

  func stop() { server.stop() }

  /// A pool of its own for this server.
  func pool(
    probeTimeout: Duration = .seconds(5), _ change: (inout PoolOptions) -> Void = { _ in },
    observe: (@Sendable (ConnectionEvent) -> Void)? = nil
  ) -> ConnectionPool {
    let settings = HandshakeSettings(RedisOptions())
    var connection = ConnectionOptions(endpoint: .tcp(host: "127.0.0.1", port: port)) {
      HelloHandshake(settings, credentials: nil)
    }
    connection.probe = { Commands.PING().encode(into: &$0) }
    connection.probeTimeout = probeTimeout
    connection.observe = observe
    var pool = PoolOptions()
    // A busy machine takes its time; tests of this deadline say their own.
    pool.leaseTimeout = .seconds(50)
    change(&pool)
    return ConnectionPool(loop: .shared, options: connection, pool: pool)
  }
}

extension ConnectionPool {
  /// Waits until the statistics are so; false if they never are.
  func comes(to condition: (PoolStatistics) -> Bool) async -> Bool {
    for _ in 0..<1000 {
      if condition(await statistics()) { return true }
      try? await Task.sleep(for: .milliseconds(5))
    }
    return false
  }
}
