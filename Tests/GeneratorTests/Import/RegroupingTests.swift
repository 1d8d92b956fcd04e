import Testing

@testable import RedisGenerator

/// Sources that group options otherwise than we do, or say less of them.
@Suite struct RegroupingTests {
  private static func command(_ arguments: String) -> String {
    #"{"A": {"since": "1.0.0", "group": "g", "arity": -2, "command_flags": ["fast"], "arguments": [{"name": "key", "type": "key"}"#
      + (arguments.isEmpty ? "" : ", " + arguments) + "]}}"
  }

  private static func word(_ name: String, _ isOptional: Bool) -> String {
    #"{"name": "\#(name)", "type": "pure-token", "token": "\#(name.uppercased())"\#(isOptional ? #", "optional": true"# : "")}"#
  }
  private static let count = #"{"name": "count", "type": "integer", "token": "COUNT", "optional": true}"#
  private static let inside =
    #"{"name": "full-block", "type": "block", "optional": true, "arguments": [\#(word("full", false)), \#(count)]}"#
  private static let around = #"{"name": "full", "type": "block", "token": "FULL", "optional": true, "arguments": [\#(count)]}"#
  private static let choice =
    #"{"name": "how", "type": "oneof", "optional": true, "arguments": [\#(word("nx", false)), \#(word("xx", false))]}"#
  private static let options = word("nx", true) + ", " + word("xx", true)

  private func merge(_ ours: String, _ theirs: String, server: ServerIdentity? = nil, prunes: Bool = false) -> SpecificationMerge {
    let text = Self.command(ours)
    var (source, problems) = importedFile(Self.command(theirs))
    source.server = server
    let diagnostics = Diagnostics()
    let document = SpecReader.read(file: "c", text: text, diagnostics: diagnostics)
    #expect(problems == [] && !diagnostics.hasErrors)
    return SpecificationMerge(text: text, ours: document, source: source, options: .init(prunes: prunes))
  }

  private func tree(_ merge: SpecificationMerge) -> String {
    func text(_ arguments: [ArgumentSpec]) -> String {
      arguments.map { argument in
        "\(argument.name):\(argument.type.rawValue)\(argument.optional ? "?" : "")"
          + (argument.children.isEmpty ? "" : "(\(text(argument.children)))")
      }.joined(separator: " ")
    }
    let after = Diagnostics()
    let document = SpecReader.read(file: "merged", text: merge.text, diagnostics: after)
    #expect(after.sorted.filter { $0.severity == .error }.map(\.description) == [])
    return text(document.commands.first?.arguments.filter { $0.name != "key" } ?? [])
  }

  @Test(arguments: [
    (inside, around), (around, inside), (inside, word("full", true) + ", " + count), (choice, options), (options, choice),
    (around, word("full", true) + ", " + count),
  ]) func theSameWordsInOtherGroupsChangeNothing(ours: String, theirs: String) {
    let merge = merge(ours, theirs)
    #expect(merge.text == Self.command(ours))
    #expect(merge.changed == [] && merge.droppedArguments.isEmpty && merge.goneArguments.isEmpty)
    #expect(tree(self.merge(ours, theirs, prunes: true)) != tree(merge))
  }

  @Test func onlyNewWordsAreAdded() {
    let new = #"{"name": "limit", "type": "integer", "token": "LIMIT", "optional": true}"#
    #expect(
      tree(merge(Self.inside, Self.around.replacing(Self.count, with: Self.count + ", " + new)))
        == "full-block:block?(full:pure-token count:integer? limit:integer?)")
    #expect(
      tree(merge(Self.options, Self.choice.replacing("]}", with: ", \(Self.word("gt", false))]}")))
        == "nx:pure-token? xx:pure-token? gt:pure-token?")
    #expect(
      tree(merge(Self.choice, Self.options + ", " + Self.word("gt", true)))
        == "how:oneof?(nx:pure-token xx:pure-token) gt:pure-token?")
  }

  @Test func whatIsSentOtherwiseComesFromTheSource() {
    // Another type of value, and one more that is always sent.
    let retyped = merge(Self.inside, Self.around.replacing("integer", with: "string"))
    #expect(tree(retyped) == "full:block?(count:string?)")
    #expect(retyped.droppedArguments.map(\.arguments) == [["full-block"]])
    let required = merge(Self.inside, Self.around.replacing(Self.count, with: Self.count + #", {"name": "id", "type": "string"}"#))
    #expect(tree(required) == "full:block?(count:integer? id:string)")
    let outside = merge(Self.inside, Self.around + #", {"name": "id", "type": "string"}"#)
    #expect(tree(outside) == "full-block:block?(full:pure-token count:integer?) id:string")
  }

  @Test func whatIsGoneIsNotCalledReplaced() {
    let merge = merge(#"{"name": "a", "type": "string"}, {"name": "b", "type": "integer", "token": "B"}"#, "")
    #expect(merge.droppedArguments.isEmpty)
    #expect(merge.goneArguments.map(\.arguments) == [["a", "b"]])
    let replaced = self.merge(#"{"name": "a", "type": "string"}"#, #"{"name": "c", "type": "integer"}"#)
    #expect(replaced.droppedArguments.map(\.arguments) == [["a"]])
    #expect(replaced.goneArguments.isEmpty)
    // What was inside of something that holds nothing any more.
    let emptied = self.merge(
      #"{"name": "a", "type": "block", "arguments": [{"name": "x", "type": "string"}, {"name": "y", "type": "string", "token": "Y"}]}"#,
      #"{"name": "a", "type": "string"}"#)
    #expect(emptied.goneArguments.map(\.arguments) == [["a x", "a y"]])
  }

  @Test func wordsSayMoreThanTheTypeOfAValue() {
    let value = #"{"name": "how", "type": "string", "optional": true}"#
    #expect(merge(Self.choice, value).text == Self.command(Self.choice))
    #expect(tree(merge(Self.choice, value, prunes: true)) == "how:string?")
  }

  /// What another server has may stand inside of something that has no servers of its own.
  @Test func othersAreFoundInside() {
    let ours =
      #"{"name": "more", "type": "block", "optional": true, "arguments": [{"name": "n", "type": "integer"}, "#
      + #"{"name": "x", "type": "pure-token", "token": "X", "servers": {"valkey": "9.0.0"}}]}"#
    let merge = merge(ours, "", server: ServerIdentity(kind: "redis", version: "8.0.0"))
    #expect(merge.text == Self.command(ours))
    #expect(merge.keptArguments.isEmpty || merge.keptArguments.map(\.arguments) == [["more"]])
  }

  // MARK: Forms

  @Test func formsThatAreLostAreNamed() {
    func document(_ arguments: String) -> SpecDocument {
      SpecReader.read(file: "c", text: Self.command(arguments), diagnostics: Diagnostics())
    }
    let overrides = Overrides.read(
      file: "o",
      text: #"{"commands": {"A": {"forms": [{"reply": "int", "without": ["full-block"]}, "#
        + #"{"name": "Full", "reply": "string", "with": ["full-block"]}]}}}"#, diagnostics: Diagnostics())
    let lost = { (arguments: String) in
      LostForms.names(before: document(Self.inside), after: document(arguments), overrides, library: nil)
    }
    #expect(lost(Self.inside) == [])
    #expect(lost(Self.around) == ["A Full"])
  }
}
