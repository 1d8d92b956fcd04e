import Testing

@testable import RedisGenerator

/// Replies of commands that the overrides do not know.
@Suite struct SchemaReplyTests {
  @Test(arguments: [
    (#"{"type": "integer"}"#, "int"), (#"{"type": "integer", "minimum": 0, "maximum": 1}"#, "bool"),
    (#"{"oneOf": [{"const": 0}, {"const": 1}]}"#, "bool"), (#"{"enum": [0, 1, 2]}"#, "int"),
    (#"{"const": "OK"}"#, "ok"), (#"{"anyOf": [{"const": "OK"}, {"type": "null"}]}"#, "done"),
    (#"{"const": "PONG"}"#, "string"), (#"{"enum": ["a", "b"]}"#, "string"),
    (#"{"type": "string"}"#, "bytes"), (#"{"type": ["string", "null"]}"#, "bytes?"),
    (#"{"oneOf": [{"type": "null"}, {"type": "integer"}]}"#, "int?"),
    (#"{"type": "number"}"#, "double"), (#"{"type": "boolean"}"#, "bool"),
    (#"{"type": "array", "items": {"type": "string"}}"#, "[bytes]"),
    (#"{"type": "array", "items": {"oneOf": [{"type": "integer"}, {"type": "null"}]}}"#, "[int?]"),
    (#"{"type": "object", "additionalProperties": {"type": "integer"}}"#, "[string:int]"),
    (#"{"type": "object", "patternProperties": {"^.*$": {"type": "string"}}}"#, "[string:bytes]"),
    (#"{"oneOf": [{"type": "string", "description": "a"}, {"type": "string", "description": "b"}]}"#, "bytes"),
  ])
  func plainSchemas(schema: String, type: String) {
    let x = Resolved(command("X", members: "\"reply_schema\": \(schema),"))
    #expect(x.problems == [])
    #expect(x.reply() == "\(type) (schema)")
  }

  @Test(arguments: [
    #"{"oneOf": [{"type": "string"}, {"type": "integer"}]}"#,
    #"{"type": "array", "items": [{"type": "string"}, {"type": "integer"}]}"#,
    #"{"type": "object", "properties": {"a": {"type": "integer"}}}"#, #"{"description": "?"}"#,
  ])
  func otherSchemasSayNothing(schema: String) {
    #expect(
      Resolved(command("X", members: "\"reply_schema\": \(schema),")).reply() == "raw (unknown)")
  }

  @Test func overridesComeFirst() {
    let x = Resolved(
      command("X", members: "\"reply_schema\": {\"type\": \"integer\"},"),
      overrides: "{\"commands\": {\"X\": {\"reply\": \"bool\"}}}")
    #expect(x.reply() == "bool (overrides)")
  }
}
