import Testing

@testable import RedisGenerator

/// Overrides are data that people write, so every mistake is said at its place.
@Suite struct OverridesTests {
  private func problems(_ text: String) -> [String] {
    let diagnostics = Diagnostics()
    _ = Overrides.read(file: "Overrides.json", text: text, diagnostics: diagnostics)
    return diagnostics.sorted.map(\.description)
  }

  @Test func unknownMembers() {
    #expect(
      problems(
        """
        {"comands": {},
        "commands": {"GET": {"reply": "bytes?", "replys": 1,
          "arguments": {"key": {"nam": "a"}}}},
        "types": {"A": {"kind": "record", "field": [], "fields": [{"name": "a", "type": "int", "typ": ""}]}},
        "enums": {"B": {"cases": {"X": "x"}, "docs": ""}}}
        """) == [
          "Overrides.json:1:2: error: $.comands: unknown member: known here are commands, types, enums",
          "Overrides.json:2:41: error: $.commands.GET.replys: unknown member: known here are reply, forms, rawReason, scope, delivery, responsePolicy, method, blocking, secret, cacheable, retrySafe, arguments, replaceArguments, doc, schema, nestedInRESP2",
          "Overrides.json:3:25: error: $.commands.GET.arguments.key.nam: unknown member: known here are name, type, order, countOf, optional, joined",
          "Overrides.json:4:35: error: $.types.A.field: unknown member: known here are kind, doc, fields, cases, generic, unit, sample",
          "Overrides.json:4:88: error: $.types.A.fields[0].typ: unknown member: known here are key, name, type, doc",
          "Overrides.json:5:38: error: $.enums.B.docs: unknown member: known here are doc, cases",
        ])
  }

  @Test func badRepliesAreShownAtTheirCharacter() {
    #expect(
      problems("{\"commands\": {\"GET\": {\"reply\": \"[bytse?]\"}}}") == [
        "Overrides.json:1:34: error: $.commands.GET.reply: there is no type \"bytse\" (character 2 of \"[bytse?]\")"
      ])
  }

  @Test func exactlyOneFormIsTheMainOne() {
    #expect(
      problems(
        """
        {"commands": {
          "A": {"forms": [{"reply": "ok"}, {"reply": "int"}]},
          "B": {"forms": [{"reply": "ok", "name": "B"}, {"reply": "ok", "name": "B"}]},
          "C": {"reply": "ok", "forms": [{"reply": "ok"}]}}}
        """) == [
          "Overrides.json:2:18: error: $.commands.A.forms: exactly one form has no name, because it is the main one; 2 have none",
          "Overrides.json:3:18: error: $.commands.B.forms: exactly one form has no name, because it is the main one; 0 have none",
          "Overrides.json:3:18: error: $.commands.B.forms: two forms are called \"B\"",
          "Overrides.json:4:18: error: $.commands.C.reply: an entry has either a reply or forms",
        ])
  }

  @Test func wordsAndNames() {
    #expect(
      problems(
        """
        {"commands": {"A": {"reply": "ok", "scope": "conection", "method": "Get it"}},
        "types": {"lower": {"kind": "list", "fields": [{"name": "a", "type": "int"}]}}}
        """) == [
          "Overrides.json:1:45: error: $.commands.A.scope: unknown word \"conection\": known are shared, connection, resettable",
          "Overrides.json:1:68: error: $.commands.A.method: expected a Swift name that begins with a small letter, found \"Get it\"",
          "Overrides.json:2:20: error: $.types.lower: a type's name is a Swift name that begins with a capital letter",
          "Overrides.json:2:29: error: $.types.lower.kind: unknown word \"list\": known are record, map, code, external",
        ])
  }

  @Test func untypedRepliesNeedAReason() {
    #expect(
      problems("{\"commands\": {\"A\": {\"reply\": \"raw\"}, \"B\": {\"reply\": \"raw\", \"rawReason\": \"any\"}}}")
        == ["Overrides.json:1:20: error: $.commands.A: a raw reply needs a \"rawReason\""])
  }

  @Test func typesDoNotContainThemselves() {
    let fields = { (type: String) in "\"fields\": [{\"name\": \"a\", \"type\": \"\(type)\"}]" }
    #expect(
      problems(
        """
        {"types": {"A": {"kind": "record", \(fields("B?"))},
        "B": {"kind": "record", \(fields("A"))},
        "C": {"kind": "record", \(fields("[C]"))}}}
        """) == [
          "Overrides.json:1:12: error: $.types.A: the type contains itself, directly or through another",
          "Overrides.json:2:1: error: $.types.B: the type contains itself, directly or through another",
        ])
  }

  @Test func fields() {
    #expect(
      problems(
        """
        {"types": {"A": {"kind": "map", "fields": [
          {"key": "a", "name": "x", "type": "int"}, {"key": "a", "name": "x", "type": "ok"},
          {"name": "y", "type": "int"}, {"key": "a", "name": "otherFields", "type": "int"}]},
        "B": {"kind": "record"}, "C": {"kind": "record", "fields": [{"key": "a", "name": "b", "type": "int"}]}}}
        """) == [
          "Overrides.json:1:43: error: $.types.A.fields: the name \"otherFields\" is used twice",
          "Overrides.json:1:43: error: $.types.A.fields: the key \"a\" is used twice",
          "Overrides.json:2:79: error: $.types.A.fields[1].type: \"ok\" is a reply, not the type of a field",
          "Overrides.json:3:3: error: $.types.A.fields[2]: \"key\" is missing",
          "Overrides.json:4:6: error: $.types.B: a type needs fields",
          "Overrides.json:4:69: error: $.types.C.fields[0].key: the fields of a record have positions, not keys",
        ])
  }

  @Test func codes() {
    #expect(
      problems(
        """
        {"types": {"A": {"kind": "code", "cases": {
          "1": "Done", "01": "one", "x": "word", "2": "code", "3": "same", "4": {"name": "same"},
          "5": {"doc": "Five."}, "6": {"name": "six", "note": ""}, "7": 7, "99999999999999999999": "far"}},
        "B": {"kind": "code", "fields": [{"name": "a", "type": "int"}]}, "C": {"kind": "code", "cases": {}},
        "D": {"kind": "record", "fields": [{"name": "a", "type": "int"}], "cases": {"1": "one"}}}}
        """) == [
          "Overrides.json:2:8: error: $.types.A.cases.1: expected a Swift name that begins with a small letter, found \"Done\"",
          "Overrides.json:2:22: error: $.types.A.cases.01: expected an integer, found \"01\"",
          "Overrides.json:2:34: error: $.types.A.cases.x: expected an integer, found \"x\"",
          "Overrides.json:2:47: error: $.types.A.cases.2: the name \"code\" is used twice",
          "Overrides.json:2:73: error: $.types.A.cases.4: the name \"same\" is used twice",
          "Overrides.json:3:8: error: $.types.A.cases.5: \"name\" is missing",
          "Overrides.json:3:47: error: $.types.A.cases.6.note: unknown member: known here are name, doc",
          "Overrides.json:3:65: error: $.types.A.cases.7: expected a string, found an integer",
          "Overrides.json:3:92: error: $.types.A.cases.99999999999999999999: expected an integer, found \"99999999999999999999\"",
          "Overrides.json:4:6: error: $.types.B: a code needs cases",
          "Overrides.json:4:33: error: $.types.B.fields: a code has cases, not fields",
          "Overrides.json:4:71: error: $.types.C: a code needs cases",
          "Overrides.json:5:76: error: $.types.D.cases: only a code has cases",
        ])
  }

  @Test func onlyTypesWrittenByHandTakeUnits() {
    #expect(
      problems(
        """
        {"types": {"A": {"kind": "code", "unit": true, "cases": {"1": "one"}},
        "B": {"kind": "external", "unit": 1}, "C": {"kind": "external", "unit": true}},
        "commands": {"X": {"reply": "C"}, "Y": {"reply": "[C(hours)]"}, "Z": {"reply": "C(unixSeconds)?"}}}
        """) == [
          "Overrides.json:1:42: error: $.types.A.unit: only a type that is written by hand says this",
          "Overrides.json:2:35: error: $.types.B.unit: expected true or false, found an integer",
          "Overrides.json:3:30: error: $.commands.X.reply: C takes what its numbers count in parentheses: seconds, milliseconds, microseconds, unixSeconds, unixMilliseconds (character 1 of \"C\")",
          "Overrides.json:3:54: error: $.commands.Y.reply: expected what the numbers count: seconds, milliseconds, microseconds, unixSeconds, unixMilliseconds (character 4 of \"[C(hours)]\")",
        ])
  }

  @Test func typesAreGenericOverDataOfTheUser() {
    let diagnostics = Diagnostics()
    let overrides = Overrides.read(
      file: "Overrides.json",
      text: """
        {"types": {
          "Inner": {"kind": "record", "fields": [{"name": "a", "type": "bytes?"}]},
          "Outer": {"kind": "map", "fields": [{"key": "i", "name": "i", "type": "[string:pairs(Inner)]"}]},
          "Named": {"kind": "record", "fields": [{"name": "a", "type": "name"}]},
          "Keyed": {"kind": "record", "fields": [{"name": "a", "type": "[bytes:int]"}]}}}
        """, diagnostics: diagnostics)
    #expect(diagnostics.sorted.map(\.description) == [])
    let generic = overrides.types.filter(\.value.model.isGeneric).keys.sorted()
    #expect(generic == ["Inner", "Outer"])
  }
}
