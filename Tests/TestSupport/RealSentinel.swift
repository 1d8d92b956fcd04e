import Foundation

/// A process started from a configuration file, which the process may rewrite: a sentinel, or a
/// server for what needs such a file.
public final class RealSentinel: Sendable {
  public enum Mode: Sendable { case sentinel, server }

  public let binary: ServerBinary
  public let port: Int
  public let folder: String
  private let process: GuardedProcess

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
    port = try LoopbackSocket.freePort()
    let basics = ["port \(port)", "bind 127.0.0.1", "dir $folder", "logfile $folder/log"]
    var files = files
    files["process.conf"] = (basics + lines).joined(separator: "\n") + "\n"
    let folder = try ProcessFolder(files: files)
    self.folder = folder.path

    let words = [binary.path, folder.path + "/process.conf"] + (mode == .sentinel ? ["--sentinel"] : [])
    process = try GuardedProcess(words, in: folder)
    try binary.waitUntilAnswering(on: port, with: ["+PONG"], logging: self.folder + "/log")
  }

  public func stop() { process.stop() }
}
