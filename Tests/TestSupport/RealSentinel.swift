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
  /// - Parameters:
  ///   - port: where to listen; nil for a free one.
  ///   - lines: what the file says besides where to listen; `$folder` stands for the
  ///     process's own folder, into which `files` (executable) are written first.
  public init(
    _ binary: ServerBinary, as mode: Mode = .sentinel, port: Int? = nil, lines: [String] = [],
    files: [String: String] = [:]
  ) throws {
    self.binary = binary
    self.port = try port ?? LoopbackSocket.freePort()
    let basics = ["port \(self.port)", "bind 127.0.0.1", "dir $folder", "logfile $folder/log"]
    var files = files
    files["process.conf"] = (basics + lines).joined(separator: "\n") + "\n"
    let folder = try ProcessFolder(files: files)
    self.folder = folder.path

    let words = [binary.path, folder.path + "/process.conf"] + (mode == .sentinel ? ["--sentinel"] : [])
    process = try GuardedProcess(words, in: folder)
    try binary.waitUntilAnswering(on: self.port, with: ["+PONG", "-NOAUTH"], logging: self.folder + "/log")
  }

  public func stop() { process.stop() }

  /// Holds the process: what is sent to it waits in the system's buffers.
  public func freeze() { process.signal("STOP") }

  /// Lets a process that was held go on.
  public func thaw() { process.signal("CONT") }
}
