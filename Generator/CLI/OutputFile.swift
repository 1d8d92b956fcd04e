import Foundation

/// Writes a file in one step, as what it is: where a link leads, and with the permissions it has.
enum OutputFile {
  static func write(_ text: String, to path: String) throws {
    let manager = FileManager.default
    let url = URL(fileURLWithPath: target(of: path))
    try manager.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    let mode = try? manager.attributesOfItem(atPath: url.path)[.posixPermissions]
    try Data(text.utf8).write(to: url, options: .atomic)
    if let mode { try manager.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path) }
  }

  /// The file that a link stands for, also one that is not there yet. One that leads in a circle stands for itself.
  static func target(of path: String) -> String {
    var target = path
    for _ in 0..<40 {
      guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: target) else { return target }
      let folder = URL(fileURLWithPath: target).deletingLastPathComponent()
      target = URL(fileURLWithPath: next, relativeTo: folder).path
    }
    return path
  }
}
