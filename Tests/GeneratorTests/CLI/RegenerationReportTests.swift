import Foundation
import Testing

@testable import RedisGenerator

/// What is said after code was generated anew.
@Suite struct RegenerationReportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func files(_ specification: String, _ overrides: String) -> (files: [(path: String, text: String)], model: APIModel) {
    let model = Resolved(specification, overrides: overrides).model
    return (Emitter.emit(model).map { (path: "\(folder.path)/\($0.kind)/\($0.path)", text: $0.text) }, model)
  }

  private func report(
    _ old: String, _ new: String, overrides: String = "{}", newOverrides: String? = nil
  ) throws -> RegenerationReport {
    defer { folder.remove() }
    for file in files(old, overrides).files {
      try folder.write(file.text, to: String(file.path.dropFirst(folder.path.count + 1)))
    }
    let generated = files(new, newOverrides ?? overrides)
    return RegenerationReport(
      ChangeSet(files: generated.files, folders: [folder.path], claims: { $0 == "commands.json" }), commands: generated.model.commands)
  }

  @Test func theFirstTimeEverythingIsNewAndNothingSaid() {
    let generated = files(commands("A"), "{}")
    let report = RegenerationReport(ChangeSet(files: generated.files, folders: [], claims: { $0 == "commands.json" }), commands: generated.model.commands)
    #expect(report.lines == [])
    folder.remove()
  }

  @Test func tellsWhatItMeansForPrograms() throws {
    let old = #"""
      {"GONE": {"since": "1.0.0", "group": "odd", "arity": 1},
       "FACTS": {"since": "1.0.0", "group": "odd", "arity": 1},
       "WORDS": {"since": "1.0.0", "group": "odd", "arity": 1, "summary": "One."},
       "SAME": {"since": "1.0.0", "group": "odd", "arity": 1},
       "MORE": {"since": "1.0.0", "group": "odd", "arity": -2, "arguments": [{"name": "a", "type": "integer"}]},
       "LESS": {"since": "1.0.0", "group": "odd", "arity": -2, "arguments": [
         {"name": "a", "type": "integer"}, {"name": "b", "type": "integer", "optional": true}]}}
      """#
    let new = #"""
      {"FACTS": {"since": "1.0.0", "group": "odd", "arity": 1, "command_flags": ["fast"]},
       "WORDS": {"since": "1.0.0", "group": "odd", "arity": 1, "summary": "Two."},
       "SAME": {"since": "1.0.0", "group": "odd", "arity": 1},
       "MORE": {"since": "1.0.0", "group": "odd", "arity": -2, "arguments": [
         {"name": "a", "type": "integer"}, {"name": "b", "type": "integer", "optional": true}]},
       "LESS": {"since": "1.0.0", "group": "odd", "arity": -2, "arguments": [{"name": "a", "type": "integer"}]},
       "NEW": {"since": "1.0.0", "group": "odd", "arity": 1}}
      """#
    #expect(
      try report(old, new).lines.joined(separator: "\n") == """
        new: NEW
        changed: LESS, MORE
        gone: GONE
        the same methods over other facts: FACTS
        other comments only: 1 command

        what became available: 2
          NEW  new()
          MORE
              more(a:b:): new, may be left out: `b: Int?`

        what may break programs: 2
          GONE  gone()
          LESS  less(a:): gone: `b`

        version step: major
        """)
  }

  /// Files are named after groups, and hold so many lines.
  @Test func movingToAnotherFileIsNoChange() throws {
    let command = { (name: String, group: String) in "\"\(name)\": {\"since\": \"1.0.0\", \"group\": \"\(group)\", \"arity\": 1}" }
    let report = try report(
      "{\(command("A", "odd")), \(command("B", "odd"))}", "{\(command("B", "odd")), \(command("A", "even"))}")
    #expect(report.new == [])
    #expect(report.gone == [])
    #expect(report.changed == [])
    // The group itself is a fact that descriptors have.
    #expect(report.otherCode == ["A"])
  }

  @Test func aFormMoreIsNoNewCommand() throws {
    let overrides = { (forms: String) in "{\"commands\": {\"X\": {\"forms\": [{\"reply\": \"int\", \"without\": [\"count\"]}\(forms)]}}}" }
    let x = command("X", argument("a"), argument("count", "integer", optional))
    let report = try report(
      x, x, overrides: overrides(""), newOverrides: overrides(", {\"name\": \"Count\", \"reply\": \"[int]\", \"with\": [\"count\"]}"))
    #expect(report.new == [])
    #expect(report.changed == ["X"])
    #expect(report.lines.contains("      xCount(a:count:): new"))
    #expect(report.step == .minor)
  }

  @Test func changedOverridesAreToldToo() throws {
    let report = try report(
      commands("A"), commands("A"), overrides: #"{"commands": {"A": {"reply": "int"}}}"#,
      newOverrides: #"{"commands": {"A": {"reply": "double"}}}"#)
    #expect(report.lines.contains("  A  a(): the reply is `Double` and was `Int`"))
  }

  @Test func longListsAreCut() throws {
    let names = (1...30).map { "C\($0)" }
    let all = "{" + names.map { "\"\($0)\": {\"since\": \"1.0.0\", \"group\": \"odd\", \"arity\": 1}" }.joined(separator: ",") + "}"
    let lines = try report(commands("A"), all).lines
    #expect(lines.contains("what became available: 30"))
    #expect(lines.contains("  … and 10 more: redis-generate diff OLD NEW shows all"))
  }
}
