import Foundation

/// A file of the project, for rules about what is written in it.
struct ProjectFile {
  /// From the project's folder.
  let path: String
  let text: String

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  var isGenerated: Bool { path.contains("/Generated/") }

  private static let project = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../..").standardizedFileURL.path

  /// One file by its path.
  static func named(_ path: String) throws -> ProjectFile {
    ProjectFile(path: path, text: try String(contentsOfFile: "\(project)/\(path)", encoding: .utf8))
  }

  /// The Swift sources in a folder, in the order of their paths.
  static func sources(in folder: String) throws -> [ProjectFile] {
    try all(in: folder).filter { $0.path.hasSuffix(".swift") }
  }

  /// Every text in a folder.
  static func all(in folder: String) throws -> [ProjectFile] {
    let found = try FileManager.default.subpathsOfDirectory(atPath: "\(project)/\(folder)")
    return found.sorted().compactMap { try? named("\(folder)/\($0)") }
  }

  /// What is not made by tools and not a product of them.
  static func everything() throws -> [ProjectFile] {
    let folders = ["Sources", "Generator", "Benchmarks", "Demo", "Tests", "Scripts"]
    let files = ["Package.swift", "README.md", "CHANGELOG.md", "commands.json"]
    return try folders.flatMap(all) + files.map(named)
  }
}

/// What a rule is not applied to, and why. An exception that nothing needs is itself a fault.
struct Exceptions {
  private var reasons: [String: [String: String]]
  private var needed: Set<String> = []

  /// - Parameter reasons: by file, then by what is found there.
  init(_ reasons: [String: [String: String]]) { self.reasons = reasons }

  mutating func covers(_ finding: String, in file: ProjectFile) -> Bool {
    guard reasons[file.path]?[finding] != nil else { return false }
    needed.insert("\(file.path): \(finding)")
    return true
  }

  var unneeded: Set<String> {
    Set(reasons.flatMap { file, findings in findings.keys.map { "\(file): \($0)" } }).subtracting(needed)
  }
}
