import Foundation

/// Another program, run to its end on a thread of its own: those of the pool are for tests, and there are few.
public struct ToolRun: Sendable {
  /// What it printed, errors included.
  public let output: String
  public let succeeded: Bool

  /// The path of the Swift compiler; nil if it is not in the search path.
  public static let swiftCompiler: String? = {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { $0 + "/swiftc" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// - Parameter words: the program, looked for in the search path, and its arguments. It makes room for whatever else runs.
  public static func run(_ words: [String]) async -> ToolRun {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: wait(words)) }
    }
  }

  /// Not through Foundation's own class, which learns of an end through a descriptor that servers started meanwhile inherit.
  private static func wait(_ words: [String]) -> ToolRun {
    let quoted = words.map { "'" + $0.replacingOccurrences(of: "'", with: "'\\''") + "'" }
    #if canImport(Darwin)
      let mode = "r"
    #else
      let mode = "re"
    #endif
    guard let stream = popen("exec nice -n 19 \(quoted.joined(separator: " ")) 2>&1", mode) else {
      return ToolRun(output: "cannot run \(words)", succeeded: false)
    }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 { text += buffer.prefix(count) }
    return ToolRun(output: String(decoding: text, as: UTF8.self), succeeded: pclose(stream) == 0)
  }
}
