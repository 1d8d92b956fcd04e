import Foundation
import Testing

@testable import RedisGenerator

/// Sources that cannot be used: an error that says where and why.
@Suite struct SourceErrorTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func problems(_ source: String) -> [String] {
    let diagnostics = Diagnostics()
    let document = SpecSource(source, currentDirectory: folder.path).load(diagnostics: diagnostics)
    #expect((document == nil) == diagnostics.hasErrors)
    return diagnostics.sorted.filter { $0.severity == .error }.map(\.description)
  }

  private static let command = #"{"since": "1.0.0", "group": "generic", "arity": 1}"#

  @Test func filesThatCannotBeRead() throws {
    defer { folder.remove() }
    #expect(problems("none.json") == ["none.json:1:1: error: there is no such file or folder (a server is written as redis://host:port)"])
    let manager = FileManager.default
    try manager.createSymbolicLink(atPath: folder.path + "/loop.json", withDestinationPath: "loop.json")
    #expect(problems("loop.json") == ["loop.json:1:1: error: the link leads nowhere, or in a circle"])
    #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
    #expect(problems("pipe") == ["pipe:1:1: error: this is not a file"])
    try folder.write("{\"A\": {\"since\": \"1.0.0\",", to: "half.json")
    #expect(problems("half.json").count == 2)
    #expect(problems("half.json").allSatisfy { $0.hasPrefix("half.json:1:") })
    try folder.write("[1]", to: "list.json")
    #expect(problems("list.json") == ["list.json:1:1: error: $: expected an object of commands by name, as in {\"GET\": {…}}, found an array"])
    try folder.write("{}", to: "empty.json")
    #expect(problems("empty.json") == ["empty.json:1:1: error: $: there is no command in it"])
  }

  @Test func aFileThatIsTooLargeIsNotRead() throws {
    defer { folder.remove() }
    try folder.write("{", to: "large.json")
    // A file with a hole: it takes no room.
    #expect(truncate(folder.path + "/large.json", 100 << 20) == 0)
    let clock = ContinuousClock()
    let time = clock.measure {
      #expect(
        problems("large.json") == [
          "large.json:1:1: error: the file has 100 MB, and a specification no more than 16 MB: it is not read"
        ])
    }
    #expect(time < .seconds(1))
  }

  @Test func folders() throws {
    defer { folder.remove() }
    try folder.write("x", to: "empty/readme.txt")
    #expect(problems("empty") == ["empty:1:1: error: there is no .json file in it: expected one for each command"])
    try folder.write("{\"A\": \(Self.command)}", to: "twice/a.json")
    try folder.write("\n{\"a\": \(Self.command)}", to: "twice/b.json")
    #expect(
      problems("twice") == [
        "twice/b.json:2:2: error: $.a: the command \"A\" is described twice: the first time at twice/a.json:1:2"
      ])
    let inside = { (container: String) in #"{"since": "1.0.0", "group": "generic", "arity": 2, "container": "\#(container)"}"# }
    try folder.write("{\"A\": \(inside("B"))}", to: "circle/a.json")
    try folder.write("{\"B\": \(inside("A"))}", to: "circle/b.json")
    #expect(
      problems("circle") == [
        "circle/a.json:1:71: error: $.A.container: \"B\" holds no subcommands: it is a subcommand of \"A\", which is this one",
        "circle/b.json:1:71: error: $.B.container: \"A\" holds no subcommands: it is a subcommand of \"B\", which is this one",
      ])
    try folder.write("{\"C\": \(inside("NONE"))}", to: "part/c.json")
    let part = Diagnostics()
    #expect(SpecSource("part", currentDirectory: folder.path).load(diagnostics: part)?.commands.map(\.name) == ["NONE C"])
    #expect(
      part.sorted.map(\.description).contains(
        "part/c.json:1:71: warning: $.C.container: no file describes \"NONE\": is the folder complete?"))
    try folder.write("{\"A\": \(Self.command)}", to: "broken/a.json")
    try folder.write("{\"B\": {\"since\"}}", to: "broken/b.json")
    #expect(problems("broken").count == 1)
    #expect(problems("broken").allSatisfy { $0.hasPrefix("broken/b.json:1:15: error: ") })
  }

  @Test func arguments() throws {
    defer { folder.remove() }
    let file = { (arguments: String) in
      #"{"A": {"since": "1.0.0", "group": "generic", "arity": -1, "arguments": \#(arguments)}}"#
    }
    let deep = String(repeating: #"[{"name": "x", "type": "block", "arguments": "#, count: 500)
    try folder.write(file(deep + "[]" + String(repeating: "}]", count: 500)), to: "deep.json")
    #expect(problems("deep.json").count == 1)
    #expect(problems("deep.json").first?.contains("nested deeper than") == true)
    let less = String(repeating: #"[{"name": "x", "type": "block", "arguments": "#, count: 50)
    try folder.write(file(less + "[]" + String(repeating: "}]", count: 50)), to: "less.json")
    #expect(problems("less.json").contains { $0.contains("arguments are nested deeper than 32 levels") })
    try folder.write(file(#"[{"type": "string"}]"#), to: "nameless.json")
    #expect(problems("nameless.json") == ["nameless.json:1:73: error: $.A.arguments[0]: \"name\" is missing"])
    try folder.write(file(#"[{"name": "a", "type": "strange"}]"#), to: "type.json")
    #expect(problems("type.json").first?.contains("$.A.arguments[0].type: unknown argument type \"strange\"") == true)
  }

  @Test func commandsWithoutNumber() throws {
    defer { folder.remove() }
    let many = (0...SourceLimit.commands).map { "\"C\($0)\": {}" }
    try folder.write("{\(many.joined(separator: ", "))}", to: "many.json")
    #expect(problems("many.json") == ["many.json:1:1: error: it has 5001 commands, more than 5000: none was looked at"])
  }
}
