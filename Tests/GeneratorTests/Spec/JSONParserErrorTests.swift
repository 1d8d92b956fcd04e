import Testing

@testable import RedisGenerator

/// Every mistake is named with what was expected, at its place.
@Suite struct JSONParserErrorTests {
  @Test(arguments: [
    ("", "1:1: error: $: expected a value, found the end of the file"),
    ("  \n ", "2:2: error: $: expected a value, found the end of the file"),
    ("?", "1:1: error: $: expected a value, found '?'"),
    ("nul", "1:1: error: $: expected a value, found \"nul\""),
    ("'a'", "1:1: error: $: expected a value, found '''"),
    ("é", "1:1: error: $: expected a value, found \"é\""),
    ("1 2", "1:3: error: expected the end of the file after the value, found a number"),
    ("// no\n1", "1:1: error: $: JSON has no comments"),
    ("/* no", "1:1: error: $: JSON has no comments"),
  ])
  func atTheTop(text: String, problem: String) {
    #expect(problems(inJSON: text).first == "a.json:" + problem)
  }

  @Test(arguments: [
    ("01", "\"01\" is not a JSON number"), ("-", "\"-\" is not a JSON number"),
    ("1.", "\"1.\" is not a JSON number"), ("1.e1", "\"1.e1\" is not a JSON number"),
    ("1e", "\"1e\" is not a JSON number"), ("1e+", "\"1e+\" is not a JSON number"),
    ("0x10", "\"0x10\" is not a JSON number"), ("1-2", "\"1-2\" is not a JSON number"),
    ("+1", "expected a value, found \"+1\""), (".5", "expected a value, found \".5\""),
    ("NaN", "expected a value, found \"NaN\""), ("1e999", "the number \"1e999\" is too large"),
  ])
  func inNumbers(text: String, message: String) {
    #expect(problems(inJSON: text) == ["a.json:1:1: error: $: \(message)"])
  }

  @Test(arguments: [
    ("\"a", "1:1: error: $: expected '\"' before the end of the file: the string is not closed"),
    ("\"a\n", "1:1: error: $: expected '\"' before the end of the line: the string is not closed"),
    ("\"a\tb\"", "1:3: error: $: the control character 9 must be written as an escape in a string"),
    (#""ab\x""#, "1:4: error: $: expected one of \" \\ / b f n r t u after '\\', found \"x\""),
    (#""\u00g0""#, "1:6: error: $: expected four hexadecimal digits after \\u, found \"g0\""),
    (#""\ud800""#, "1:2: error: $: half of a surrogate pair stands alone"),
    (#""\udc00""#, "1:2: error: $: half of a surrogate pair stands alone"),
    (#""\ud800\u0041""#, "1:2: error: $: half of a surrogate pair stands alone"),
  ])
  func inStrings(text: String, problem: String) {
    #expect(problems(inJSON: text) == ["a.json:" + problem])
  }

  @Test(arguments: [
    ("[1 2]", "1:4: error: $: expected ',' or ']' after the element, found a number"),
    ("[1,]", "1:4: error: $: expected another element after ',', found ']'"),
    ("[,1]", "1:2: error: $[0]: expected a value, found ','"),
    ("[1}", "1:3: error: $: expected ']', found '}'"),
    (
      "[1",
      "1:3: error: $: expected ']' before the end of the file: the array that begins at 1:1 is not closed"
    ),
    ("{\"a\" 1}", "1:6: error: $.a: expected ':' after the member's name, found a number"),
    ("{\"a\" = 1}", "1:6: error: $.a: expected ':' after the member's name, found '='"),
    ("{\"a\"}", "1:5: error: $.a: expected ':' after the member's name, found '}'"),
    ("{\"a\": }", "1:7: error: $.a: expected a value, found '}'"),
    ("{\"a\": 1,}", "1:9: error: $: expected another member after ',', found '}'"),
    ("{\"a\": 1 \"b\": 2}", "1:9: error: $: expected ',' or '}' after the member, found a string"),
    ("{a: 1}", "1:2: error: $: expected a member name in double quotes, found \"a\""),
    ("{,}", "1:2: error: $: expected a member name in double quotes, found ','"),
    ("{\"a\": 1]", "1:8: error: $: expected '}', found ']'"),
    (
      "{\n\"a\": 1\n",
      "3:1: error: $: expected '}' before the end of the file: the object that begins at 1:1 is not closed"
    ),
    ("{\"a\": 1, \"a\": 2}", "1:10: error: $.a: duplicate member: the first one is at 1:2"),
  ])
  func inContainers(text: String, problem: String) {
    #expect(problems(inJSON: text).first == "a.json:" + problem)
  }

  @Test func oneRunListsThemAll() {
    let text = """
      {
        "a": tru,
        "b" 1,
        "c": [1 2, 03],
        "d": "x" "e": {"f": },
        g: "\\q"
      }
      """
    #expect(
      problems(inJSON: text) == [
        "a.json:2:8: error: $.a: expected a value, found \"tru\"",
        "a.json:3:7: error: $.b: expected ':' after the member's name, found a number",
        "a.json:4:11: error: $.c: expected ',' or ']' after the element, found a number",
        "a.json:4:14: error: $.c[2]: \"03\" is not a JSON number",
        "a.json:5:12: error: $: expected ',' or '}' after the member, found a string",
        "a.json:5:23: error: $.e.f: expected a value, found '}'",
        "a.json:6:3: error: $: expected a member name in double quotes, found \"g\"",
        "a.json:6:7: error: $.g: expected one of \" \\ / b f n r t u after '\\', found \"q\"",
      ])
  }

  @Test func theFirstOfSeveralMembersCounts() {
    let diagnostics = Diagnostics()
    let node = JSONParser.parse(file: "", text: #"{"a": 1, "a": 2}"#, diagnostics: diagnostics)
    #expect(node?.object?["a"]?.int == 1)
    #expect(node?.object?.members.count == 1)
  }

  @Test func deepNestingIsSteppedOver() {
    let text =
      "[" + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
      + ", tru]"
    let limit = JSONParser.maximumDepth
    let path = "$" + String(repeating: "[0]", count: limit)
    #expect(
      problems(inJSON: text) == [
        "a.json:1:\(limit + 1): error: \(path): nested deeper than \(limit) levels",
        "a.json:1:200004: error: $[1]: expected a value, found \"tru\"",
      ])
  }

  @Test func givesUpOnWhatIsNotJSON() {
    let listed = problems(inJSON: "[" + String(repeating: "x,", count: 1000) + "1]")
    #expect(listed.count == JSONParser.maximumErrors + 1)
    #expect(
      listed.last?.hasSuffix("error: too many mistakes: the rest of the file is not read") == true)
  }
}
