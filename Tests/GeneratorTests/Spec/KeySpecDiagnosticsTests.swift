import Testing

@testable import RedisGenerator

@Suite struct KeySpecDiagnosticsTests {
  private static let begin = #""begin_search": {"type": "index", "spec": {"index": 1}}"#
  private static let find =
    #""find_keys": {"type": "range", "spec": {"lastkey": 0, "keystep": 1, "limit": 0}}"#

  private func problems(_ keySpec: String) -> [String] {
    GeneratorTests.problems(inSpecification: specification("\"key_specs\": [\(keySpec)]"))
      .map { String($0.dropFirst("commands.json:6:".count)) }
  }

  @Test func wellFormed() {
    #expect(problems("{\(Self.begin), \(Self.find), \"RO\": true}") == [])
  }

  @Test(arguments: [
    (
      "1", "19: error: $.GET.key_specs[0]: expected an object that describes keys, found an integer"
    ),
    ("{\(find)}", "19: error: $.GET.key_specs[0]: \"begin_search\" is missing"),
    ("{\(begin)}", "19: error: $.GET.key_specs[0]: \"find_keys\" is missing"),
    (
      "{\(find), \"begin_search\": []}",
      "118: error: $.GET.key_specs[0].begin_search: expected an object with a type, found an array"
    ),
    (
      "{\(find), \"begin_search\": {}}",
      "118: error: $.GET.key_specs[0].begin_search: \"type\" is missing"
    ),
    (
      "{\(find), \"begin_search\": {\"type\": \"magic\"}}",
      "127: error: $.GET.key_specs[0].begin_search.type: unknown way to begin \"magic\": known are index, keyword, unknown"
    ),
    (
      "{\(find), \"begin_search\": {\"type\": \"index\"}}",
      "118: error: $.GET.key_specs[0].begin_search: \"spec\" is missing"
    ),
    (
      "{\(find), \"begin_search\": {\"type\": \"index\", \"spec\": 1}}",
      "144: error: $.GET.key_specs[0].begin_search.spec: expected an object, found an integer"
    ),
    (
      "{\(find), \"begin_search\": {\"type\": \"index\", \"spec\": {}}}",
      "144: error: $.GET.key_specs[0].begin_search.spec: \"index\" is missing"
    ),
    (
      "{\(find), \"begin_search\": {\"type\": \"index\", \"spec\": {\"index\": 0}}}",
      "154: error: $.GET.key_specs[0].begin_search.spec.index: expected 1 or more, found 0"
    ),
    (
      "{\(find), \"begin_search\": {\"type\": \"keyword\", \"spec\": {\"keyword\": \"K\"}}}",
      "146: error: $.GET.key_specs[0].begin_search.spec: \"startfrom\" is missing"
    ),
    (
      "{\(begin), \"find_keys\": {\"type\": \"magic\"}}",
      "99: error: $.GET.key_specs[0].find_keys.type: unknown way to find keys \"magic\": known are range, keynum, unknown"
    ),
    (
      "{\(begin), \"find_keys\": {\"type\": \"range\", \"spec\": {\"lastkey\": 0, \"keystep\": 0, \"limit\": 0}}}",
      "142: error: $.GET.key_specs[0].find_keys.spec.keystep: expected 1 or more, found 0"
    ),
    (
      "{\(begin), \"find_keys\": {\"type\": \"range\", \"spec\": {\"lastkey\": \"0\", \"keystep\": 1, \"limit\": 0}}}",
      "128: error: $.GET.key_specs[0].find_keys.spec.lastkey: expected an integer, found a string"
    ),
    (
      "{\(begin), \"find_keys\": {\"type\": \"keynum\", \"spec\": {\"keynumidx\": -1, \"firstkey\": 1, \"keystep\": 1}}}",
      "131: error: $.GET.key_specs[0].find_keys.spec.keynumidx: expected 0 or more, found -1"
    ),
    (
      "{\(begin), \(find), \"RO\": 1}",
      "165: error: $.GET.key_specs[0].RO: expected true or false, found an integer"
    ),
    (
      "{\(begin), \(find), \"shiny\": true}",
      "159: warning: $.GET.key_specs[0].shiny: unknown key flag: a newer server may have it, it is not used"
    ),
  ])
  func mistakes(keySpec: String, problem: String) {
    #expect(problems(keySpec) == [problem])
  }
}
