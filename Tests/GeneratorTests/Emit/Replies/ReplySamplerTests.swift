import Testing

@testable import RedisGenerator

/// The replies that are made up from a schema.
@Suite struct ReplySamplerTests {
  /// The samples of command X's form, in RESP3.
  private func samples(
    _ schema: String, reply: String, types: String = "", _ version: ReplyWire.Version = .resp3
  ) -> [String] {
    let overrides = """
      {"commands": {"X": {"reply": "\(reply)", "rawReason": "?"}}, "types": {\(types)}}
      """
    let resolved = Resolved(
      command("X", members: "\"reply_schema\": \(schema),"), overrides: overrides)
    #expect(resolved.problems == [])
    guard let form = resolved.form() else { return [] }
    return ReplySampler.samples(of: form, ReplyTypeTree(resolved.model.replyTypes))
      .map { ReplyWire.text($0, version).onOneLine }
  }

  @Test(arguments: [
    (#"{"const": "OK"}"#, "ok", ["+OK"]), (#"{"enum": [0, 1, -2]}"#, "int", [":0", ":1", ":-2"]),
    (#"{"type": "boolean"}"#, "bool", ["#t", "#f"]),
    (#"{"type": "integer"}"#, "int", [":7", ":-1", ":9223372036854775807"]),
    (#"{"type": "integer", "minimum": 10, "maximum": 20}"#, "int", [":10", ":20"]),
    (#"{"type": "number"}"#, "double", [",1.5", ",inf", ",-inf", ",3"]),
    (#"{"type": "number", "minimum": 0, "maximum": 1}"#, "double", [",0.25", ",0", ",1"]),
    (#"{"type": ["string", "null"]}"#, "bytes?", ["$5 word1", "$0 ", "$9 one twö", "=9 txt:+OK ", "_"]),
    (#"{"type": "string", "pattern": "^OK"}"#, "ok", ["+OK"]),
    (#"{"type": "string", "pattern": "^[a-z]+$"}"#, "string", ["=6 txt:bi", "=5 txt:e", "=6 txt:ho", "=5 txt:k"]),
    (
      #"{"oneOf": [{"type": "null"}, {"type": "array", "items": {"enum": [1, 2, 3]}}]}"#, "[int]?",
      ["_", "*2 :1 :2", "*0", "*2 :3 :1"]
    ),
    (
      #"{"type": "array", "minItems": 1, "items": [{"enum": [1, 2]}, {"const": 3}], "additionalItems": {"const": 4}}"#,
      "[int]", ["*2 :1 :3", "*1 :1", "*4 :1 :3 :4 :4", "*2 :2 :3"]
    ),
    (#"{"type": "array", "items": {"const": 1}, "uniqueItems": true, "maxItems": 1}"#, "[int]", ["~1 :1", "~0"]),
    (
      #"{"type": "object", "additionalProperties": {"enum": [1, 2, 3]}}"#, "[string:int]",
      ["%2 $5 word1 :1 $5 word2 :2", "%0", "%2 $5 word1 :3 $5 word2 :1"]
    ),
    (#"{"type": "object", "patternProperties": {"^[0-9]$": {"const": 1}}}"#, "[int:int]", ["%2 $1 1 :1 $1 4 :1", "%0"]),
  ])
  func areWhatTheSchemaAllows(schema: String, reply: String, expected: [String]) {
    #expect(samples(schema, reply: reply) == expected)
  }

  /// A newer specification may have anything that is well formed.
  @Test(arguments: [
    (#"{"type": "object", "patternProperties": {"^[^a]$": {"const": 1}}}"#, "[string:int]", ["%0"]),
    (#"{"type": "integer", "exclusiveMinimum": 9223372036854775807}"#, "int", []),
    (#"{"type": "integer", "exclusiveMaximum": -9223372036854775808}"#, "int", []),
    (#"{"type": "integer", "exclusiveMinimum": 5, "exclusiveMaximum": 7}"#, "int", [":6"]),
    (#"{"type": "array", "items": {"const": 1}, "minItems": 999999999999}"#, "[int]", []),
    (#"{"type": "array", "items": [{"const": 1}], "additionalItems": {"const": 2}, "maxItems": 999999999999}"#, "[int]", ["*3 :1 :2 :2", "*1 :1", "*0"]),
  ])
  func whatCannotBeMadeUpIsLeftOut(schema: String, reply: String, expected: [String]) {
    #expect(Set(samples(schema, reply: reply)) == Set(expected))
  }

  @Test func objectsHaveAllAndTheLeastAndSomethingNew() {
    let schema = #"{"type": "object", "properties": {"a": {"enum": [1, 2]}, "b": {"const": 3}}, "required": ["b"]}"#
    let type = #""T": {"kind": "map", "fields": [{"key": "b", "name": "b", "type": "int"}]}"#
    #expect(
      samples(schema, reply: "T", types: type) == [
        "%3 $1 a :1 $1 b :3 $21 said-by-newer-servers *2 :7 $5 word1", "%1 $1 b :3", "%2 $1 a :2 $1 b :3",
      ])
  }

  @Test func recordsAreInOneListInRESP2() {
    let type = #""T": {"kind": "record", "fields": [{"name": "a", "type": "name"}, {"name": "b", "type": "int"}]}"#
    let nested = #"{"type": "array", "items": {"type": "array", "items": [{"type": "string"}, {"const": 1}], "minItems": 2}}"#
    #expect(samples(nested, reply: "pairs(T)", types: type).first == "*2 *2 $5 word1 :1 *2 $0  :1")
    #expect(samples(nested, reply: "pairs(T)", types: type, .resp2).first == "*4 $5 word1 :1 $0  :1")
    #expect(samples(nested, reply: "[T]", types: type, .resp2).first == "*2 *2 $5 word1 :1 *2 $0  :1")
    let byKey = #"{"type": "object", "additionalProperties": {"const": 1}}"#
    #expect(samples(byKey, reply: "pairs(T)", types: type).first == "%2 $5 word1 :1 $5 word2 :1")
    #expect(samples(byKey, reply: "pairs(T)", types: type, .resp2).first == "*4 $5 word1 :1 $5 word2 :1")
    // Flat in both: as many elements as make whole records.
    let flat = #"{"type": "array", "items": {"const": 1}}"#
    #expect(samples(flat, reply: "pairs(T)", types: type) == ["*4 :1 :1 :1 :1", "*0"])
  }

  @Test func schemasMayContainThemselves() {
    let schema = ##"{"type": "array", "items": {"oneOf": [{"const": 1}, {"$ref": "#"}]}}"##
    #expect(samples(schema, reply: "raw") == ["*2 :1 *2 :1 :1", "*0", "*2 *0 :1"])
  }

  @Test func typesThatTakeTextsApartSayWhichTexts() {
    let type = #""T": {"kind": "external", "sample": ["a=1", ""]}"#
    #expect(samples(#"{"type": "string"}"#, reply: "T", types: type) == ["=7 txt:a=1", "=4 txt:"])
    #expect(
      samples(#"{"type": "array", "items": {"type": "string"}}"#, reply: "[T]", types: type)
        == ["*2 $3 a=1 $0 ", "*0"])
    #expect(
      samples(#"{"type": "string"}"#, reply: "lines(T)", types: type)
        == ["=9 txt:a=1\n\n", "=4 txt:", "=7 txt:a=1"])
  }

  @Test func noSchemaGivesNone() {
    let resolved = Resolved(command("X"), overrides: #"{"commands": {"X": {"reply": "int"}}}"#)
    #expect(resolved.form()?.replySchema == nil)
    #expect(Emitter.emit(resolved.model).filter { $0.path.hasPrefix("ReplyTests") } == [])
  }

  @Test func nothingIsLeftOutForTheLimit() {
    let values = (0..<20).map(String.init).joined(separator: ", ")
    let schema = "{\"oneOf\": [{\"enum\": [\(values)]}, {\"type\": \"null\"}]}"
    let samples = samples(schema, reply: "int?")
    #expect(samples.count == ReplySampler.limit)
    #expect(samples.contains("_"))
  }
}
