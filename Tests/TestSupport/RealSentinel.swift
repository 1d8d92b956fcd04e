import Foundation
import Synchronization

/// A process started from a configuration file, which the process may rewrite: a sentinel, or a
/// server for what needs such a file.
public final class RealSentinel: Sendable {
  public enum Mode: Sendable { case sentinel, server }

  public let binary: ServerBinary
  public let port: Int
  public let folder: String
  private let process: Mutex<GuardedProcess?>

  public var url: String { "redis://127.0.0.1:\(port)" }
  public var configuration: String { folder + "/process.conf" }

  /// Starts the process and waits until it answers.
  ///
  /// - Parameter lines: what the file says besides where to listen; `$folder` stands for the
  ///   process's own folder, into which `files` (executable) are written first.
  public init(
    _ binary: ServerBinary, as mode: Mode = .sentinel, lines: [String] = [],
    files: [String: String] = [:]
  ) throws {
    self.binary = binary
    folder = NSTemporaryDirectory() + "typed-redis-" + UUID().uuidString.prefix(8)
    process = Mutex(nil)
    port = try LoopbackSocket.freePort()
    let manager = FileManager.default
    try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in files {
      try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
      try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(folder)/\(name)")
    }
    let basics = ["port \(port)", "bind 127.0.0.1", "dir \(folder)", "logfile \(folder)/log"]
    let text = (basics + lines).joined(separator: "\n") + "\n"
    try text.replacingOccurrences(of: "$folder", with: folder)
      .write(toFile: configuration, atomically: true, encoding: .utf8)

    let words = [binary.path, configuration] + (mode == .sentinel ? ["--sentinel"] : [])
    let guarded = try GuardedProcess(words)
    process.withLock { $0 = guarded }
    try binary.waitUntilAnswering(on: port, with: ["+PONG"], logging: folder + "/log")
  }

  deinit { stop() }

  public func stop() {
    guard let running = process.withLock({ $0.take() }) else { return }
    running.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }
}
