import Testing

@testable import RedisGenerator

@Suite struct CommandDiagnosticsTests {
  @Test(arguments: [
    ("[]", "1:1: error: $: expected an object of commands by name, found an array"),
    ("{}", "1:1: error: $: there is no command in it"),
    (
      #"{"A": "x"}"#, "1:7: error: $.A: expected an object that describes a command, found a string"
    ),
  ])
  func aFileThatIsNoSpecification(text: String, problem: String) {
    #expect(problems(inSpecification: text) == ["commands.json:" + problem])
  }

  @Test func whatIsMissingIsNamed() {
    #expect(
      problems(inSpecification: #"{"A B": {}}"#) == [
        "commands.json:1:9: error: $[\"A B\"]: \"since\" is missing",
        "commands.json:1:9: error: $[\"A B\"]: \"group\" is missing",
        "commands.json:1:9: error: $[\"A B\"]: \"arity\" is missing",
      ])
  }

  @Test(arguments: ["", " A", "A  B", "A ", "A\\tB", "ZÄD", "A\\\"B", "A/B", "A+B"])
  func namesAreWords(name: String) {
    let listed = problems(inSpecification: "{\"\(name)\": {}}")
    #expect(listed.count == 1)
    #expect(
      listed.first?.hasSuffix(
        "a command's name is words of letters, digits, '.', '_' and '-' with one space between them"
      ) == true)
  }

  @Test func aCommandIsThereOnce() {
    let command = #"{"since": "1.0.0", "group": "g", "arity": 1}"#
    #expect(
      problems(
        inSpecification: "{\"GET\": \(command),\n \"Get\": \(command),\n \"GET\": \(command)}") == [
          "commands.json:2:2: error: $.Get: the same command as \"GET\" at 1:2: case makes no difference",
          "commands.json:3:2: error: $.GET: duplicate member: the first one is at 1:2",
        ])
  }

  @Test(arguments: [
    (#""since": 1"#, "6:14: error: $.A.since: expected a string, found an integer"),
    (#""since": """#, "6:14: error: $.A.since: must not be empty"),
    (#""since": "x""#, "6:14: warning: $.A.since: expected a version like 7.0.0, found \"x\""),
    (
      #""since": "1..2""#, "6:14: warning: $.A.since: expected a version like 7.0.0, found \"1..2\""
    ),
    (#""group": null"#, "6:14: error: $.A.group: expected a string, found null"),
    (
      #""group": "../x""#,
      "6:14: error: $.A.group: expected a word of letters, digits, '.', '_' and '-', found \"../x\""
    ),
    (
      #""group": "..""#,
      "6:14: error: $.A.group: expected a word of letters, digits, '.', '_' and '-', found \"..\""
    ),
    (#""arity": "2""#, "6:14: error: $.A.arity: expected an integer, found a string"),
    (#""arity": 1.5"#, "6:14: error: $.A.arity: expected an integer, found a number"),
    (
      #""arity": 0"#,
      "6:14: error: $.A.arity: arity is never 0: it counts the words of the command's name"
    ),
    (
      #""arity": -9223372036854775808, "arguments": []"#, nil
    ),
    (#""summary": []"#, "6:16: error: $.A.summary: expected a string, found an array"),
    (
      #""module": "a b""#,
      "6:15: error: $.A.module: expected a word of letters, digits, '.', '_' and '-', found \"a b\""
    ),
    (#""acl_categories": {}"#, "6:23: error: $.A.acl_categories: expected a list, found an object"),
    (
      #""acl_categories": [1]"#,
      "6:24: error: $.A.acl_categories[0]: expected a string, found an integer"
    ),
    (
      #""command_flags": [""]"#,
      "6:23: error: $.A.command_flags[0]: expected a string, found an empty one"
    ),
    (
      #""command_flags": ["write", "wild"]"#,
      "6:32: warning: $.A.command_flags[1]: unknown command flag \"wild\": a newer server may have it, it is not used"
    ),
    (
      #""hints": ["request_policy:nobody"]"#,
      "6:15: warning: $.A.hints[0]: unknown hint \"request_policy:nobody\": a newer server may have it, it is not used"
    ),
    (
      #""doc_flags": ["x"]"#,
      "6:19: warning: $.A.doc_flags[0]: unknown documentation flag \"x\": a newer server may have it, it is not used"
    ),
    (
      #""deprecated_since": true"#,
      "6:25: error: $.A.deprecated_since: expected a string, found a boolean"
    ),
    (#""replaced_by": 1"#, "6:20: error: $.A.replaced_by: expected a string, found an integer"),
    (
      #""servers": []"#,
      "6:16: error: $.A.servers: expected an object of versions by server, found an array"
    ),
    (
      #""servers": {"redis": 7}"#,
      "6:26: error: $.A.servers.redis: expected a string, found an integer"
    ),
    (#""arguments": {}"#, "6:18: error: $.A.arguments: expected a list, found an object"),
    (#""key_specs": 1"#, "6:18: error: $.A.key_specs: expected a list, found an integer"),
  ])
  func membersOfAnotherKind(member: String, problem: String?) {
    let rest = ["since": #""1.0.0""#, "group": #""g""#, "arity": "-1"]
      .filter { !member.hasPrefix("\"\($0.key)\"") }
    var lines = rest.sorted { $0.key < $1.key }.map { "    \"\($0.key)\": \($0.value)," }
    while lines.count < 3 { lines.append("") }
    let text = "{\n  \"A\": {\n\(lines.joined(separator: "\n"))\n    \(member)\n  }\n}"
    #expect(problems(inSpecification: text) == (problem.map { ["commands.json:" + $0] } ?? []))
  }

  @Test func arityLeavesRoomForTheName() {
    #expect(
      problems(inSpecification: #"{"A B C": {"since": "1.0.0", "group": "g", "arity": -2}}"#) == [
        "commands.json:1:53: error: $[\"A B C\"].arity: arity -2 leaves no room for the 3 words of the name"
      ])
  }

  @Test func whatIsUnreadableIsReportedOnce() {
    let text = #"{"A": {"since": 01, "group": nil, "arity": x, "arguments": [*], "hints": [?]}}"#
    let listed = problems(inSpecification: text)
    #expect(listed.count == 5)
    #expect(
      listed.allSatisfy { $0.contains("expected a value") || $0.contains("not a JSON number") })
  }
}
