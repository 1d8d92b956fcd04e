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
    #expect(Tool(console: listener.console, currentDirectory: folder.path).run(["import", ""]) == .usage)
    #expect(Tool(console: listener.console, currentDirectory: folder.path).run(["diff", "", "a"]) == .usage)
    #expect(run("report --dry-run") == .usage)
    #expect(run("--prune") == .usage)
    #expect(run("import source.json --check") == .usage)
  }

  @Test func pruningIsAboutTheCommandsThatWereAskedFor() throws {
    defer { folder.remove() }
    let command = #"{"since": "1.0.0", "group": "string", "arity": 1, "command_flags": ["fast"]}"#
    let names = { (names: [String]) in "{\(names.map { "\"\($0)\": \(command)" }.joined(separator: ", "))}" }
    try folder.write(names(["G.A", "G.B", "OTHER"]), to: "commands.json")
    try folder.write(names(["G.A", "X"]), to: "source.json")
    #expect(run("import source.json --only G.* --prune") == .success)
    #expect(folder.read("commands.json") == names(["G.A", "OTHER"]))
    #expect(listener.out.contains("removed: G.B"))
    #expect(!listener.out.contains { $0.contains("OTHER") })
    #expect(run("import source.json --prune") == .success)
    #expect(folder.read("commands.json")?.contains("OTHER") == false)
  }

  @Test func linksAndPermissionsStay() throws {
    defer { folder.remove() }
    let manager = FileManager.default
    try folder.write("{}", to: "real/c.json")
    try manager.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.path + "/real/c.json")
    try manager.createSymbolicLink(atPath: folder.path + "/commands.json", withDestinationPath: "real/c.json")
    #expect(run("import source.json") == .success)
    #expect(try manager.destinationOfSymbolicLink(atPath: folder.path + "/commands.json") == "real/c.json")
    #expect(folder.read("real/c.json")?.contains("\"GET\"") == true)
    let mode = try manager.attributesOfItem(atPath: folder.path + "/real/c.json")[.posixPermissions] as? NSNumber
    #expect(mode?.intValue == 0o640)
    // A link in a circle is no file; one to a file that is not there yet makes it.
    try manager.createSymbolicLink(atPath: folder.path + "/a", withDestinationPath: "a")
    #expect(OutputFile.target(of: folder.path + "/a") == folder.path + "/a")
    try manager.createSymbolicLink(atPath: folder.path + "/b", withDestinationPath: "new/b.json")
    try OutputFile.write("x", to: folder.path + "/b")
    #expect(folder.read("new/b.json") == "x")
  }

  /// What the tool reads beside sources is looked at in the same way before.
  @Test(arguments: ["--specification", "--overrides"]) func filesThatEndNever(option: String) throws {
    defer { folder.remove() }
    try folder.write(Self.get, to: "commands.json")
    try folder.write("{}", to: "Generator/Overrides.json")
    #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
    try folder.write("{", to: "large")
    #expect(truncate(folder.path + "/large", 100 << 20) == 0)
    for (file, why) in [("pipe", "this is not a file"), ("/dev/zero", "this is not a file"), ("large", "the file has 100 MB")] {
      #expect(run("\(option) \(file)") == .problems)
      #expect(listener.errors.contains { $0.hasPrefix("\(file):1:1: error: \(why)") })
      if option == "--overrides" { #expect(run("diff source.json commands.json \(option) \(file)") == .problems) }
    }
  }
}
