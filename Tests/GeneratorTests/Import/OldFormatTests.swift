import Testing

@testable import RedisGenerator

/// Published files from before Redis 7.
@Suite struct OldFormatTests {
  private func arguments(_ text: String) -> (String?, [String]) {
    let (specification, problems) = importedFile(
      #"{"Z": {"summary": "x", "complexity": "O(1)", "group": "generic", "since": "1.0.0", "arguments": [\#(text)]}}"#)
    let shown = problems.filter { !$0.contains(" without \"") }
    return (specification.text("Z", "arguments"), shown)
  }

  private func lines(_ text: String) -> [String] {
    let (list, problems) = arguments(text)
    #expect(problems == [])
    return (list ?? "").split(separator: "\n").dropFirst().dropLast().map { line in
      String(line.drop { $0 == " " }.dropLast(line.hasSuffix(",") ? 1 : 0))
    }
  }

  @Test func wordsAndChoices() {
    #expect(
      lines(
        #"""
        {"name": "key", "type": "key"}, {"command": "MATCH", "name": "pattern", "type": "pattern", "optional": true},
        {"name": "withscores", "type": "enum", "enum": ["WITHSCORES"], "optional": true},
        {"command": "TYPE", "type": "enum", "enum": ["normal", "pubsub"], "optional": true},
        {"command": "AT", "name": "time", "type": "posix time"},
        {"name": "expiration", "type": "enum", "enum": ["EX seconds", "KEEPTTL"], "optional": true}
        """#) == [
          #"{"name": "key", "type": "key"}"#,
          #"{"name": "pattern", "type": "pattern", "token": "MATCH", "optional": true}"#,
          #"{"name": "withscores", "type": "pure-token", "token": "WITHSCORES", "optional": true}"#,
          #"{"name": "type", "type": "oneof", "token": "TYPE", "optional": true, "arguments": ["#,
          #"{"name": "normal", "type": "pure-token", "token": "normal"}"#,
          #"{"name": "pubsub", "type": "pure-token", "token": "pubsub"}"#,
          "]}",
          #"{"name": "time", "type": "unix-time", "token": "AT"}"#,
          #"{"name": "expiration", "type": "oneof", "optional": true, "arguments": ["#,
          #"{"name": "seconds", "type": "string", "token": "EX"}"#,
          #"{"name": "keepttl", "type": "pure-token", "token": "KEEPTTL"}"#,
          "]}",
        ])
  }

  @Test func severalValues() {
    #expect(
      lines(
        #"""
        {"name": ["score", "member"], "type": ["double", "string"], "multiple": true},
        {"name": ["channel"], "type": ["string"], "multiple": true},
        {"command": "WEIGHTS", "name": "weight", "type": "integer", "variadic": true, "optional": true},
        {"command": "GET", "name": "pattern", "type": "string", "multiple": true, "optional": true},
        {"name": "streams", "type": "block", "block": [{"command": "STREAMS", "name": "id", "type": "string"}]}
        """#) == [
          #"{"name": "score-member", "type": "block", "multiple": true, "arguments": ["#,
          #"{"name": "score", "type": "double"}"#,
          #"{"name": "member", "type": "string"}"#,
          "]}",
          #"{"name": "channel", "type": "string", "multiple": true}"#,
          #"{"name": "weight", "type": "integer", "token": "WEIGHTS", "optional": true, "multiple": true}"#,
          #"{"name": "pattern", "type": "string", "token": "GET", "optional": true, "multiple": true, "multiple_token": true}"#,
          #"{"name": "streams", "type": "block", "arguments": ["#,
          #"{"name": "id", "type": "string", "token": "STREAMS"}"#,
          "]}",
        ])
  }

  @Test(arguments: [
    (#"{"name": ["a", "b"], "type": ["key"]}"#, "$.Z.arguments[0]: expected as many types as names, found 2 names and 1 type"),
    (#"{"name": "a", "type": ["key", "key"]}"#, "$.Z.arguments[0].type: expected a type as there is one name, found an array"),
    (#"{"name": "a", "type": "enum"}"#, #"$.Z.arguments[0]: an enum needs a list "enum" of its words"#),
    (#"{"name": "a", "type": "enum", "enum": [3]}"#, "$.Z.arguments[0].enum[0]: expected a word, found an integer"),
    (
      #"{"name": "a", "type": "enum", "enum": ["A", "LIMIT offset count"]}"#,
      #"$.Z.arguments[0].enum[1]: expected a word, or one and the name of its value as in "EX seconds", found "LIMIT offset count""#
    ),
    (#"{"command": 3, "name": "a", "type": "string"}"#, "$.Z.arguments[0].command: expected a word, found an integer"),
  ]) func whatCannotBeBroughtIntoShape(argument: String, message: String) {
    let (_, problems) = arguments(argument)
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("a.json:1:") == true)
    #expect(problems.first?.hasSuffix(": error: \(message) (in the format from before Redis 7)") == true, "\(problems)")
  }

  @Test func aListOfCommandsIsNoObject() {
    #expect(
      importedFile(#"[{"Command": "GET", "Name": "GET"}]"#).1
        == [#"a.json:1:1: error: $: expected an object of commands by name, as in {"GET": {…}}, found an array"#])
  }
}
