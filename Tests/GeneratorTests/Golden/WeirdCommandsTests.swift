import Foundation
import Testing

@testable import RedisGenerator

/// Whatever a specification comes up with, the generated code is valid.
@Suite struct WeirdCommandsTests {
  private let resolved = Resolved(weirdSpecification)

  @Test func areOnlyWarnedAbout() {
    #expect(resolved.model.commands.count > 30)
    #expect(resolved.problems.filter { !$0.contains(": warning: ") } == [])
  }

  @Test func everyMethodHasItsOwnSignature() {
    var seen: Set<String> = []
    for form in resolved.model.commands.flatMap(\.forms) {
      let labels = form.body.parameters.map(\.label)
      #expect(Set(labels).count == labels.count)
      #expect(seen.insert("\(form.method)(\(labels))").inserted)
    }
  }

  @Test func theCodeIsTheSameEveryTime() {
    let files = Emitter.emit(resolved.model)
    #expect(files == Emitter.emit(Resolved(weirdSpecification).model))
    #expect(Set(files.map(\.path)).count == files.count)
  }

  @Test(.enabled(if: TypeCheck.isPossible, "there is no compiler"))
  func theCodeIsAcceptedByTheCompiler() async throws {
    let sources = Emitter.emit(resolved.model).filter { $0.kind == .source }
    #expect(try await TypeCheck().complaints(about: sources) == "")
  }
}
