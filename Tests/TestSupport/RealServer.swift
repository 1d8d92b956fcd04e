import Foundation
import Synchronization

/// A server process that tests started, on a free loopback port, with a folder of its own.
public final class RealServer: Sendable {
  public let binary: ServerBinary
  public let port: Int
  public let folder: String
  private let process: GuardedProcess

  public var socketPath: String { folder + "/redis.sock" }
  public var url: String { "redis://127.0.0.1:\(port)" }

  /// Starts a server and waits until it answers.
  ///
  /// - Parameter arguments: in which `$folder` stands for the server's own folder, into which
  ///   `files` are written first.
  public init(
    _ binary: ServerBinary, port: Int? = nil, arguments: [String] = [], files: [String: String] = [:]
  ) throws {
    self.binary = binary
    self.port = try port ?? LoopbackSocket.freePort()
    let folder = try ProcessFolder(files: files)
    self.folder = folder.path
    let basics = [
      binary.path, "--port", "\(self.port)", "--bind", "127.0.0.1", "--dir", "$folder",
      "--unixsocket", "$folder/redis.sock", "--save", "", "--appendonly", "no",
      "--enable-debug-command", "yes", "--logfile", "$folder/log",
    ]
    process = try GuardedProcess((basics + arguments).map(folder.filled), in: folder)
    try binary.waitUntilAnswering(on: self.port, with: ["+PONG", "-NOAUTH"], logging: self.folder + "/log")
  }

  public func stop() { process.stop() }

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
