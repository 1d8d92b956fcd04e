import Foundation
import Testing

@testable import RedisGenerator

/// `redis-generate diff` from its command line on.
@Suite struct DiffToolTests {
  private let folder: TemporaryFolder
  private let listener = Listener()

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("", to: "Package.swift")
    try folder.write(commands("A", "B"), to: "commands.json")
    try folder.write(commands("B", "C"), to: "new.json")
    try folder.write("{}", to: "Generator/Overrides.json")
  }

  private func run(_ line: String) -> ToolStatus {
    Tool(console: listener.console, currentDirectory: folder.path)
      .run(line.split(separator: " ").map { String($0) })
  }

  @Test func comparesFiles() throws {
    defer { folder.remove() }
    #expect(run("diff commands.json new.json") == .success)
    #expect(listener.out.first == "commands.json -> new.json")
    #expect(listener.out.contains("  A  a()"))
    #expect(listener.errors == [])
    #expect(run("diff commands.json commands.json") == .success)
    #expect(listener.out.last == "commands.json -> commands.json: no difference")
  }

  @Test func comparesFolders() throws {
    defer { folder.remove() }
    let command = { (name: String) in
      "{\"\(name)\": {\"summary\": \"Does.\", \"since\": \"1.0.0\", \"group\": \"generic\", \"arity\": 1, \"function\": \"f\", \"command_flags\": [\"FAST\"]}}"
    }
    for name in ["A", "B"] { try folder.write(command(name), to: "old/\(name.lowercased()).json") }
    for name in ["B", "C"] { try folder.write(command(name), to: "new/\(name.lowercased()).json") }
    #expect(run("diff old new --exit-code") == .problems)
    #expect(listener.out.contains("commands   1 new, 1 gone"))
  }

  @Test func differencesAreAReasonToFailIfAskedFor() {
    defer { folder.remove() }
    #expect(run("diff commands.json new.json --exit-code") == .problems)
    #expect(run("diff commands.json commands.json --exit-code") == .success)
  }

  @Test func printsJSON() throws {
    defer { folder.remove() }
    #expect(run("diff commands.json new.json --json") == .success)
    #expect(listener.out.count == 1)
    #expect(json(listener.out.last ?? "")?.object?["step"]?.string == "major")
  }

  @Test func usesTheOverridesOfEachSide() throws {
    defer { folder.remove() }
    try folder.write(#"{"commands": {"B": {"reply": "int"}}}"#, to: "one.json")
    try folder.write(#"{"commands": {"B": {"reply": "int?"}}}"#, to: "other.json")
    #expect(run("diff commands.json commands.json --overrides other.json --old-overrides one.json") == .success)
    #expect(listener.out.contains("  B  b(): the reply is `Int?` and was `Int`"))
  }

  /// A library's overrides are beside its specification, and need not be there.
  @Test func librariesHaveTheirOwn() throws {
    defer { folder.remove() }
    try folder.write(commands("A"), to: "old/Odd.redis-commands.json")
    try folder.write(commands("A", "B"), to: "lib/Odd.redis-commands.json")
    let line = "diff old/Odd.redis-commands.json lib/Odd.redis-commands.json"
    #expect(run(line) == .success)
    #expect(listener.out.contains("  B  b()"))
    try folder.write(#"{"commands": {"B": {"method": "two"}}}"#, to: "lib/Odd.redis-overrides.json")
    #expect(run(line) == .success)
    #expect(listener.out.contains("  B  two()"))
    #expect(listener.errors == [])
  }

  @Test func mistakesOfBothAreSaidAtTheirPlaces() throws {
    defer { folder.remove() }
    try folder.write("{\n]", to: "broken.json")
    #expect(run("diff broken.json none.json") == .problems)
    #expect(listener.errors.contains { $0.hasPrefix("broken.json:2:1: error: ") })
    #expect(listener.errors.contains { $0.hasPrefix("none.json:1:1: error: ") })
    #expect(listener.out == [])
    #expect(run("diff commands.json new.json --overrides none.json") == .problems)
    #expect(listener.errors.contains("none.json:1:1: error: there is no such file"))
  }

  @Test(arguments: ["diff", "diff a", "diff a b c", "report --exit-code", "generate --old-overrides x", "diff a b --check"])
  func mistakesOnTheCommandLine(line: String) {
    defer { folder.remove() }
    #expect(run(line) == .usage)
    #expect(listener.errors.first?.hasPrefix("error: ") == true)
  }

  /// What servers call differently changes nothing for programs, which have the specification's names.
  @Test func namesOfTheSpecificationAreKept() throws {
    let known = [spec("count", "data", "score")]
    let other = [spec("count_number", "score_member", "the-score")]
    let document = KnownNames.given(
      to: SpecDocument(file: "server", commands: other), by: SpecDocument(file: "commands.json", commands: known))
    let arguments = document.commands[0].arguments
    #expect(arguments.map(\.name) == ["count", "data"])
    #expect(arguments[1].children.map(\.name) == ["score", "member"])
    folder.remove()
  }

  private func spec(_ count: String, _ block: String, _ score: String) -> CommandSpec {
    let text = x(
      argument(count, "integer", "\(token("COUNT")), \(optional)"),
      GeneratorTests.block(block, multiple, argument(score, "double"), argument("member")))
    return SpecReader.read(file: "x", text: text, diagnostics: Diagnostics()).commands[0]
  }
}
