import Foundation
import TestSupport

/// The package in Tests/Example. What it is built into is kept beside this package's own build.
enum ExamplePackage {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  static let isPossible = ToolRun.swiftCompiler != nil

  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL.path(percentEncoded: false)
  static let folder = root + "Tests/Example"
  private static let scratch = root + ".build/example"

  /// Builds a program; its path.
  static func build(_ product: String) async throws -> String {
    let run = await package(tool: "build", ["--product", product])
    guard run.succeeded else { throw Failure(description: run.output) }
    let program = "\(scratch)/debug/\(product)"
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw Failure(description: "\(program) was not made:\n\(run.output)")
    }
    return program
  }

  /// Runs a command plugin.
  static func package(_ arguments: [String]) async -> ToolRun {
    await package(tool: "package", ["--allow-writing-to-package-directory"] + arguments)
  }

  /// The generator that this package's build has made.
  static func generator() throws -> String {
    let program = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let folders = sequence(first: program.deletingLastPathComponent()) { $0.deletingLastPathComponent() }
    let candidates = folders.prefix(5).map { $0.appending(component: "redis-generate").path(percentEncoded: false) }
    guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
      throw Failure(description: "redis-generate is not beside the tests")
    }
    return found
  }

  private static func package(tool: String, _ arguments: [String]) async -> ToolRun {
    await ToolRun.run(["swift", tool, "--package-path", folder, "--scratch-path", scratch] + arguments)
  }
}

/// A server that brings a graph module, where the servers' folder has both.
enum GraphModule {
  static let server: (binary: ServerBinary, module: String)? = {
    for binary in ServerBinary.all where binary.kind == .redis && binary.isAtLeast("8.6.0") {
      let servers = URL(filePath: binary.path).deletingLastPathComponent()
      let module = servers.appending(path: "../modules/falkordb.so").standardizedFileURL.path(percentEncoded: false)
      if FileManager.default.fileExists(atPath: module) { return (binary, module) }
    }
    return nil
  }()

  static func start() throws -> RealServer {
    guard let server else { throw ExamplePackage.Failure(description: "there is no server with the module") }
    return try RealServer(server.binary, arguments: ["--loadmodule", server.module])
  }
}
