import Foundation

/// Finds the programs that a measurement needs.
enum Program {
  static func server() throws(BenchError) -> String {
    try find(
      ["redis-server", "valkey-server"], variable: "REDIS_SERVER",
      advice: "install Redis or Valkey, or measure a server that runs already with --url")
  }

  static func benchmark() throws(BenchError) -> String {
    try find(
      ["redis-benchmark", "valkey-benchmark"], variable: "REDIS_BENCHMARK",
      advice: "install Redis or Valkey, they bring it")
  }

  /// - Parameter variable: the environment variable that may name the program itself.
  static func find(
    _ names: [String], variable: String, advice: String,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(BenchError) -> String {
    if let path = environment[variable], !path.isEmpty {
      guard isProgram(path) else {
        throw BenchError("\(variable) names \"\(path)\", which is not a program")
      }
      return path
    }
    if let folder = environment["REDIS_SERVERS"], !folder.isEmpty,
      let path = first(names, in: folder)
    {
      return path
    }
    for folder in (environment["PATH"] ?? "").split(separator: ":") {
      for name in names where isProgram("\(folder)/\(name)") { return "\(folder)/\(name)" }
    }
    throw BenchError("there is no \(names.joined(separator: " and no ")): \(advice)")
  }

  /// Programs in a folder of several versions carry theirs in the name: redis-server-8.0.
  private static func first(_ names: [String], in folder: String) -> String? {
    let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    for name in names {
      for file in files where file == name || file.hasPrefix(name + "-") {
        if isProgram("\(folder)/\(file)") { return "\(folder)/\(file)" }
      }
    }
    return nil
  }

  private static func isProgram(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path)
  }
}
