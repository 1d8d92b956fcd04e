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
    #expect(listener.errors == [])
  }

  @Test func theGeneratedCodeIsFresh() {
    let listener = Listener()
    let tool = Tool(console: listener.console, currentDirectory: Self.package)
    #expect(tool.run(["--check", "--package-path", Self.package]) == .success)
    #expect(listener.errors == [])
    #expect(listener.out.count == 1, "run redis-generate")
  }
}
