import Testing

@testable import RedisGenerator

/// Entries for the overrides that somebody can paste.
@Suite struct ReplySuggestionTests {
  private static let specification = #"""
    {"COUNT.ALL": {"since": "1.0.0", "group": "odd", "arity": 1, "reply_schema": {"type": "integer"}},
     "LOOK UP": {"since": "1.0.0", "group": "odd", "arity": 2, "reply_schema": {"oneOf": [{"type": "null"}, {"type": "object",
       "properties": {"class": {"type": "integer"}, "used-memory": {"type": "string"}, "used_memory": {"type": "number"},
         "state": {"const": "OK"}, "more": {"type": "object", "properties": {"x": {"type": "integer"}}}},
       "required": ["class", "state"]}]}},
     "ALL": {"since": "1.0.0", "group": "odd", "arity": 1, "reply_schema": {"type": "array", "items": {"type": "object",
       "properties": {"id": {"type": "string"}}}}},
     "MIXED": {"since": "1.0.0", "group": "odd", "arity": 1, "reply_schema": {"oneOf": [{"type": "integer"}, {"type": "string"}]}},
     "SILENT": {"since": "1.0.0", "group": "odd", "arity": 1}}
    """#

  private func report(_ overrides: String) -> Report {
    let diagnostics = Diagnostics()
    let document = SpecReader.read(file: "c", text: Self.specification, diagnostics: diagnostics)
    let entries = Overrides.read(file: "o", text: overrides, diagnostics: diagnostics)
    let model = Resolver.resolve(document, entries, diagnostics, strict: true)
    #expect(diagnostics.sorted.filter { $0.severity != .note }.map(\.description) == [])
    return Report(document: document, model: model)
  }

  @Test func sayWhatTheSchemaTells() {
    let suggestions = report("{}").suggestions
    #expect(
      suggestions.map(\.entry) == [
        #""COUNT.ALL": {"reply": "int"}"#, #""LOOK UP": {"reply": "LOOKUPReply?"}"#.replacing("LOOKUP", with: "LookUp"),
        #""ALL": {"reply": "[AllReply]"}"#,
        #""MIXED": {"reply": "raw", "rawReason": "Nobody has said yet what it answers."}"#,
        #""SILENT": {"reply": "raw", "rawReason": "Nobody has said yet what it answers."}"#,
      ])
    #expect(
      suggestions[1].types == [
        #""LookUpReply": {"kind": "map", "fields": ["#,
        """
          {"key": "class", "name": "class", "type": "int"},
          {"key": "used-memory", "name": "usedMemory", "type": "bytes?"},
          {"key": "used_memory", "name": "usedMemory2", "type": "double?"},
          {"key": "state", "name": "state", "type": "string"},
          {"key": "more", "name": "more", "type": "raw?"}]}
        """,
      ])
  }

  /// Pasted as they are, they are valid, and nothing is left to say.
  @Test func canBePasted() {
    let suggestions = report("{}").suggestions
    let commands = suggestions.map(\.entry).joined(separator: ",\n")
    let types = suggestions.filter { !$0.types.isEmpty }.map { $0.types.joined(separator: "\n") }.joined(separator: ",\n")
    let pasted = report("{\"commands\": {\(commands)}, \"types\": {\(types)}}")
    #expect(pasted.repliesFromSchema == [])
    #expect(pasted.unknownReplies == [])
    #expect(pasted.suggestions.isEmpty)
  }

  @Test func areShownUpToALimit() {
    let lines = report("{}").suggestions.lines(file: "Generator/Overrides.json", limit: 2)
    #expect(
      Array(lines.prefix(5)) == [
        "", "to type these replies, say what they are in Generator/Overrides.json, under \"commands\":",
        #"  "COUNT.ALL": {"reply": "int"},"#, #"  "LOOK UP": {"reply": "LookUpReply?"},"#,
        "  … and 3 more: redis-generate report shows all",
      ])
    #expect(lines[5] == "and under \"types\":")
    #expect([ReplySuggestion]().lines(file: "x") == [])
  }
}
