import Testing

@testable import RedisGenerator

@Suite struct ReportTests {
  private func report(_ specification: String, _ overrides: String) -> Report {
    let diagnostics = Diagnostics()
    let document = SpecReader.read(file: "c", text: specification, diagnostics: diagnostics)
    let entries = Overrides.read(file: "o", text: overrides, diagnostics: diagnostics)
    let model = Resolver.resolve(document, entries, diagnostics)
    #expect(diagnostics.sorted.filter { $0.severity == .error }.map(\.description) == [])
    return Report(document: document, model: model)
  }

  private static let specification = #"""
    {"CLIENT": {"since": "1.0.0", "group": "connection", "arity": -2},
     "CLIENT LIST": {"since": "1.0.0", "group": "connection", "arity": 2},
     "GET": {"since": "1.0.0", "group": "string", "arity": 2,
       "arguments": [{"name": "key", "type": "key"}]},
     "LPOP": {"since": "1.0.0", "group": "list", "arity": -2,
       "arguments": [{"name": "key", "type": "key"}, {"name": "count", "type": "integer", "optional": true}]},
     "DEBUG": {"since": "1.0.0", "group": "server", "arity": -2},
     "TIME": {"since": "1.0.0", "group": "server", "arity": 1,
       "reply_schema": {"type": "integer"}}}
    """#

  private static let overrides = #"""
    {"commands": {
      "CLIENT LIST": {"reply": "string"},
      "GET": {"reply": "bytes?"},
      "LPOP": {"forms": [{"reply": "bytes?", "without": ["count"]},
        {"name": "Count", "method": "lpop", "reply": "[bytes]?", "with": ["count"]}]},
      "DEBUG": {"reply": "raw", "rawReason": "it depends"}},
     "types": {}, "enums": {}}
    """#

  @Test func counts() {
    let report = report(Self.specification, Self.overrides)
    #expect(report.commands == 6)
    #expect(report.containers == 1)
    #expect(report.methods == 6)
    #expect(report.groups.map(\.name) == ["connection", "string", "list", "server"])
    #expect(report.groups.map(\.commands) == [1, 1, 1, 2])
    #expect(report.groups.map(\.methods) == [1, 1, 2, 2])
    #expect(report.groups.map(\.rawReplies) == [0, 0, 0, 1])
    #expect(report.rawReplies.map(\.command) == ["DEBUG"])
    #expect(report.rawReplies.map(\.reason) == ["it depends"])
    #expect(report.repliesFromSchema == ["TIME"])
    #expect(report.unknownReplies == [])
    #expect(report.untypedArguments == ["DEBUG"])
  }

  @Test func printsJSONForPrograms() throws {
    let node = try #require(json(report(Self.specification, Self.overrides).json().rendered()))
    let object = try #require(node.object)
    #expect(
      object.members.map(\.name) == [
        "commands", "containers", "methods", "forms", "types", "rawReplies", "untypedArguments",
        "repliesFromSchema", "unknownReplies", "groups",
      ])
    #expect(object["commands"]?.int == 6)
    #expect(object["rawReplies"]?.array?.map(\.string) == ["DEBUG"])
    #expect(object["groups"]?.object?["server"]?.object?["methods"]?.int == 2)
  }

  @Test func printsATableForPeople() {
    let table = report(Self.specification, Self.overrides).table
    #expect(table.hasPrefix("6 commands (1 of them only hold subcommands)\n6 methods"))
    #expect(table.contains("\nserver             2         2         1\n"))
    #expect(table.contains("\nraw replies: 1\n  DEBUG: it depends\n"))
  }

  @Test func namesTheRepliesThatAreLeft() {
    let report = report(Self.specification, #"{"commands": {}, "types": {}, "enums": {}}"#)
    #expect(
      report.repliesToDescribe == [
        "no override types the reply, its schema does: TIME",
        "no override types the reply, it stays untyped: CLIENT LIST, GET, LPOP, DEBUG",
      ])
  }
}
