import Testing

@testable import RedisGenerator

@Suite struct CommandFactTests {
  @Test func commandsComeAndGo() {
    let comparison = compare(commands("A", "B"), commands("B", "C D"))
    #expect(comparison.factLines == ["A removed", "C D added"])
    #expect(comparison.commandCounts == Comparison.Counts(added: 1, removed: 1))
  }

  @Test(arguments: [
    (#", "command_flags": ["write", "fast"]"#, #", "command_flags": ["fast", "readonly"]"#, "flags: fast write > fast readonly"),
    (#", "acl_categories": ["@a"]"#, "", "acl: @a > -"),
    ("", #", "hints": ["dont_cache"]"#, "hints: - > dont_cache"),
    (#", "servers": {"redis": "1.0.0"}"#, #", "servers": {"redis": "2.0.0", "valkey": "3.0.0"}"#,
      "servers: redis 1.0.0 > redis 2.0.0, valkey 3.0.0"),
    ("", #", "deprecated_since": "2.0.0", "replaced_by": "`Z`""#, "deprecated: - > since 2.0.0, use Z"),
    ("", #", "module": "json""#, "module: - > json"),
    (#", "doc_flags": ["syscmd", "deprecated"]"#, #", "doc_flags": ["deprecated"]"#, "docFlags: syscmd > -"),
    (#", "doc_flags": ["deprecated"]"#, "", "deprecated: for no reason given > -"),
  ])
  func members(old: String, new: String, expected: String) {
    #expect(compare(y(old), y(new)).factLines == ["Y \(expected)"])
  }

  @Test func versionsAndArity() {
    let old = #"{"Y": {"since": "1.0.0", "group": "odd", "arity": 1}}"#
    let new = #"{"Y": {"since": "1.2.0", "group": "odd", "arity": -1}}"#
    #expect(compare(old, new).factLines == ["Y arity: 1 > -1", "Y since: 1.0.0 > 1.2.0"])
  }

  @Test func keys() throws {
    let spec = { (index: Int, flags: String) in
      #", "key_specs": [{"begin_search": {"type": "index", "spec": {"index": \#(index)}}, "find_keys": {"type": "range", "spec": {"lastkey": 0, "keystep": 1, "limit": 0}}\#(flags)}]"#
    }
    #expect(
      compare(y(spec(1, ", \"RO\": true")), y(spec(2, ", \"RO\": true"))).factLines
        == ["Y keys: from word 1, last 0, step 1: RO > from word 2, last 0, step 1: RO"])
    #expect(compare(y(spec(1, ", \"RO\": true, \"access\": true")), y(spec(1, ", \"access\": true, \"RO\": true"))).isEmpty)
  }

  /// Nothing that a program could see, and nothing that a server would have to say.
  @Test(arguments: [
    (#", "summary": "Old.""#, #", "summary": "New.""#),
    (#", "command_flags": ["write", "fast"]"#, #", "command_flags": ["fast", "write"]"#),
    (#", "servers": {"redis": "1.0.0", "valkey": "1.0.0"}"#, ""),
    (#", "reply_schema": {"const": "OK"}"#, ""),
    (
      #", "reply_schema": {"type": "integer", "description": "old", "minimum": 1}"#,
      #", "reply_schema": {"minimum": 1.0, "type": "integer", "description": "new"}"#
    ),
  ])
  func isTheSame(old: String, new: String) {
    // Without a schema the reply would have no type, so an override says it.
    let comparison = compare(y(old), y(new), overrides: #"{"commands": {"Y": {"reply": "int"}}}"#)
    #expect(comparison.factLines == [])
    #expect(comparison.isEmpty)
    #expect(comparison.step == .none)
  }

  @Test func placesAreNoFacts() {
    let one = #"{"A": {"since": "1.0.0", "group": "odd", "arity": 1}, "B": {"since": "1.0.0", "group": "even", "arity": 1}}"#
    let other = #"{"B": {"since": "1.0.0", "group": "odd", "arity": 1}, "a": {"since": "1.0.0", "group": "new-group", "arity": 1}}"#
    #expect(compare(one, other).isEmpty)
  }

  @Test func containersAreNothingWithoutSubcommands() {
    let old = #"{"C D": {"since": "1.0.0", "group": "odd", "arity": 2}}"#
    let new = #"{"C": {"since": "1.0.0", "group": "odd", "arity": -2}, "C D": {"since": "1.0.0", "group": "odd", "arity": 2}}"#
    #expect(compare(old, new).isEmpty)
    #expect(compare(new, old).isEmpty)
  }

  @Test func schemasOfBothAreCompared() {
    let old = y(#", "reply_schema": {"oneOf": [{"const": 0}, {"const": 1}]}"#)
    let new = y(#", "reply_schema": {"oneOf": [{"const": 0}, {"const": 2}]}"#)
    #expect(compare(old, new, overrides: #"{"commands": {"Y": {"reply": "int"}}}"#).factLines == ["Y reply: - > -"])
  }

  /// A specification that knows servers takes them away; one that knows none says nothing about them.
  @Test func serversThatAreGone() {
    let command = { (name: String, servers: String) in
      #""\#(name)": {"since": "1.0.0", "group": "odd", "arity": 1\#(servers)}"#
    }
    let redis = #", "servers": {"redis": "1.0.0"}"#
    let old = "{\(command("A", redis)), \(command("B", redis))}"
    let comparison = compare(old, "{\(command("A", redis)), \(command("B", ""))}")
    #expect(comparison.factLines == ["B servers: redis 1.0.0 > -"])
    #expect(comparison.step == .patch)
    #expect(compare(old, "{\(command("A", "")), \(command("B", ""))}").isEmpty)
  }
}
