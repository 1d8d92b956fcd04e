import Foundation
import Testing

@testable import RedisGenerator

/// A specification as Redis publishes it can take the place of the project's own.
@Suite struct PublishedFileTests {
  private static let package = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../..").standardizedFileURL
  private static let published = package
    .appendingPathComponent("../shared/facts/redis-8.10-core.json").standardizedFileURL

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: published.path), "no published file is at hand"))
  func isGeneratedWithTheProjectsOverrides() async throws {
    let resolved = Resolved(
      try String(contentsOf: Self.published, encoding: .utf8),
      overrides: try String(
        contentsOf: Self.package.appendingPathComponent("Generator/Overrides.json"), encoding: .utf8))
    #expect(resolved.problems.filter { !$0.contains(": warning: ") } == [])
    let forms = resolved.model.commands.flatMap(\.forms)
    #expect(forms.count > 450)
    // Every reply keeps its type.
    #expect(forms.filter { $0.reply.source == .unknown }.map(\.typePath) == [])

    let sources = Emitter.emit(resolved.model).filter { $0.kind == .source }
    guard TypeCheck.isPossible else { return }
    #expect(try await TypeCheck(includesReplies: true).complaints(about: sources) == "")
  }
}
