import Foundation
import TestSupport

/// Has the compiler check a program that uses the modules of this build.
enum ModuleCheck {
  static var isPossible: Bool { ToolRun.swiftCompiler != nil && modules != nil }

  /// The folder of the build's products: that of the running tests, or one above.
  private static let modules: String? = {
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let folders = sequence(first: program.deletingLastPathComponent()) { $0.deletingLastPathComponent() }
    return folders.prefix(5).map(\.path).first {
      FileManager.default.fileExists(atPath: "\($0)/Modules/TypedRedis.swiftmodule")
    }
  }()

  /// The numbers of the lines, from 1, that the compiler finds errors in.
  static func refusedLines(of program: [String]) async throws -> [Int] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("misuse-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appendingPathComponent("Program.swift")
    try Data(program.joined(separator: "\n").utf8).write(to: source)
    let text = await ToolRun.run([
      ToolRun.swiftCompiler ?? "swiftc", "-typecheck", "-parse-as-library", "-swift-version", "6", "-I", "\(modules ?? "")/Modules",
      "-Xcc", "-fmodule-map-file=\(modules ?? "")/CRedisPlatform.build/module.modulemap", source.path,
    ]).output
    // Program.swift:3:44: error: …
    let lines = text.split(separator: "\n").filter { $0.contains(": error: ") && $0.contains("Program.swift:") }
    return Set(lines.compactMap { line in
      line.firstRange(of: "Program.swift:").flatMap { Int(line[$0.upperBound...].prefix { $0 != ":" }) }
    }).sorted()
  }
}
