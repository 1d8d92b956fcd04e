import Foundation
import Testing

@testable import RedisGenerator

/// The tool from its command line to the files it writes, in a small package of its own.
@Suite struct ToolTests {
  private static let get = #"""
    "GET": {"summary": "Gets the value of a key.", "since": "1.0.0", "group": "string", "arity": 2,
      "arguments": [{"name": "key", "type": "key", "key_spec_index": 0}],
      "key_specs": [{"begin_search": {"type": "index", "spec": {"index": 1}},
        "find_keys": {"type": "range", "spec": {"lastkey": 0, "keystep": 1, "limit": 0}}, "RO": true}]}
    """#
  private static let ping = #"""
    "PING": {"summary": "Answers.", "since": "1.0.0", "group": "connection", "arity": 1}
    """#
  private static let overrides =
    #"{"commands": {"GET": {"reply": "bytes?"}, "PING": {"reply": "string"}}, "types": {}, "enums": {}}"#
  private static let output = "Sources/TypedRedis/Generated"

  private let folder: TemporaryFolder
  private let listener = Listener()

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("", to: "Package.swift")
    try folder.write("{\(Self.get),\n\(Self.ping)}", to: "commands.json")
    try folder.write(Self.overrides, to: "Generator/Overrides.json")
  }

  private func run(_ line: String, searchPath: String? = nil) -> ToolStatus {
    let tool = Tool(
      console: listener.console, currentDirectory: folder.path,
      searchPath: searchPath ?? ProcessInfo.processInfo.environment["PATH"] ?? "")
    return tool.run(line.split(separator: " ").map { String($0) })
  }

  private func generatedFiles() -> [String: String] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (names ?? []).filter { $0.contains("Generated/") && $0.hasSuffix(".swift") }
      .reduce(into: [:]) { $0[$1] = folder.read($1) }
  }

  @Test func writesOnceAndThenNothing() throws {
    defer { folder.remove() }
    #expect(run("") == .success)
    let files = generatedFiles()
    #expect(!files.isEmpty)
    #expect(files.values.allSatisfy { GeneratedMarker.isPresent(in: $0) })
    #expect(files.values.contains { $0.contains("public func get(") })
    #expect(listener.errors.filter { !$0.hasPrefix("note: ") } == [])
    #expect(listener.out.filter { $0.hasPrefix("wrote ") }.count == files.count)

    #expect(run("generate") == .success)
    #expect(listener.out.last == "nothing to do: \(Count.of(files.count, "file")) up to date")
    #expect(run("--check") == .success)
    #expect(generatedFiles() == files)
  }

  @Test func checkFailsWithADiffAndChangesNothing() throws {
    defer { folder.remove() }
    #expect(run("--check") == .problems)
    #expect(generatedFiles().isEmpty)
    #expect(run("") == .success)

    let files = generatedFiles()
    let (name, text) = try #require(files.first { $0.key.contains("Commands+") && $0.value.contains("public func get(") })
    try folder.write(text.replacing("public func get(", with: "public func fetch("), to: name)
    try folder.write(GeneratedMarker.text(of: nil) + "\nold\n", to: Self.output + "/Old.swift")
    #expect(run("--check") == .problems)
    #expect(listener.out.contains("\(name): stale"))
    #expect(listener.out.contains("\(Self.output)/Old.swift: not generated any more"))
    #expect(listener.out.contains { $0.hasPrefix("-") && $0.contains("public func fetch(") })
    #expect(listener.out.contains { $0.hasPrefix("+") && $0.contains("public func get(") })
    #expect(listener.out.contains("-old"))
    #expect(listener.out.contains("changed: GET"))
    #expect(
      listener.errors.last
        == "error: the generated code is not fresh: 1 file stale, 1 file left over. Run redis-generate."
    )
    #expect(folder.read(Self.output + "/Old.swift") != nil)

    #expect(run("") == .success)
    #expect(generatedFiles() == files)
  }

  @Test func anErrorLeavesEveryFileAlone() throws {
    defer { folder.remove() }
    #expect(run("") == .success)
    let files = generatedFiles()
    try folder.write(
      "{\(Self.get),\n\"SET\": {\"since\": 1},\n\(Self.ping)}", to: "commands.json")
    try folder.write("{]", to: "Generator/Overrides.json")
    #expect(run("") == .problems)
    // Mistakes of both files are listed.
    #expect(listener.errors.contains { $0.hasPrefix("commands.json:5:18: error: $.SET.since: ") })
    #expect(listener.errors.contains { $0.hasPrefix("Generator/Overrides.json:1:2: error: ") })
    #expect(listener.errors.last == "nothing was written")
    #expect(generatedFiles() == files)
    for action in ["--check", "report", "explain GET"] { #expect(run(action) == .problems) }
  }

  @Test func newAndGoneCommandsAreNamed() throws {
    defer { folder.remove() }
    #expect(run("") == .success)
    #expect(!listener.out.contains { $0.hasPrefix("new: ") })
    let echo = #""ECHO": {"since": "1.0.0", "group": "connection", "arity": 1}"#
    try folder.write("{\(Self.get),\n\(echo)}", to: "commands.json")
    #expect(run("") == .success)
    #expect(listener.out.contains("new: ECHO"))
    #expect(listener.out.contains("gone: PING"))
    #expect(listener.out.contains("no override types the reply, it stays untyped: ECHO"))
  }

  @Test func filesThatNothingGeneratesAnyMoreAreRemoved() throws {
    defer { folder.remove() }
    try folder.write(GeneratedMarker.text(of: nil) + "\n", to: Self.output + "/x/Old.swift")
    try folder.write("// by hand\n", to: Self.output + "/Mine.swift")
    #expect(run("") == .success)
    #expect(listener.out.contains("removed \(Self.output)/x/Old.swift"))
    #expect(folder.read(Self.output + "/x/Old.swift") == nil)
    #expect(folder.read(Self.output + "/Mine.swift") == "// by hand\n")
  }

  @Test func anOverrideThatNothingUsesFailsTheCheckOnly() throws {
    defer { folder.remove() }
    let type = #"{"kind": "record", "fields": [{"name": "a", "type": "int"}]}"#
    try folder.write(
      Self.overrides.replacing("\"types\": {}", with: "\"types\": {\"Lonely\": \(type)}"),
      to: "Generator/Overrides.json")
    #expect(run("") == .success)
    let place = "Generator/Overrides.json:1:83: "
    #expect(listener.errors.contains { $0.hasPrefix(place + "warning: $.types.Lonely: ") })
    #expect(run("--check") == .problems)
    #expect(listener.errors.contains { $0.hasPrefix(place + "error: $.types.Lonely: ") })
  }

  @Test func withoutACompilerItWritesAndSaysSo() throws {
    defer { folder.remove() }
    #expect(run("", searchPath: "/nowhere") == .success)
    #expect(listener.errors.contains { $0.hasPrefix("note: swiftc is not in $PATH") })
    #expect(!generatedFiles().isEmpty)
  }

  @Test func aFileThatIsNotThereIsNamed() throws {
    defer { folder.remove() }
    #expect(run("--specification none.json") == .problems)
    #expect(listener.errors.first == "none.json:1:1: error: there is no such file")
    #expect(run("--specification Generator") == .problems)
    #expect(listener.errors.contains { $0 == "Generator:1:1: error: this is not a file" })
  }

  @Test func explainsACommand() throws {
    defer { folder.remove() }
    #expect(run("explain get") == .success)
    let text = try #require(listener.out.last)
    #expect(text.hasPrefix("GET: Gets the value of a key.\n"))
    for part in [
      "  since    1.0.0", "  keys 0   from word 1, last 0, step 1: RO",
      "  key: key, keys 0", "\nCommands.GET\n", "func get(", "sends  GET key", "reply  bytes?",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(run("explain GETT") == .problems)
    #expect(
      listener.errors.last
        == "error: there is no command \"GETT\" in commands.json; did you mean GET?")
  }

  @Test func explainsWhatRepliesMean() throws {
    defer { folder.remove() }
    try folder.write(
      """
      {"commands": {"GET": {"reply": "unless(-1, [Job])"}, "PING": {"reply": "orEmpty([Left(seconds)])"}}, "enums": {},
       "types": {"Left": {"kind": "external", "unit": true, "doc": "What is left."},
         "State": {"kind": "code", "doc": "How far it is.", "cases": {"-1": {"name": "gone", "doc": "Deleted."}, "10": "done"}},
         "Job": {"kind": "map", "fields": [
           {"key": "age-ms", "name": "age", "type": "milliseconds"}, {"key": "state", "name": "state", "type": "State"}]}}}
      """, to: "Generator/Overrides.json")
    #expect(run("explain get") == .success)
    let get = try #require(listener.out.last)
    #expect(get.contains("  reply  unless(-1, [Job])\n"))
    #expect(
      get.hasSuffix(
        """

        Job (map)
          age    milliseconds  "age-ms"
          state  State

        State (code): How far it is.
          -1  gone: Deleted.
          10  done
        """))
    #expect(run("explain ping") == .success)
    let ping = try #require(listener.out.last)
    #expect(ping.contains("  reply  orEmpty([Left(seconds)])\n"))
    #expect(ping.hasSuffix("\nLeft (external): What is left."))
    #expect(run("report") == .success)
    #expect(try #require(listener.out.last).contains("3 reply types"))
  }

  @Test func reports() throws {
    defer { folder.remove() }
    #expect(run("report --json") == .success)
    #expect(json(try #require(listener.out.last))?.object?["commands"]?.int == 2)
    #expect(run("report") == .success)
    #expect(listener.out.last?.hasPrefix("2 commands") == true)
  }

  @Test func helpVersionAndMistakes() throws {
    defer { folder.remove() }
    #expect(run("--help") == .success)
    #expect(listener.out.last == Usage.text)
    #expect(run("--version") == .success)
    #expect(listener.out.last == Usage.version)
    #expect(run("--nonsense") == .usage)
    #expect(listener.errors.first == "error: unknown option --nonsense")
  }
}
