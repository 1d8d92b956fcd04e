import Foundation

/// A folder of its own for a process that tests start. The process's guard removes it.
struct ProcessFolder: Sendable {
  let path: String

  /// Makes the folder and writes `files` into it; in their text `$folder` stands for its path.
  init(files: [String: String] = [:]) throws {
    path = NSTemporaryDirectory() + "typed-redis-" + UUID().uuidString.prefix(8)
    let manager = FileManager.default
    try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
    do {
      for (name, text) in files {
        try filled(text).write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
        try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(path)/\(name)")
      }
    } catch {
      remove()
      throw error
    }
  }

  func filled(_ text: String) -> String { text.replacingOccurrences(of: "$folder", with: path) }

  /// For when no process was started in it.
  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
