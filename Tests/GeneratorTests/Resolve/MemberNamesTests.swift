import Foundation
import Testing

@testable import RedisGenerator

/// A command of the same name as a member that is written by hand would hide it, or be hidden.
@Suite struct MemberNamesTests {
  private static let package = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../..").standardizedFileURL.path

  /// What has the generated methods.
  private static let types: Set<String> = [
    "Redis", "RedisConnection", "RedisCommandRunner", "RedisConnectionCommandRunner", "CommandChain",
  ]

  /// Members by hand, with commands of the same name and other arguments beside them.
  private static let overloads: Set<String> = ["subscribe"]

  private static func members() throws -> Set<String> {
    let folder = package + "/Sources/TypedRedis"
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    var names: Set<String> = []
    for file in files where file.hasSuffix(".swift") && !file.hasPrefix("Generated") {
      let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      var isOfRunner = false
      for line in text.split(separator: "\n") {
        if let first = line.first, !" #/".contains(first) {
          let words = line.split { !$0.isLetter && !$0.isNumber }.map(String.init(_:))
          let kinds: Set = ["extension", "struct", "protocol", "class", "enum"]
          let kind = words.firstIndex(where: kinds.contains)
          isOfRunner = kind.map { words.indices.contains($0 + 1) && types.contains(words[$0 + 1]) } ?? false
        }
        guard isOfRunner, line.hasPrefix("  "), !line.hasPrefix("   "), !line.contains("private "), !line.contains("//") else { continue }
        if let match = line.firstMatch(of: /\b(?:func|var|let) `?(\w+)/) { names.insert(String(match.1)) }
      }
    }
    return names
  }

  @Test func areReserved() throws {
    let members = try Self.members()
    #expect(members.isSuperset(of: ["withConnection", "pipeline", "execute", "links"]))
    #expect(members.subtracting(ReservedNames.methods).subtracting(Self.overloads).sorted() == [])
  }

  @Test func commandsGetOthers() {
    #expect(ReservedNames.method("pipeline") == "pipelineCommand")
    #expect(ReservedNames.method("close") == "closeCommand")
    #expect(ReservedNames.method("get") == "get")
    #expect(ReservedNames.method("_") == "otherCommand")
  }
}
