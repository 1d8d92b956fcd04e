import Foundation

/// The files and folders that are made out of one specification, as absolute paths.
struct Paths: Equatable {
  let specification: String
  /// A library needs no such file.
  let overrides: String
  /// A copy of the package's own specification as it was last; nil when the command line names another.
  let copy: String?
  let output: String
  /// Nil where no tests are wanted.
  let testsOutput: String?
  /// What the code is for, if it is for another module than TypedRedis.
  let library: LibraryModel?
  let currentDirectory: String
  /// Where relative paths of the command line start.
  let base: String

  /// What the command line is about: one specification, or the package's own with the libraries in its `Sources`.
  static func all(_ options: Options, currentDirectory: String) -> [Paths] {
    let main = Paths(options, currentDirectory: currentDirectory)
    guard options.specification == nil, options.overrides == nil, options.output == nil, options.testsOutput == nil
    else { return [main] }
    let package = Places(options, currentDirectory).package
    return [main] + libraries(in: package, currentDirectory: main.currentDirectory)
  }

  init(_ options: Options, currentDirectory: String) {
    let places = Places(options, currentDirectory)
    self.currentDirectory = places.current
    base = places.base
    specification = places.path(options.specification, "commands.json")
    copy =
      options.specification == nil && options.overrides == nil ? places.path(nil, "Generator/Base.json") : nil
    library = LibraryModel(file: (specification as NSString).lastPathComponent)
    if let library {
      let folder = (specification as NSString).deletingLastPathComponent
      overrides = places.path(options.overrides, folder + "/" + library.overridesFile)
      output = places.path(options.output, folder + "/Generated")
      testsOutput = options.testsOutput.map { places.path($0, "") }
    } else {
      overrides = places.path(options.overrides, "Generator/Overrides.json")
      output = places.path(options.output, "Sources/TypedRedis/Generated")
      testsOutput = places.path(options.testsOutput, "Tests/TypedRedisTests/Generated")
    }
  }

  /// The specification of a library in a target's folder. Its tests go where the target's tests are.
  private init(library: LibraryModel, target: String, package: String, currentDirectory: String) {
    let folder = package + "/Sources/" + target
    let tests = package + "/Tests/\(target)Tests"
    self.library = library
    self.currentDirectory = currentDirectory
    copy = nil
    base = currentDirectory
    specification = folder + "/" + library.file
    overrides = folder + "/" + library.overridesFile
    output = folder + "/Generated"
    testsOutput = FileManager.default.fileExists(atPath: tests) ? tests + "/Generated" : nil
  }

  private static func libraries(in package: String, currentDirectory: String) -> [Paths] {
    let targets = (try? FileManager.default.contentsOfDirectory(atPath: package + "/Sources")) ?? []
    return targets.sorted().flatMap { target in
      let files = (try? FileManager.default.contentsOfDirectory(atPath: package + "/Sources/" + target)) ?? []
      return files.sorted().compactMap { LibraryModel(file: $0) }.map {
        Paths(library: $0, target: target, package: package, currentDirectory: currentDirectory)
      }
    }
  }

  /// The module that the code of a library belongs to: its target's folder.
  var module: String? {
    library.map { _ in ((specification as NSString).deletingLastPathComponent as NSString).lastPathComponent }
  }

  var folders: [String] { [output] + (testsOutput.map { [$0] } ?? []) }

  /// A path from the command line.
  func absolute(_ path: String) -> String { Places.absolute(path, in: base) }

  /// The path as the user would write it: relative to the current folder where it is inside of that.
  func display(_ path: String) -> String {
    let prefix = currentDirectory == "/" ? "/" : currentDirectory + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }
}

/// Where relative paths begin.
private struct Places {
  let current: String
  let package: String
  let base: String

  init(_ options: Options, _ currentDirectory: String) {
    current = Self.absolute(currentDirectory, in: "/")
    if let path = options.packagePath {
      package = Self.absolute(path, in: current)
      base = package
    } else {
      package = Self.package(above: current) ?? current
      // What the user types is relative to where the user is; only the defaults belong to the package.
      base = current
    }
  }

  func path(_ given: String?, _ fallback: String) -> String {
    given.map { Self.absolute($0, in: base) } ?? Self.absolute(fallback, in: package)
  }

  static func absolute(_ path: String, in folder: String) -> String {
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
