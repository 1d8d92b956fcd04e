import Foundation
import TestSupport
import Testing

/// A package as users have it, with commands of its own modules, built by the package manager and run on real servers.
@Suite(.serialized, .enabled(if: ExamplePackage.isPossible, "there is no compiler to build it"))
struct ExamplePackageTests {
  /// The modules' commands are others by their real names.
  private static let renamed = [
    "INCRBY": "COUNTERS.ADD", "MGET": "COUNTERS.READ", "ZINCRBY": "BOARD.RAISE", "ZRANGE": "BOARD.RANGE",
  ]
  private static let arguments = renamed.sorted { $0.key < $1.key }.flatMap { ["--rename-command", $0.key, $0.value] }

  @Test(arguments: ServerBinary.all) func callsItsOwnCommands(_ binary: ServerBinary) async throws {
    let program = try await ExamplePackage.build("Example")
    let server = try RealServer(binary, arguments: Self.arguments)
    defer { server.stop() }
    let run = await ToolRun.run([program, server.url])
    #expect(run.succeeded, "\(run.output)")
    #expect(run.output == """
      pipeline: 7 [Optional(7), nil]
      sum: 7
      transaction: (10.0, 12.0)
      grace 12.0
      ada 10.0
      callback: ["14"]
      catalog: BOARD.RANGE (WithScores)

      """)
  }

  @Test func checkedInSourcesAreWhatTheCommandPluginWrites() async throws {
    let check = await ExamplePackage.package(["generate-redis-commands", "--target", "Board", "--check"])
    #expect(check.succeeded, "\(check.output)")
    #expect(check.output.contains("1 file up to date"))
    let refused = await ExamplePackage.package(["generate-redis-commands"])
    #expect(!refused.succeeded)
    #expect(refused.output.contains("say for which target: --target Board, --target Counters, --target Graph"))
  }

  @Test(.enabled(if: GraphModule.server != nil, "there is no server with the module"))
  func queriesAGraph() async throws {
    let program = try await ExamplePackage.build("GraphExample")
    let server = try GraphModule.start()
    defer { server.stop() }
    let run = await ToolRun.run([program, server.url])
    #expect(run.succeeded, "\(run.output)")
    #expect(run.output.contains("Nodes created: 2\n[\"a.name\", \"b.name\", \"b.born\"]\nAda Mary 1780\n"))
    #expect(run.output.contains("refused: server GRAPH.QUERY\n"))
    #expect(run.output.hasSuffix("the server has all 17 commands\n"))
  }

  /// What is checked in is what the server says.
  @Test(.enabled(if: GraphModule.server != nil, "there is no server with the module"), arguments: [2, 3])
  func aModulesCommandsAreImportedFromItsServer(protocol version: Int) async throws {
    let server = try GraphModule.start()
    defer { server.stop() }
    let folder = FileManager.default.temporaryDirectory.appending(component: "graph-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(component: "falkordb.redis-commands.json")
    let run = await ToolRun.run([
      try ExamplePackage.generator(), "import", "\(server.url)?protocol=\(version)", "--only", "GRAPH.*",
      "--specification", file.path,
    ])
    #expect(run.succeeded, "\(run.output)")
    #expect(run.output.contains("17 new, 0 changed"))
    #expect(run.output.contains("17 commands without \"arguments\""))
    let checkedIn = ExamplePackage.folder + "/Sources/Graph/falkordb.redis-commands.json"
    #expect(try String(contentsOf: file, encoding: .utf8) == String(contentsOfFile: checkedIn, encoding: .utf8))
  }
}
