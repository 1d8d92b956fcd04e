import Testing

@testable import RedisGenerator

/// Entries of the overrides that nothing uses.
@Suite struct UnusedEntriesTests {
  private static let overrides = """
    {"commands": {
      "X": {"reply": "Used"},
      "NEWER": {"reply": "Waiting"},
      "GROUP": {"reply": "ok"}},
    "types": {
      "Used": {"kind": "record", "fields": [{"name": "a", "type": "Inner"}]},
      "Inner": {"kind": "record", "fields": [{"name": "a", "type": "int"}]},
      "Waiting": {"kind": "record", "fields": [{"name": "a", "type": "int"}]},
      "Lost": {"kind": "record", "fields": [{"name": "a", "type": "int"}]}},
    "enums": {"Nobodys": {"cases": {"A": "a", "B": "b"}}}}
    """
  private static let specification = """
    {"X": {"since": "1.0.0", "group": "odd", "arity": 1},
     "GROUP": {"since": "1.0.0", "group": "odd", "arity": -2},
     "GROUP A": {"since": "1.0.0", "group": "odd", "arity": 2}}
    """

  @Test(arguments: [(false, "warning"), (true, "error")])
  func areReported(strict: Bool, severity: String) {
    let x = Resolved(Self.specification, overrides: Self.overrides, strict: strict)
    #expect(
      x.problems == [
        "Overrides.json:4:3: \(severity): $.commands.GROUP: GROUP is nothing without a subcommand",
        "Overrides.json:9:3: \(severity): $.types.Lost: nothing uses the type",
        "Overrides.json:10:11: \(severity): $.enums.Nobodys: no argument is a choice between exactly these words",
      ])
    #expect(
      x.notes == [
        "Overrides.json:3:3: note: $.commands.NEWER: the specification has no command NEWER",
        "Overrides.json:8:3: note: $.types.Waiting: no command of the specification uses the type",
      ])
    #expect(x.model.replyTypes.map(\.name) == ["Inner", "Used"])
    #expect(x.model.unusedOverrides.map(\.path) == ["$.commands.GROUP", "$.types.Lost", "$.enums.Nobodys"])
  }
}
