import Testing

@testable import RedisGenerator

/// Which replies belong to which form.
@Suite struct FormSchemaTests {
  private static let schema = #"{"anyOf": [{"type": "null"}, {"type": "string"}, {"type": "integer"}]}"#

  private func resolved(_ main: String, _ other: String, strict: Bool = true) -> Resolved {
    Resolved(
      command("X", word("W", optional), members: "\"reply_schema\": \(Self.schema),"),
      overrides: """
        {"commands": {"X": {"forms": [
          {"reply": "bytes?", "without": ["w"]\(main)},
          {"reply": "int?", "name": "W", "with": ["w"]\(other)}]}}}
        """, strict: strict)
  }

  @Test func areShared() {
    let x = resolved(#", "schema": ["anyOf/0", "anyOf/1"]"#, #", "schema": ["anyOf/0", "anyOf/2"]"#)
    #expect(x.problems == [])
    #expect(types(x.form()) == ["null", "string"])
    #expect(types(x.form("W")) == ["null", "integer"])
  }

  @Test func aListOfAlternativesIsAllOfThem() {
    let x = resolved(#", "schema": "anyOf""#, #", "schema": "anyOf/2""#)
    #expect(x.problems == [])
    #expect(types(x.form()) == ["null", "string", "integer"])
    #expect(types(x.form("W")) == ["integer"])
  }

  private func types(_ form: FormModel?) -> [String] {
    form?.replySchema?.alternatives.compactMap { $0.object?["type"]?.string } ?? []
  }

  @Test(arguments: [(true, "error"), (false, "warning")])
  func mistakesAreReported(strict: Bool, severity: String) {
    #expect(
      resolved("", #", "schema": "anyOf/2""#, strict: strict).problems == [
        "Overrides.json:1:15: \(severity): $.commands.X: replies to X differ: the main form needs a \"schema\" that says which are its own"
      ])
    #expect(
      resolved(#", "schema": "anyOf/0""#, #", "schema": "anyOf/2""#, strict: strict).problems == [
        "commands.json:1:100: \(severity): $.X.reply_schema.anyOf[1]: no form of X answers with this"
      ])
    #expect(
      resolved(#", "schema": "anyOf""#, #", "schema": ["anyOf/2", "oneOf/0"]"#, strict: strict).problems == [
        "Overrides.json:3:71: \(severity): $.commands.X.forms[1].schema[1]: the reply schema of X has no \"oneOf/0\""
      ])
  }

  @Test func withoutASchemaThereIsNothingToShare() {
    let x = Resolved(
      command("X"), overrides: #"{"commands": {"X": {"reply": "int", "schema": "anyOf/0"}}}"#, strict: true)
    #expect(x.problems == [])
    #expect(x.form()?.replySchema == nil)
  }

  @Test func samplesAreForTypesReadByHand() {
    let types = { (type: String) in "{\"types\": {\"T\": \(type)}, \"commands\": {\"X\": {\"reply\": \"T\"}}}" }
    let map = #"{"kind": "map", "fields": [{"key": "a", "name": "a", "type": "int"}], "sample": "a"}"#
    #expect(
      Resolved(command("X"), overrides: types(map)).problems == [
        "Overrides.json:1:97: error: $.types.T.sample: only what is read by hand needs samples"
      ])
    #expect(
      Resolved(command("X"), overrides: types(#"{"kind": "external", "sample": ["a", 1]}"#)).problems == [
        "Overrides.json:1:48: error: $.types.T.sample: expected a text, or a list of them"
      ])
  }
}
