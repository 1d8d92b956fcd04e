import Foundation
import PackagePlugin

/// Makes typed methods out of every `NAME.redis-commands.json` of a target, each time that file changes.
@main struct RedisCommandsPlugin: BuildToolPlugin {
  private static let suffix = ".redis-commands.json"
  private static let overridesSuffix = ".redis-overrides.json"

  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let files = (target as? any SourceModuleTarget)?.sourceFiles.map(\.url) else { return [] }
    let specifications = Dictionary(grouping: files.filter { $0.lastPathComponent.hasSuffix(Self.suffix) }, by: name)
    if specifications.isEmpty {
      Diagnostics.warning("\(target.name) uses RedisCommandsPlugin, but has no file named NAME\(Self.suffix)")
    }
    for file in files where file.lastPathComponent.hasSuffix(Self.overridesSuffix) {
      let folders = specifications[name(file), default: []].map { $0.deletingLastPathComponent() }
      if !folders.contains(file.deletingLastPathComponent()) {
        Diagnostics.warning("\(file.lastPathComponent) belongs to no file: there is no \(name(file))\(Self.suffix) beside it")
      }
    }
    return try specifications.sorted { $0.key < $1.key }.flatMap { name, files in
      // The compiler tells the files of a module apart by their names.
      if files.count > 1 {
        let paths = files.map { $0.path(percentEncoded: false) }.sorted().joined(separator: ", ")
        Diagnostics.error("\(target.name) has several specifications of one name: \(paths)")
      }
      return try files.prefix(1).map { try command(for: $0, name, context) }
    }
  }

  /// "graph" for `graph.redis-commands.json`.
  private func name(_ file: URL) -> String {
    let name = file.lastPathComponent
    return String(name.dropLast(name.hasSuffix(Self.suffix) ? Self.suffix.count : Self.overridesSuffix.count))
  }

  private func command(for specification: URL, _ name: String, _ context: PluginContext) throws -> Command {
    let overrides = specification.deletingLastPathComponent().appending(component: name + Self.overridesSuffix)
    let hasOverrides = FileManager.default.fileExists(atPath: overrides.path(percentEncoded: false))
    let folder = context.pluginWorkDirectoryURL.appending(component: name)
    return .buildCommand(
      displayName: "Making the commands of \(specification.lastPathComponent)",
      executable: try context.tool(named: "RedisGenerator").url,
      arguments: [
        "generate", "--single-file", "--specification", specification.path(percentEncoded: false),
        "--overrides", overrides.path(percentEncoded: false), "--output", folder.path(percentEncoded: false),
      ],
      inputFiles: [specification] + (hasOverrides ? [overrides] : []),
      outputFiles: [folder.appending(component: name + "+Commands.swift")])
  }
}
