import Foundation
import Testing

@testable import RedisGenerator

/// The project's own specification, overrides and generated code belong together.
@Suite struct ProjectFilesTests {
  private static let package = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../..").standardizedFileURL.path

  @Test func theInputsAreWithoutAnyComplaint() throws {
    let listener = Listener()
    let paths = Paths(Options(packagePath: Self.package), currentDirectory: Self.package)
    let run = GeneratorRun(paths: paths, console: listener.console, isVerbose: true)
    // Notes count too: an override for a command that is not there would be a misspelt name.
    #expect(run.read(unusedOverrides: .refused) != nil)
    // A published file in the place of ours may be newer than we are.
    let isPublished = PublishedInPlace.isOne(try String(contentsOfFile: paths.specification, encoding: .utf8))
    #expect(listener.errors.filter { !isPublished || !$0.hasPrefix("commands.json:") } == [])
  }

  /// A response callback gives one type where a caller may ask for another: none of these replies may stand in the way.
  @Test func everyReplyWithDataOfTheUserCanBeSaidAgain() throws {
    let paths = Paths(Options(packagePath: Self.package), currentDirectory: Self.package)
    let run = GeneratorRun(paths: paths, console: Listener().console, isVerbose: false)
    let model = try #require(run.read(unusedOverrides: .refused)).model
    let representation = Representation(model, ReplyText(model.replyTypes))
    #expect(representation.asked.count > 30)
    #expect(representation.asked.subtracting(representation.names) == [])
  }

  @Test func theGeneratedCodeIsFresh() {
    let listener = Listener()
    let tool = Tool(console: listener.console, currentDirectory: Self.package)
    #expect(tool.run(["--check", "--package-path", Self.package]) == .success)
    #expect(listener.errors == [])
    #expect(listener.out.count == 1, "run redis-generate")
  }
}
