import Foundation
import PackagePlugin

/// Makes typed methods out of every `NAME.redis-commands.json` of a target, each time that file changes.
@main struct RedisCommandsPlugin: BuildToolPlugin {
  private static let suffix = ".redis-commands.json"

  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let files = (target as? any SourceModuleTarget)?.sourceFiles.map(\.url) else { return [] }
    let specifications = files.filter { $0.lastPathComponent.hasSuffix(Self.suffix) }
    if specifications.isEmpty {
      Diagnostics.warning("\(target.name) uses RedisCommandsPlugin, but has no file named NAME\(Self.suffix)")
    }
    return try specifications.map { try command(for: $0, among: files, context) }
  }

  private func command(for specification: URL, among files: [URL], _ context: PluginContext) throws -> Command {
    let name = String(specification.lastPathComponent.dropLast(Self.suffix.count))
    let overrides = specification.deletingLastPathComponent().appending(component: "\(name).redis-overrides.json")
    let folder = context.pluginWorkDirectoryURL.appending(component: name)
    let output = folder.appending(component: "\(name).swift")
    return .buildCommand(
      displayName: "Making the commands of \(specification.lastPathComponent)",
      executable: try context.tool(named: "RedisGenerator").url,
      arguments: [
        "generate", "--single-file", "--specification", specification.path(percentEncoded: false),
        "--overrides", overrides.path(percentEncoded: false), "--output", folder.path(percentEncoded: false),
      ],
      inputFiles: [specification] + files.filter { $0.lastPathComponent == overrides.lastPathComponent },
      outputFiles: [output])
  }
}
