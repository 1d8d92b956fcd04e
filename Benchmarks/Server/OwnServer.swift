import Foundation
import TypedRedis

/// A server that lives as long as this process, however this process ends.
final class OwnServer {
  let program: String
  /// How to connect to it.
  private(set) var options: RedisOptions
  private let folder: String
  private let process = Process()
  private let lifeline = Pipe()

  /// The shell stands between us and the server. It waits for the end of its input, which comes
  /// when we close it, are interrupted or are killed; then it ends the server and cleans up. It
  /// must not `wait` for the server: on our threads signals are blocked, it inherits that, and
  /// some shells then never hear of the end of a child.
  private static let script = """
    trap '' INT TERM HUP
    folder=$1; shift
    "$@" & server=$!
    read -r line
    kill -9 "$server"
    rm -rf "$folder"
    """

  /// - Parameters:
  ///   - isSecure: whether it speaks TLS, and nothing else.
  ///   - arguments: what it is started with besides.
  init(_ program: String, isSecure: Bool = false, arguments: [String] = []) throws {
    self.program = program
    let port = try FreePort.find()
    options = RedisOptions()
    options.endpoint = .tcp(host: "127.0.0.1", port: port)
    folder =
      FileManager.default.temporaryDirectory.path + "/redis-bench-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var place = ["--port", "\(port)"]
    do {
      if isSecure { place = try secure(port) }
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw error
    }
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", Self.script, "sh", folder, program, "--bind", "127.0.0.1",
      "--dir", folder, "--logfile", folder + "/log", "--save", "", "--appendonly", "no",
    ] + place + arguments
    process.standardInput = lifeline
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw error
    }
  }

  /// Has clients trust the server's own certificate, and says what the server needs.
  private func secure(_ port: Int) throws -> [String] {
    let certificate = try ServerCertificate(in: folder)
    var tls = TLSOptions()
    tls.trust = [.file(certificate.file)]
    options.tls = tls
    return [
      "--port", "0", "--tls-port", "\(port)", "--tls-cert-file", certificate.file,
      "--tls-key-file", certificate.keyFile, "--tls-ca-cert-file", certificate.file, "--tls-auth-clients", "no",
    ]
  }

  deinit { stop() }

  /// A client for the server, as soon as that answers.
  func connect() async throws -> Redis {
    let deadline = ContinuousClock.now + .seconds(15)
    while true {
      do {
        return try await Redis.connect(options)
      } catch {
        guard ContinuousClock.now < deadline else {
          throw BenchError("\(program) did not start: \(error)\n\(log())")
        }
      }
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  func stop() {
    guard process.isRunning else { return }
    try? lifeline.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  private func log() -> String {
    let log = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? ""
    return log.split(separator: "\n").suffix(10).joined(separator: "\n")
  }
}
