import Foundation
import Synchronization

/// A server process that tests started, on a free loopback port, with a folder of its own.
public final class RealServer: Sendable {
  public let binary: ServerBinary
  public let port: Int
  public let folder: String
  private let ownFolder: ProcessFolder
  /// What the server is started with; nil for no process while it is down.
  private let state: Mutex<(words: [String], process: GuardedProcess?)>

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
    ownFolder = try ProcessFolder(files: files)
    folder = ownFolder.path
    let basics = [
      binary.path, "--port", "\(self.port)", "--bind", "127.0.0.1", "--dir", "$folder",
      "--unixsocket", "$folder/redis.sock", "--save", "", "--appendonly", "no",
      "--enable-debug-command", "yes", "--logfile", "$folder/log",
    ]
    let words = (basics + arguments).map(ownFolder.filled)
    state = Mutex((words, try GuardedProcess(words, in: ownFolder)))
    try waitUntilAnswering(["+PONG", "-NOAUTH"])
  }

  deinit { stop() }

  /// Ends the server and removes its folder.
  public func stop() {
    let process = state.withLock { $0.process.take() }
    process?.stop()
    ownFolder.remove()
  }

  private func waitUntilAnswering(_ answers: [String]) throws {
    try binary.waitUntilAnswering(on: port, with: answers, logging: folder + "/log")
  }

  // MARK: Faults

  /// Whether it has a process, be it held.
  public var isRunning: Bool { state.withLock { $0.process != nil } }

  /// Ends the server as `kill -9` does. Its folder stays, for `start`.
  public func kill() { state.withLock { $0.process.take() }?.kill() }

  /// Starts the server again that was killed, on the same port and in the same folder.
  ///
  /// - Parameters:
  ///   - arguments: what to add to those it was started with, for now and later (`--appendonly yes`).
  ///   - answers: it is waited for until PING is answered with one of these beginnings; with none, not at all.
  public func start(adding arguments: [String] = [], until answers: [String] = ["+PONG", "-NOAUTH"]) throws {
    try state.withLock { state in
      guard state.process == nil else { return }
      state.words += arguments.map(ownFolder.filled)
      state.process = try GuardedProcess(state.words, in: ownFolder)
    }
    if !answers.isEmpty { try waitUntilAnswering(answers) }
  }

  /// Holds the server's process: what is sent to it waits in the system's buffers.
  public func freeze() { state.withLock { $0.process?.signal("STOP") } }

  /// Lets a process that was held go on.
  public func thaw() { state.withLock { $0.process?.signal("CONT") } }

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
