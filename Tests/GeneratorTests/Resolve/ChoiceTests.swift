import Testing

@testable import RedisGenerator

/// Choices become enums.
@Suite struct ChoiceTests {
  @Test func choicesBetweenWords() {
    let x = Resolved(command("X", oneof("condition", optional, word("NX"), word("XX"))))
    #expect(x.parameters() == ["condition: Commands.X.Condition? = nil"])
    #expect(
      x.types() == [
        "public enum Condition: Sendable, Hashable {", "  /// `NX`", "  case nx", "  /// `XX`",
        "  case xx", "", "  func encode(into encoder: inout CommandEncoder) {", "    switch self {",
        "    case .nx:", "      encoder.token(\"NX\")", "    case .xx:",
        "      encoder.token(\"XX\")", "    }", "  }", "}",
      ])
  }

  @Test func choicesWithValues() {
    let x = Resolved(
      command(
        "X",
        oneof(
          "by", "", argument("radius", "double", token("BYRADIUS")),
          block("box", token("BYBOX"), argument("width", "double"), argument("height", "double", optional)),
          argument("member", "string", "\(token("M")), \(multiple)"))))
    #expect(x.parameters() == ["by: Commands.X.By"])
    #expect(
      x.types().prefix(4) == [
        "public enum By: Sendable {", "  case radius(Double)",
        "  case box(width: Double, height: Double? = nil)", "  case member([RedisValue])",
      ])
    #expect(
      x.types().contains("    case .box(let width, let height):"))
  }

  @Test func choicesInsideChoices() {
    let x = Resolved(
      command(
        "X",
        oneof("a", "", oneof("cancel", token("CANCEL"), argument("id", "string", token("ID")), word("ALL")), word("NO"))))
    #expect(x.types().contains("  case cancel(Commands.X.Cancel)"))
    #expect(x.types().first == "public enum Cancel: Sendable {")
  }

  @Test func aChoiceThatMayBeEmptyMayBeLeftOut() {
    let x = Resolved(
      command(
        "X", oneof("status", "", argument("id", "string", "\(token("ID")), \(optional)"), word("ALL", optional))))
    #expect(x.parameters() == ["status: Commands.X.Status? = nil"])
  }

  @Test func oneAlternativeIsNoChoice() {
    let x = Resolved(
      command("X", oneof("a", optional, word("A")), oneof("b", "", argument("b", "integer", token("B")))))
    #expect(x.parameters() == ["a: Bool = false", "b: Int"])
  }

  @Test func enumsOfTheOverridesStandForTheirWords() {
    let x = Resolved(
      command("X", oneof("where", "", word("RIGHT"), word("LEFT")), oneof("other", "", word("LEFT"), word("UP"))),
      overrides: """
        {"commands": {"X": {"reply": "ok"}},
         "enums": {"ListEnd": {"doc": "An end.", "cases": {"LEFT": "left", "RIGHT": "right"}}}}
        """)
    #expect(x.problems == [])
    #expect(x.parameters() == ["`where`: ListEnd", "other: Commands.X.Other"])
    // The shared enum has the order of the overrides, wherever it is used.
    #expect(x.model.sharedEnums.map { $0.cases.map(\.name) } == [["left", "right"]])
  }

  @Test func typesThatCollideAreNamedAfterWhatIsAround() {
    let x = Resolved(
      command(
        "X", oneof("mode", optional, word("A"), word("B")),
        block("outer", optional, argument("n", "integer", optional), oneof("mode", "", word("C"), word("D")))))
    #expect(x.types().filter { $0.hasPrefix("public") } == [
      "public enum Mode: Sendable, Hashable {", "public enum OuterMode: Sendable, Hashable {",
      "public struct Outer: Sendable {",
    ])
  }
}
