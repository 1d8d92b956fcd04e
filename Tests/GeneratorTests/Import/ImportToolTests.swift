import Foundation
import Testing

@testable import RedisGenerator

/// `redis-generate import` from its command line to the file it writes.
@Suite struct ImportToolTests {
  private let folder: TemporaryFolder
  private let listener = Listener()

  private static let get = #"{"GET": {"since": "1.0.0", "group": "string", "arity": 1, "command_flags": ["fast"]}}"#

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("", to: "Package.swift")
    try folder.write(Self.get, to: "source.json")
  }

  private func run(_ line: String) -> ToolStatus {
    Tool(console: listener.console, currentDirectory: folder.path).run(line.split(separator: " ").map { String($0) })
  }

  @Test func aSpecificationThatIsNotThereYet() throws {
    defer { folder.remove() }
    #expect(run("import source.json --dry-run") == .success)
    #expect(listener.out.contains("+  \"GET\": {"))
    #expect(listener.out.last == "nothing was written")
    #expect(folder.read("commands.json") == nil)
    #expect(run("import source.json") == .success)
    let text = try #require(folder.read("commands.json"))
    #expect(text.hasPrefix("{\n  \"GET\": {\n    \"since\": \"1.0.0\",\n"))
    #expect(listener.out.contains("new: GET"))
    #expect(listener.out.contains("no reply type yet: GET"))
    #expect(run("import source.json") == .success)
    #expect(listener.out.last == "nothing to do: commands.json says all of it already")
    #expect(run("import source.json --specification X/A.redis-commands.json") == .success)
    #expect(folder.read("X/A.redis-commands.json") == text)
  }

  @Test func errorsLeaveTheFileAlone() throws {
    defer { folder.remove() }
    try folder.write("{\"SET\": {\"since\": \"1.0.0\", \"group\": \"string\", \"arity\": 1}}", to: "commands.json")
    let text = folder.read("commands.json")
    try folder.write("{\"A\": {}, \"B\": ", to: "half.json")
    #expect(run("import half.json") == .problems)
    #expect(listener.errors.contains { $0.hasPrefix("half.json:1:16: error: ") })
    #expect(listener.errors.last == "nothing was written")
    #expect(run("import none.json") == .problems)
    #expect(folder.read("commands.json") == text)
    try folder.write("{\"SET\": {}}", to: "commands.json")
    #expect(run("import source.json") == .problems)
    #expect(folder.read("commands.json") == "{\"SET\": {}}")
  }

  @Test func theCommandLine() {
    defer { folder.remove() }
    #expect(run("import") == .usage)
    #expect(run("import a b") == .usage)
    #expect(run("report --dry-run") == .usage)
    #expect(run("--prune") == .usage)
    #expect(run("import source.json --check") == .usage)
  }
}
