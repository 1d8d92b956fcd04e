import Testing

@testable import RedisGenerator

@Suite struct ArgumentDiagnosticsTests {
  @Test(arguments: [
    (
      "7",
      "7:7: error: $.GET.arguments[0]: expected an object that describes an argument, found an integer"
    ),
    (#"{"type": "key"}"#, "7:7: error: $.GET.arguments[0]: \"name\" is missing"),
    (#"{"name": "", "type": "key"}"#, "7:16: error: $.GET.arguments[0].name: must not be empty"),
    (
      #"{"name": "+", "type": "key"}"#,
      "7:16: error: $.GET.arguments[0].name: expected a name with a letter in it, found \"+\""
    ),
    (#"{"name": "a"}"#, "7:7: error: $.GET.arguments[0]: \"type\" is missing"),
    (
      #"{"name": "a", "type": "blob"}"#,
      "7:29: error: $.GET.arguments[0].type: unknown argument type \"blob\": known are key, string, pattern, integer, double, unix-time, pure-token, oneof, block"
    ),
    (
      #"{"name": "a", "type": "key", "token": 1}"#,
      "7:45: error: $.GET.arguments[0].token: expected a string, found an integer"
    ),
    (
      #"{"name": "a", "type": "key", "optional": 1}"#,
      "7:48: error: $.GET.arguments[0].optional: expected true or false, found an integer"
    ),
    (
      #"{"name": "a", "type": "key", "multiple": "x"}"#,
      "7:48: error: $.GET.arguments[0].multiple: expected true or false, found a string"
    ),
    (
      #"{"name": "a", "type": "pure-token"}"#,
      "7:7: error: $.GET.arguments[0]: a pure-token needs a token"
    ),
    (
      #"{"name": "a", "type": "oneof"}"#,
      "7:7: error: $.GET.arguments[0]: a oneof needs arguments to choose from"
    ),
    (
      #"{"name": "a", "type": "block", "arguments": []}"#,
      "7:7: error: $.GET.arguments[0]: a block needs arguments inside"
    ),
    (
      #"{"name": "a", "type": "string", "arguments": [{"name": "b", "type": "key"}]}"#,
      "7:52: error: $.GET.arguments[0].arguments: a string has no arguments inside"
    ),
    (
      #"{"name": "a", "type": "block", "arguments": {}}"#,
      "7:51: error: $.GET.arguments[0].arguments: expected a list, found an object"
    ),
    (
      #"{"name": "a", "type": "key", "key_spec_index": 0}"#,
      "7:54: error: $.GET.arguments[0].key_spec_index: there is no key spec 0: the command has no key specs"
    ),
    (
      #"{"name": "a", "type": "key", "multiple": true, "multiple_token": true}"#,
      "7:72: warning: $.GET.arguments[0].multiple_token: there is no token that could be repeated"
    ),
    (
      #"{"name": "a", "type": "key", "token": "T", "multiple_token": true}"#,
      "7:68: warning: $.GET.arguments[0].multiple_token: only an argument that is multiple can repeat its token"
    ),
    (
      #"{"name": "a", "type": "block", "arguments": [{"name": "b", "type": "oneof", "arguments": [{"name": "c", "type": "x"}]}]}"#,
      "7:119: error: $.GET.arguments[0].arguments[0].arguments[0].type: unknown argument type \"x\": known are key, string, pattern, integer, double, unix-time, pure-token, oneof, block"
    ),
  ])
  func mistakes(argument: String, problem: String) {
    let listed = problems(inSpecification: specification(arguments: argument))
    #expect(listed.filter { !$0.contains(".arity: ") } == ["commands.json:" + problem])
  }

  @Test func keySpecsAreCounted() {
    let keySpec =
      #"{"begin_search": {"type": "unknown"}, "find_keys": {"type": "unknown"}}"#
    func argument(_ index: Int) -> String {
      #"{"name": "a\#(index)", "type": "key", "key_spec_index": \#(index), "optional": true}"#
    }
    let text = specification(
      "\"key_specs\": [\(keySpec)]",
      "\"arguments\": [\(argument(-1)), \(argument(0)), \(argument(1))]")
    let listed = problems(inSpecification: text).filter { $0.contains("key_spec_index") }
    #expect(
      listed.map { $0.split(separator: "error: ").last.map { String($0) } } == [
        "$.GET.arguments[0].key_spec_index: there is no key spec -1: the command has 1 (counted from 0)",
        "$.GET.arguments[2].key_spec_index: there is no key spec 1: the command has 1 (counted from 0)",
      ])
  }

  @Test func aOneofWithOneChoiceAndAnEmptyTokenAreFine() {
    let text = specification(
      arguments:
        #"{"name": "a", "type": "oneof", "arguments": [{"name": "b", "type": "pure-token", "token": ""}]}"#
    )
    #expect(problems(inSpecification: text) == [])
  }

  // MARK: Names beside each other

  @Test func twoParametersOfOneNameAreAmbiguous() {
    let text = specification(
      arguments: #"{"name": "a", "type": "key"}"#, #"{"name": "a", "type": "string"}"#)
    #expect(
      problems(inSpecification: text) == [
        "commands.json:8:7: error: $.GET.arguments[1]: the argument at 7:7 beside it is called \"a\" too"
      ])
  }

  @Test func theSameNameInsideAnotherArgumentIsFine() {
    let inner = #"{"name": "b", "type": "block", "arguments": [{"name": "a", "type": "string"}]}"#
    let text = specification(arguments: #"{"name": "a", "type": "key"}"#, inner)
    #expect(problems(inSpecification: text) == [])
  }

  @Test func aFixedWordIsNoParameter() {
    let text = specification(
      arguments: #"{"name": "a", "type": "pure-token", "token": "A"}"#,
      #"{"name": "a", "type": "string"}"#)
    #expect(problems(inSpecification: text) == [])
  }

  @Test func aWordThatMayBeAbsentIsAParameter() {
    let text = specification(
      arguments: #"{"name": "a", "type": "pure-token", "token": "A", "optional": true}"#,
      #"{"name": "a", "type": "string"}"#)
    #expect(problems(inSpecification: text).count == 1)
  }

  @Test func aSecondWordForOneChoiceIsLeftOut() throws {
    func choice(_ name: String, _ token: String) -> String {
      #"{"name": "\#(name)", "type": "pure-token", "token": "\#(token)"}"#
    }
    let text = specification(
      arguments:
        #"{"name": "at", "type": "oneof", "arguments": [\#(choice("start", "start")), \#(choice("start", "-"))]}"#
    )
    let diagnostics = Diagnostics()
    let document = SpecReader.read(file: "c", text: text, diagnostics: diagnostics)
    #expect(document.commands.first?.arguments.first?.children.map(\.token) == ["start"])
    #expect(
      diagnostics.sorted.map(\.description) == [
        "c:7:112: warning: $.GET.arguments[0].arguments[1]: \"-\" is another word for the choice \"start\" at 7:53: it is not used"
      ])
  }

  @Test func twoValuesOfOneNameInAChoiceAreAmbiguous() {
    let choice = #"{"name": "a", "type": "string"}"#
    let text = specification(
      arguments: #"{"name": "x", "type": "oneof", "arguments": [\#(choice), \#(choice)]}"#)
    #expect(problems(inSpecification: text).count == 1)
  }

  // MARK: Arity

  @Test(arguments: [
    (2, #"{"name": "a", "type": "key"}"#, nil),
    (3, #"{"name": "a", "type": "key", "token": "T"}"#, nil),
    (-2, #"{"name": "a", "type": "key", "multiple": true}"#, nil),
    (-1, #"{"name": "a", "type": "key", "optional": true}"#, nil),
    // The server may check the rest itself.
    (-1, #"{"name": "a", "type": "key"}"#, nil),
    (
      2,
      #"{"name": "a", "type": "oneof", "arguments": [{"name": "b", "type": "key", "optional": true}]}"#,
      nil
    ),
    (3, #"{"name": "a", "type": "key"}"#, "2"),
    (2, #"{"name": "a", "type": "key", "optional": true}"#, "1 to 2"),
    (2, #"{"name": "a", "type": "key", "multiple": true}"#, "2 to any number of"),
    (-3, #"{"name": "a", "type": "key"}"#, "2"),
    (
      3,
      #"{"name": "a", "type": "oneof", "arguments": [{"name": "b", "type": "key"}, {"name": "c", "type": "key", "token": "C"}]}"#,
      "2 to 3"
    ),
    (
      -4,
      #"{"name": "a", "type": "block", "arguments": [{"name": "b", "type": "key"}, {"name": "c", "type": "pure-token", "token": "C"}]}"#,
      "3"
    ),
  ])
  func arityFitsTheArguments(arity: Int, argument: String, words: String?) {
    let text =
      #"{"A": {"since": "1.0.0", "group": "g", "arity": \#(arity), "arguments": [\#(argument)]}}"#
    let expected = words.map {
      "commands.json:1:49: warning: $.A.arity: arity \(arity) does not fit the arguments: with the name they make \($0) words"
    }
    #expect(problems(inSpecification: text) == (expected.map { [$0] } ?? []))
  }
}
