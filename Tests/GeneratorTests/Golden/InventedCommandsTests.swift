import Testing

@testable import RedisGenerator

/// Whatever commands somebody invents, the generated code is valid, and every command has a method of its own.
@Suite struct InventedCommandsTests {
  private let resolved = Resolved(inventedSpecification, overrides: "{\"commands\": {\(inventedOverrides)}}")

  @Test func areOnlyWarnedAbout() {
    #expect(resolved.model.commands.count >= 45)
    #expect(resolved.problems.filter { !$0.contains(": warning: ") } == [])
  }

  @Test func nothingHasTheNameOfAnother() {
    var signatures: Set<String> = []
    for form in resolved.model.commands.flatMap(\.forms) {
      let labels = form.body.parameters.map(\.label)
      #expect(Set(labels).count == labels.count, "\(form.method)")
      #expect(signatures.insert("\(form.method)(\(labels))").inserted, "\(form.method)")
      let types = form.types.map(\.name)
      #expect(Set(types).count == types.count, "\(form.method)")
      #expect(!ReservedNames.methods.contains(form.method), "\(form.method)")
    }
    let paths = resolved.typePaths
    #expect(Set(paths).count == paths.count)
    let files = Emitter.emit(resolved.model).map { "\($0.kind)/\($0.path.lowercased())" }
    #expect(Set(files).count == files.count)
  }

  @Test func typesThatCommandsShareAreNotHidden() {
    let resolved = Resolved(
      command("X", oneof("scored", "", word("A"), argument("n", "integer"))),
      overrides: #"""
        {"commands": {"X": {"reply": "[Scored]"}},
         "types": {"Scored": {"kind": "record", "fields": [{"name": "score", "type": "double"}]}}}
        """#)
    #expect(resolved.parameters() == ["scored: Commands.X.ScoredOption"])
    #expect(resolved.problems == [])
  }

  @Test(.enabled(if: TypeCheck.isPossible, "there is no compiler"))
  func theCodeIsAcceptedByTheCompiler() async throws {
    let sources = Emitter.emit(resolved.model).filter { $0.kind == .source }
    let complaints = try await TypeCheck().complaints(about: sources)
    #expect(complaints == "")
  }
}
