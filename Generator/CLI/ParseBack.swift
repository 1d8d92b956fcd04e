import Foundation

/// Has the Swift compiler parse generated texts before they are written, so that what cannot be Swift never lands in the sources.
struct ParseBack {
  enum Outcome: Equatable {
    case fine
    /// No compiler is at hand.
    case unavailable
    /// What the compiler said, with the names of the files in place of temporary ones.
    case failed(String)
  }

  /// The folders to look for `swiftc` in, as in $PATH.
  var searchPath: String

  func check(_ texts: [(name: String, text: String)]) throws -> Outcome {
    guard !texts.isEmpty else { return .fine }
    guard let compiler = find("swiftc") else { return .unavailable }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("redis-generate-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }

    // The compiler wants every file's last name to be its own.
    var files: [(url: URL, name: String)] = []
    for (index, (name, text)) in texts.enumerated() {
      let url = folder.appendingPathComponent("\(index).swift")
      try Data(text.utf8).write(to: url)
      files.append((url, name))
    }
    let log = folder.appendingPathComponent("log")
    let status = try run(compiler, ["-frontend", "-parse"] + files.map(\.url.path), log)
    guard status != 0 else { return .fine }
    var said = String(decoding: try Data(contentsOf: log), as: UTF8.self)
    for file in files { said = said.replacingOccurrences(of: file.url.path, with: file.name) }
    return .failed(said.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  private func find(_ program: String) -> URL? {
    searchPath.split(separator: ":")
      .map { URL(fileURLWithPath: String($0), isDirectory: true).appendingPathComponent(program) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  private func run(_ program: URL, _ arguments: [String], _ log: URL) throws -> Int32 {
    // A file takes whatever is said; a pipe would fill up while nobody reads it.
    try Data().write(to: log)
    let output = try FileHandle(forWritingTo: log)
    defer { try? output.close() }
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
