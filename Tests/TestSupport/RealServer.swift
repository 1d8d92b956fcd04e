import Foundation
import Synchronization

/// A server process that tests started, on a free loopback port, with a folder of its own.
public final class RealServer: Sendable {
  public let binary: ServerBinary
  public let port: Int
  public let folder: String
  private let process: Mutex<GuardedProcess?>

  public var socketPath: String { folder + "/redis.sock" }
  public var url: String { "redis://127.0.0.1:\(port)" }

  /// Starts a server and waits until it answers.
  public init(_ binary: ServerBinary, port: Int? = nil, arguments: [String] = []) throws {
    self.binary = binary
    folder = NSTemporaryDirectory() + "typed-redis-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    process = Mutex(nil)
    self.port = try port ?? LoopbackSocket.freePort()
    let words =
      [
        binary.path, "--port", "\(self.port)", "--bind", "127.0.0.1", "--dir", folder,
        "--unixsocket", folder + "/redis.sock", "--save", "", "--appendonly", "no",
        "--enable-debug-command", "yes", "--logfile", folder + "/log",
      ] + arguments
    let guarded = try GuardedProcess(words)
    process.withLock { $0 = guarded }
    try waitUntilReady()
  }

  deinit { stop() }

  public func stop() {
    guard let running = process.withLock({ $0.take() }) else { return }
    running.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  private func waitUntilReady() throws {
    for _ in 0..<600 {
      if let socket = try? LoopbackSocket.connect(port: port) {
        defer { socket.close() }
        socket.write("PING\r\n")
        let answer = socket.read() ?? []
        if answer.starts(with: Array("+PONG".utf8)) || answer.starts(with: Array("-NOAUTH".utf8)) {
          return
        }
      }
      usleep(50_000)
    }
    let log = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "no log"
    throw ServerDidNotStart(binary: binary, log: String(log.suffix(2000)))
  }

  // MARK: One server of each kind for all tests

  private static let shared = Mutex<[ServerBinary: RealServer]>([:])

  /// The server of this kind that all tests share. It ends with the test process.
  public static func shared(_ binary: ServerBinary) throws -> RealServer {
    try shared.withLock { servers in
      if let server = servers[binary] { return server }
      let server = try RealServer(binary)
      servers[binary] = server
      return server
    }
  }
}

public struct ServerDidNotStart: Error {
  public let binary: ServerBinary
  public let log: String
}
