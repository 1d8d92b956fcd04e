import Foundation
import Testing

@testable import RedisGenerator

/// Files as Redis publishes them, where they lie beside the project.
@Suite struct PublishedSpecificationTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../../../shared/facts").standardizedFileURL
  private static let core = folder.appendingPathComponent("redis-8.10-core.json")

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: core.path), "no published file is at hand"))
  func aPublishedFileHasNoErrors() throws {
    let diagnostics = Diagnostics()
    let text = try String(contentsOf: Self.core, encoding: .utf8)
    let document = SpecReader.read(file: "core.json", text: text, diagnostics: diagnostics)
    #expect(diagnostics.sorted.filter { $0.severity != .note }.map(\.description) == [])
    #expect(document.commands.count > 400)
  }
}
