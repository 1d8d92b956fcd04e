import Foundation
import PackagePlugin

/// Writes the typed methods of every `NAME.redis-commands.json` into the folder `Generated` beside it, to be checked in.
@main struct GenerateCommands: CommandPlugin {
  private static let suffix = ".redis-commands.json"

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  func performCommand(context: PluginContext, arguments: [String]) async throws {
    var extractor = ArgumentExtractor(arguments)
    let names = extractor.extractOption(named: "target")
    let options = extractor.remainingArguments
    // A target that has the same made by RedisCommandsPlugin would have everything twice.
    guard !names.isEmpty else {
      let targets = context.package.targets.filter { !specifications(of: $0).isEmpty }.map(\.name).sorted()
      throw Failure(
        description: targets.isEmpty
          ? "no target has a file named NAME\(Self.suffix)"
          : "say for which target: \(targets.map { "--target \($0)" }.joined(separator: ", "))")
    }
    let tool = try context.tool(named: "RedisGenerator").url
    var failures: [String] = []
    for target in try context.package.targets(named: names) {
      let specifications = specifications(of: target)
      guard !specifications.isEmpty else {
        throw Failure(description: "\(target.name) has no file named NAME\(Self.suffix)")
      }
      for specification in specifications where !(try generate(specification, tool, options)) {
        failures.append(specification.lastPathComponent)
      }
    }
    if !failures.isEmpty { throw Failure(description: "\(failures.joined(separator: ", ")): see above") }
  }

  /// Where the generated sources are checked in, these are not among the target's sources.
  private func specifications(of target: any Target) -> [URL] {
    // What is hidden is a build's, with other packages in it.
    let files = FileManager.default.enumerator(
      at: target.directoryURL, includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
    return (files?.compactMap { $0 as? URL } ?? []).filter { $0.lastPathComponent.hasSuffix(Self.suffix) }
      .sorted { $0.path < $1.path }
  }

  /// Whether all went well.
  private func generate(_ specification: URL, _ tool: URL, _ options: [String]) throws -> Bool {
    let process = Process()
    process.executableURL = tool
    process.arguments = ["generate", "--specification", specification.path(percentEncoded: false)] + options
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
