import Testing

@testable import RedisGenerator

/// Replies said again, with the units of their numbers.
@Suite struct RepresentationTests {
  @Test(arguments: [
    ("int", "x.respValue"), ("[bytes?]", "x.respValue"), ("pairs(Member)", "x.respValue"),
    ("unless(-1, int)", "x.respValue"), ("orEmpty([string:Member])", "x.respValue"), ("State", "x.respValue"),
    ("seconds", "RESPTimeUnit.seconds.respValue(of: x)"),
    ("unixMilliseconds", "RESPTimeUnit.milliseconds.respValue(of: x)"),
    ("Left(microseconds)", "x.respValue(unit: .microseconds)"),
    ("seconds?", "x.map { value in RESPTimeUnit.seconds.respValue(of: value) } ?? .null"),
    ("unless(-1, Left(seconds))", "x.map { value in value.respValue(unit: .seconds) } ?? .null"),
    ("orEmpty([seconds])", "RESPValue.array(x.map { value in RESPTimeUnit.seconds.respValue(of: value) })"),
    ("[name:seconds]", "RESPValue.map(x.map { .init($0.key.respValue, RESPTimeUnit.seconds.respValue(of: $0.value)) })"),
    (
      "[[seconds]?]",
      "RESPValue.array(x.map { value in value.map { value in RESPValue.array(value.map { value in RESPTimeUnit.seconds.respValue(of: value) }) } ?? .null })"
    ),
  ])
  func values(expression: String, code: String) throws {
    let types = KnownTypes(
      kinds: ["Member": .record, "State": .code, "Left": .external], withUnit: ["Left"])
    #expect(Representation.value(of: try ReplyExpression.parse(expression, types: types), "x") == code)
  }

  /// Only replies with data of the user are asked for as another type, and nothing says lines again.
  @Test func onlyWhatIsAskedFor() {
    let overrides = """
      {"commands": {"X": {"reply": "[Member]"}, "Y": {"reply": "Alone"}, "Z": {"reply": "Text"}},
       "types": {
         "Member": {"kind": "record", "fields": [{"name": "m", "type": "bytes"}, {"name": "i", "type": "Inner?"}]},
         "Inner": {"kind": "map", "fields": [{"key": "s", "name": "state", "type": "State"}]},
         "State": {"kind": "code", "cases": {"1": "on"}},
         "Text": {"kind": "record", "fields": [{"name": "m", "type": "bytes"}, {"name": "l", "type": "lines(Line)"}]},
         "Line": {"kind": "external"},
         "Alone": {"kind": "record", "fields": [{"name": "n", "type": "int"}]}}}
      """
    let files = Emitter.emit(Resolved(commands("X", "Y", "Z"), overrides: overrides).model)
    let types = files.first { $0.path == "Types.swift" }?.text ?? ""
    let extended = types.split(separator: "\n").filter { $0.contains(": RESPRepresentable") }
    #expect(
      extended == [
        "extension Inner: RESPRepresentable {",
        "extension Member: RESPRepresentable where Value: RESPRepresentable {",
        "extension State: RESPRepresentable {",
      ])
    #expect(types.contains("public var respValue: RESPValue { .integer(code) }"))
    #expect(types.contains("    .fields([\"s\": state.respValue], and: otherFields)"))
    #expect(types.contains("    .array([m.respValue, i.respValue])"))
  }
}
