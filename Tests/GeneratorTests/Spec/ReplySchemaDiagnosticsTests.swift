import Testing

@testable import RedisGenerator

@Suite struct ReplySchemaDiagnosticsTests {
  @Test(arguments: [
    "{}", #"{"type": ["string", "null"]}"#, #"{"const": "OK"}"#, #"{"type": "number", "const": 1}"#,
    #"{"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2, "uniqueItems": true}"#,
    #"{"type": "array", "items": [{"type": "string"}, {"type": "integer", "minimum": 0}], "additionalItems": {}}"#,
    #"{"oneOf": [{"type": "null"}, {"anyOf": [{"type": "string", "pattern": "^x$"}]}]}"#,
    ##"{"type": "object", "properties": {"a": {"$ref": "#"}}, "required": ["a"], "additionalProperties": false}"##,
    #"{"type": "object", "patternProperties": {"^.*$": {"enum": ["a", 1]}}, "required": ["b"]}"#,
    #"{"additionalProperties": {"type": "boolean"}, "description": "d", "title": "t"}"#,
  ])
  func wellFormed(schema: String) {
    #expect(problems(inSchema: schema) == [])
  }

  @Test(arguments: [
    ("1", "21: error: $.GET.reply_schema: expected a schema (an object), found an integer"),
    (
      #"{"type": "text"}"#,
      "30: error: $.GET.reply_schema.type: unknown type \"text\" in a reply schema: known are null, boolean, integer, number, string, array, object"
    ),
    (
      #"{"type": 1}"#,
      "30: error: $.GET.reply_schema.type: expected the name of a type, found an integer"
    ),
    (#"{"type": []}"#, "30: error: $.GET.reply_schema.type: the list of types is empty"),
    (
      #"{"type": ["null", 2]}"#,
      "39: error: $.GET.reply_schema.type[1]: expected the name of a type, found an integer"
    ),
    (#"{"anyOf": {}}"#, "31: error: $.GET.reply_schema.anyOf: expected a list, found an object"),
    (#"{"oneOf": []}"#, "31: error: $.GET.reply_schema.oneOf: the list of schemas is empty"),
    (
      #"{"oneOf": [true]}"#,
      "32: error: $.GET.reply_schema.oneOf[0]: expected a schema (an object), found a boolean"
    ),
    (
      #"{"items": "string"}"#,
      "31: error: $.GET.reply_schema.items: expected a schema or a list of schemas, found a string"
    ),
    (
      #"{"items": [{}, 1]}"#,
      "36: error: $.GET.reply_schema.items[1]: expected a schema (an object), found an integer"
    ),
    (
      #"{"type": "integer", "const": "OK"}"#,
      "50: error: $.GET.reply_schema.const: the value is a string, but the type is integer"
    ),
    (
      #"{"type": ["null", "integer"], "enum": [1, null, 1.5]}"#,
      "69: error: $.GET.reply_schema.enum[2]: the value is a number, but the type is null or integer"
    ),
    (#"{"enum": []}"#, "30: error: $.GET.reply_schema.enum: the list of values is empty"),
    (
      #"{"minItems": 3, "maxItems": 2}"#,
      "34: error: $.GET.reply_schema.minItems: minItems is greater than maxItems"
    ),
    (#"{"minItems": -1}"#, "34: error: $.GET.reply_schema.minItems: must not be negative"),
    (
      #"{"maxItems": 1.5}"#,
      "34: error: $.GET.reply_schema.maxItems: expected an integer, found a number"
    ),
    (
      #"{"minimum": 1, "maximum": 0.5}"#,
      "33: error: $.GET.reply_schema.minimum: minimum is greater than maximum"
    ),
    (
      #"{"minimum": "1"}"#,
      "33: error: $.GET.reply_schema.minimum: expected a number, found a string"
    ),
    (
      #"{"properties": []}"#,
      "36: error: $.GET.reply_schema.properties: expected an object of schemas by name, found an array"
    ),
    (
      #"{"properties": {"a b": 1}}"#,
      "44: error: $.GET.reply_schema.properties[\"a b\"]: expected a schema (an object), found an integer"
    ),
    (
      #"{"properties": {"a": {}}, "required": ["a", "b"]}"#,
      "65: error: $.GET.reply_schema.required[1]: there is no property \"b\" that could be required"
    ),
    (
      #"{"required": "a"}"#,
      "34: error: $.GET.reply_schema.required: expected a list, found a string"
    ),
    (
      #"{"additionalProperties": 1}"#,
      "46: error: $.GET.reply_schema.additionalProperties: expected a schema (an object), found an integer"
    ),
    (
      #"{"pattern": 1}"#,
      "33: error: $.GET.reply_schema.pattern: expected a string, found an integer"
    ),
    (
      #"{"uniqueItems": 1}"#,
      "37: error: $.GET.reply_schema.uniqueItems: expected true or false, found an integer"
    ),
    (
      #"{"$ref": "other.json"}"#,
      "30: error: $.GET.reply_schema[\"$ref\"]: expected a reference inside the schema, beginning with '#'"
    ),
  ])
  func mistakes(schema: String, problem: String) {
    #expect(problems(inSchema: schema) == ["commands.json:6:" + problem])
  }
}
