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
    try binary.waitUntilAnswering(on: self.port, with: ["+PONG", "-NOAUTH"], logging: folder + "/log")
  }

  deinit { stop() }

  public func stop() {
    guard let running = process.withLock({ $0.take() }) else { return }
    running.stop()
    try? FileManager.default.removeItem(atPath: folder)
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
