import Testing

@testable import RedisGenerator

/// Forms: what is always sent, and what is not offered.
@Suite struct FormTests {
  private static let pop = command(
    "X", argument("key", "key"), block("options", optional, argument("count", "integer"), word("WITHSCORES", optional)),
    oneof("by", optional, argument("id", "string", token("ID")), word("ALL")),
    argument("field", "string", multiple))

  private func resolve(_ forms: String, more: String = "", strict: Bool = true) -> Resolved {
    Resolved(
      Self.pop, overrides: "{\"commands\": {\"X\": {\"forms\": [\n\(forms)\n]\(more)}}}",
      strict: strict)
  }

  @Test func optionsThatAForHas() {
    let x = resolve(
      """
      {"reply": "bytes?", "without": ["options", "by"]},
      {"reply": "[bytes]", "name": "Counted", "method": "x", "with": ["options"], "without": ["options.withscores", "by.id"]},
      {"reply": "[bytes]", "name": "WithScores", "with": ["options.withscores", "by.id"], "single": ["field"]}
      """)
    #expect(x.problems == [])
    #expect(
      x.parameters() == ["key: some RedisValueConvertible", "fields: [some RedisValueConvertible]"])
    #expect(
      x.parameters("Counted") == [
        "key: some RedisValueConvertible", "count: Int", "by: Bool = false",
        "fields: [some RedisValueConvertible]",
      ])
    #expect(
      x.parameters("WithScores") == [
        "key: some RedisValueConvertible", "count: Int", "id: some RedisValueConvertible",
        "field: some RedisValueConvertible",
      ])
    #expect(
      x.encoding("WithScores") == [
        "encoder.append(key)", "encoder.append(count)", "encoder.token(\"WITHSCORES\")",
        "encoder.token(\"ID\")", "encoder.append(id)", "encoder.append(field)",
      ])
    #expect(x.methods == ["x", "x", "xWithScores"])
    #expect(x.typePaths == ["X", "X.Counted", "X.WithScores"])
  }

  @Test func oneOfManyOptionsIsAlwaysSent() {
    let x = Resolved(
      command("X", oneof("options", "\(optional), \(multiple)", word("A"), word("B"), word("VALUES"))),
      overrides: """
        {"commands": {"X": {"forms": [
          {"reply": "[int]", "without": ["options.values"]},
          {"reply": "[bytes]", "name": "Values", "with": ["options.values"]}]}}}
        """, strict: true)
    #expect(x.problems == [])
    #expect(x.parameters("Values") == ["options: [Commands.X.Option] = []"])
    #expect(
      x.encoding("Values") == [
        "encoder.token(\"VALUES\")", "for item in options {", "  item.encode(into: &encoder)", "}",
      ])
    // Both forms choose between the same words, so they share the type.
    #expect(x.types("Values") == [])
  }

  @Test func aFormChangesTheTypeOfAChoice() {
    let x = Resolved(
      command("X", oneof("mode", "", word("A"), word("B"), word("C"), word("D"))),
      overrides: """
        {"commands": {"X": {"forms": [
          {"reply": "int", "without": ["mode.c", "mode.d"]},
          {"reply": "bytes", "name": "Other", "without": ["mode.a", "mode.b"]}]}}}
        """)
    #expect(x.parameters() == ["mode: Commands.X.Mode"])
    #expect(x.parameters("Other") == ["mode: Commands.X.OtherMode"])
  }

  @Test func mistakes() {
    let x = resolve(
      """
      {"reply": "int", "without": ["key", "nothing"]},
      {"reply": "int", "name": "A", "with": ["key", "by.nobody"], "single": ["key"]}
      """)
    #expect(
      x.problems == [
        "Overrides.json:2:30: error: $.commands.X.forms[0].without[0]: \"key\" cannot be left out: \"without\" is for what could be",
        "Overrides.json:2:37: error: $.commands.X.forms[0].without[1]: X has no argument \"nothing\"",
        "Overrides.json:3:40: error: $.commands.X.forms[1].with[0]: \"key\" is sent in every form: \"with\" is for what could be left out",
        "Overrides.json:3:47: error: $.commands.X.forms[1].with[1]: X has no argument \"by.nobody\"",
        "Overrides.json:3:72: error: $.commands.X.forms[1].single[0]: \"key\" is no list: \"single\" is for those",
      ])
  }

  @Test func anotherVersionOfTheSpecificationMayLackArguments() {
    let x = resolve(
      """
      {"reply": "int", "without": ["newer"]},
      {"reply": "int", "name": "Newer", "with": ["newer"]}
      """, more: ", \"arguments\": {\"newest\": {\"name\": \"a\"}}, \"secret\": [\"old\"]",
      strict: false)
    #expect(
      x.problems == [
        "Overrides.json:1:15: warning: $.commands.X: in this specification, X has no argument \"newer\", \"newest\", \"old\""
      ])
    #expect(x.typePaths == ["X"])
  }

  @Test func whereTheArgumentsAreReplaced() {
    let x = Resolved(
      Self.pop,
      overrides: """
        {"commands": {"X": {"reply": "ok", "replaceArguments": {
          "options": [], "by": [{"name": "to", "type": "integer", "token": "TO"}],
          "field": [{"name": "vector", "type": "double", "multiple": true}]}}}}
        """, strict: true)
    #expect(x.problems == [])
    #expect(x.parameters() == ["key: some RedisValueConvertible", "to: Int", "vectors: [Double]"])
    let y = Resolved(
      Self.pop,
      overrides: "{\"commands\": {\"X\": {\"reply\": \"ok\", \"replaceArguments\": {\"\": []}}}}")
    #expect(y.parameters() == [])
  }

  @Test func namesAndTypesAreChanged() {
    let x = Resolved(
      Self.pop,
      overrides: """
        {"commands": {"X": {"reply": "ok", "method": "pop", "arguments": {
          "key": {"name": "source"}, "options.count": {"type": "string"},
          "by": {"name": "selection", "optional": false}, "by.id": {"name": "exactly"},
          "field": {"type": "integer", "name": "numbers"}, "": {"order": ["by", "key"]}}}}}
        """, strict: true)
    #expect(x.problems == [])
    #expect(x.methods == ["pop"])
    #expect(
      x.parameters() == [
        "selection: Commands.X.Selection", "source: some RedisValueConvertible",
        "options: Commands.X.Options? = nil", "numbers: [Int]",
      ])
    #expect(x.types().contains("  case exactly(RedisValue)"))
  }

  @Test func aBlockCannotBecomeAString() {
    let overrides = "{\"commands\": {\"X\": {\"reply\": \"ok\", \"arguments\": {\"options\": {\"type\": \"string\"}}}}}"
    #expect(
      Resolved(Self.pop, overrides: overrides, strict: true).problems == [
        "Overrides.json:1:50: error: $.commands.X.arguments.options: a block cannot become a string: \"replaceArguments\" can do that"
      ])
    // In another version of the specification, it stays what it is there.
    let x = Resolved(Self.pop, overrides: overrides)
    #expect(
      x.problems == [
        "Overrides.json:1:50: warning: $.commands.X.arguments.options: in this specification, a block cannot become a string: \"replaceArguments\" can do that"
      ])
    #expect(x.parameters() == Resolved(Self.pop, overrides: #"{"commands": {"X": {"reply": "ok"}}}"#).parameters())
  }
}
