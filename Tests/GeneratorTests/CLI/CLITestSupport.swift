import Foundation

@testable import RedisGenerator

/// Remembers what the tool says.
final class Listener {
  private(set) var out: [String] = []
  private(set) var errors: [String] = []

  var console: Console {
    Console(out: { [self] in out.append($0) }, error: { [self] in errors.append($0) })
  }
}

/// A folder that is there for one test.
struct TemporaryFolder {
  let path: String

  init() throws {
    // Links on the way to it would make two paths of one.
    let url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("generator-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  func write(_ text: String, to name: String) throws {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func read(_ name: String) -> String? {
    FileManager.default.contents(atPath: path + "/" + name).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
