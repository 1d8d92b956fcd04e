import Testing

@testable import RedisGenerator

@Suite struct ComparisonReportTests {
  private static let old = #"""
    {"GONE": {"since": "1.0.0", "group": "odd", "arity": 1},
     "FLAGGED": {"since": "1.0.0", "group": "odd", "arity": 1, "command_flags": ["fast"]},
     "MARKED": {"since": "1.0.0", "group": "odd", "arity": 1, "command_flags": ["fast"]},
     "OLD": {"since": "1.0.0", "group": "odd", "arity": -1},
     "SORTED": {"since": "1.0.0", "group": "odd", "arity": -2, "arguments": [
       {"name": "a", "type": "integer"}, {"name": "b", "type": "integer", "optional": true},
       {"name": "c", "type": "integer", "optional": true}]}}
    """#

  private static let new = #"""
    {"FLAGGED": {"since": "1.0.0", "group": "odd", "arity": 1, "command_flags": ["write"]},
     "MARKED": {"since": "1.0.0", "group": "odd", "arity": 1, "command_flags": ["write"]},
     "NEW": {"since": "2.0.0", "group": "odd", "arity": 2, "arguments": [{"name": "key", "type": "integer"}]},
     "OLD": {"since": "1.0.0", "group": "odd", "arity": -1, "deprecated_since": "2.0.0", "replaced_by": "`NEW`"},
     "SORTED": {"since": "1.0.0", "group": "odd", "arity": -2, "arguments": [
       {"name": "a", "type": "integer"}, {"name": "d", "type": "double", "token": "D", "optional": true}]}}
    """#

  private let comparison = compare(old, new)

  @Test func forPeople() {
    #expect(
      comparison.text.joined(separator: "\n") == """
        old -> new
        version step: major (2 changes of the API may break source)

        commands   1 new, 1 gone, 1 deprecated, 4 changed
        arguments  1 new, 2 gone
        methods    1 new, 1 gone, 1 changed

        commands that are gone, which breaks source: 1
          GONE  gone()

        source-breaking changes: 1
          SORTED  sorted(a:d:): gone: `b`, `c`

        new commands: 1
          NEW  new(key:)

        deprecated: 1
          OLD: deprecated since 2.0.0, use NEW

        new and changed in commands that were there: 1
          SORTED
              sorted(a:d:): new, may be left out: `d: Double?`
              arguments that are new: [D d]
              arguments that are gone: [b], [c]

        facts: 1
          flags +write -fast: FLAGGED, MARKED
        """)
  }

  @Test func withoutADifference() {
    #expect(compare(Self.old, Self.old).text == ["old -> new: no difference"])
  }

  @Test func onlyGrowingAndOnlyFacts() {
    let growing = compare(#"{"A": {"since": "1.0.0", "group": "odd", "arity": 1}}"#, commands("A", "B")).text
    #expect(growing[1] == "version step: minor (the API grows, or advises against something, and breaks nothing)")
    let facts = compare(y(""), y(#", "command_flags": ["fast"]"#)).text
    #expect(facts[1] == "version step: patch (the API is the same, facts behind it are not)")
  }

  @Test func forPrograms() throws {
    let report = try #require(json(comparison.json.rendered())?.object)
    #expect(
      report.members.map(\.name) == ["format", "old", "new", "step", "breaking", "counts", "commands", "api"])
    #expect(report["format"]?.int == 1)
    #expect(report["step"]?.string == "major")
    #expect(report["breaking"]?.int == 2)
    let counts = try #require(report["counts"]?.object)
    #expect(counts.members.map(\.name) == ["commands", "arguments", "methods", "types"])
    #expect(counts["commands"]?.object?.members.map(\.name) == ["added", "removed", "deprecated", "changed"])
    #expect(counts["commands"]?.object?.members.map(\.value.int) == [1, 1, 1, 4])

    let commands = (report["commands"]?.array ?? []).compactMap(\.object)
    #expect(commands.compactMap { $0["name"]?.string } == ["FLAGGED", "GONE", "MARKED", "NEW", "OLD", "SORTED"])
    #expect(commands.compactMap { $0["change"]?.string } == ["changed", "removed", "changed", "added", "changed", "changed"])
    let fact = try #require(commands[5]["facts"]?.array?.first?.object)
    #expect(fact.members.map(\.name) == ["kind", "argument", "new"])
    #expect(fact.members.map(\.value.string) == ["added", "d", "[D d]"])

    let changes = (report["api"]?.array ?? []).compactMap(\.object)
    let change = try #require(changes.last)
    #expect(change.members.map(\.name) == ["kind", "change", "command", "name", "old", "new", "breaking", "differences"])
    #expect(change["breaking"]?.bool == true)
    #expect(change["differences"]?.array?.first?.object?["text"]?.string == "gone: `b`")
    #expect(change["differences"]?.array?.first?.object?["breaking"]?.bool == true)
  }

  @Test func isTheSameEveryTime() {
    let again = compare(Self.old, Self.new)
    #expect(again.text == comparison.text)
    #expect(again.json.rendered() == comparison.json.rendered())
  }

  @Test func stepsHaveAnOrder() {
    #expect(VersionStep.allCases == VersionStep.allCases.sorted())
    #expect(VersionStep([], []) == .none)
    #expect(VersionStep([CommandChange(name: "A", what: .changed, facts: [FactChange(kind: .deprecated, new: "x")])], []) == .minor)
  }
}
