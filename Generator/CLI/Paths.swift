import Foundation

/// The files and folders that a run works on, as absolute paths.
struct Paths: Equatable {
  let specification: String
  let overrides: String
  let output: String
  let testsOutput: String
  let currentDirectory: String

  init(_ options: Options, currentDirectory: String) {
    let current = Self.absolute(currentDirectory, in: "/")
    self.currentDirectory = current
    let package: String
    let base: String
    if let path = options.packagePath {
      package = Self.absolute(path, in: current)
      base = package
    } else {
      package = Self.package(above: current) ?? current
      // What the user types is relative to where the user is; only the defaults belong to the package.
      base = current
    }
    func path(_ given: String?, _ fallback: String) -> String {
      given.map { Self.absolute($0, in: base) } ?? Self.absolute(fallback, in: package)
    }
    specification = path(options.specification, "commands.json")
    overrides = path(options.overrides, "Generator/Overrides.json")
    output = path(options.output, "Sources/TypedRedis/Generated")
    testsOutput = path(options.testsOutput, "Tests/TypedRedisTests/Generated")
  }

  /// The path as the user would write it: relative to the current folder where it is inside of that.
  func display(_ path: String) -> String {
    let prefix = currentDirectory == "/" ? "/" : currentDirectory + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  private static func absolute(_ path: String, in folder: String) -> String {
    URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: folder, isDirectory: true))
      .standardizedFileURL.path
  }

  private static func package(above folder: String) -> String? {
    var url = URL(fileURLWithPath: folder, isDirectory: true).standardizedFileURL
    while true {
      let has = { FileManager.default.fileExists(atPath: url.appendingPathComponent($0).path) }
      if has("Package.swift") && has("commands.json") { return url.path }
      let parent = url.deletingLastPathComponent().standardizedFileURL
      if parent.path == url.path || url.path == "/" { return nil }
      url = parent
    }
  }
}
