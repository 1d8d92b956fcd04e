import Testing

@testable import RedisGenerator

/// The second opinion on what has to be sent, and the calls it is asked about.
@Suite struct WireInterpreterTests {
  /// What the tests of command X send: the words, by the call that has to send them.
  private func words(_ specification: String, overrides: String = "{}") -> [String] {
    let resolved = Resolved(specification, overrides: overrides)
    guard let command = resolved.model.commands.first else { return [] }
    return command.forms.flatMap { form in
      SamplePlan.plans(for: form.specification).map { plan in
        WireInterpreter(plan: plan, declaredCounts: form.declaredCounts).words(command, form)
          .joined(separator: " ")
      }
    }
  }

  private func calls(_ specification: String) -> [String] {
    let resolved = Resolved(specification)
    guard let form = resolved.form() else { return [] }
    return SamplePlan.plans(for: form.specification).map { plan in
      SampleExpression(plan: plan).arguments(form.body).joined(separator: ", ")
    }
  }

  @Test func theLeastAndTheMost() {
    let x = command(
      "X", argument("key", "key"), word("CH", optional), argument("id", "string", multiple),
      argument("p", "string", "\(token("P")), \(optional), \(multiple), \"multiple_token\": true"),
      argument("q", "string", "\(token("Q")), \(optional), \(multiple)"))
    #expect(words(x) == ["X key1 id1", "X key1 CH id1 id2 P p1 P p2 Q q1 q2"])
    #expect(
      calls(x) == [
        "key: \"key1\", ids: [\"id1\"]",
        "key: \"key1\", ch: true, ids: [\"id1\", \"id2\"], ps: [\"p1\", \"p2\"], qs: [\"q1\", \"q2\"]",
      ])
  }

  @Test func everyAlternativeGetsItsTurn() {
    let x = command(
      "X",
      oneof("a", "", word("A"), block("b", token("B"), oneof("c", "", word("C"), word("D"), argument("e", "string", token("E"))))))
    let sent = Set(words(x))
    #expect(sent == ["X A", "X B C", "X B D", "X B E e1"])
    #expect(Set(calls(x)) == ["a: .a", "a: .b(.c)", "a: .b(.d)", "a: .b(.e(\"e1\"))"])
  }

  @Test func elementsOfAListTakeDifferentAlternatives() {
    let x = command("X", oneof("b", multiple, word("A"), word("B")))
    #expect(words(x) == ["X A", "X A B", "X B A"])
    #expect(calls(x) == ["bs: [.a]", "bs: [.a, .b]", "bs: [.b, .a]"])
  }

  @Test func counts() {
    let x = command(
      "X", argument("numkeys", "integer"), argument("key", "key", "\(multiple), \(optional)"),
      block("metrics", "", argument("count", "integer"), word("CPU", optional), word("NET", optional)))
    let overrides = """
      {"commands": {"X": {"reply": "ok", "arguments": {"metrics.count": {"countOf": true}}}}}
      """
    #expect(words(x, overrides: overrides) == ["X 0 0", "X 2 key1 key2 2 CPU NET"])
  }

  @Test func countsOfWords() {
    let x = command(
      "X",
      block(
        "knn", "\(token("KNN")), \(optional)", argument("count", "integer"), argument("k", "integer", token("K")),
        argument("ef", "string", "\(token("EF")), \(optional)"),
        block("pair", "\(multiple), \(optional)", argument("name", "string"), argument("value", "string"))),
      word("END"))
    let overrides = """
      {"commands": {"X": {"reply": "ok", "arguments": {"knn.count": {"countOf": "words"}}}}}
      """
    #expect(words(x, overrides: overrides).map { $0.replacing(/K [0-9]+/, with: "K k") } == [
      "X END", "X KNN 8 K k EF ef1 name1 value1 name2 value2 END",
    ])
  }

  @Test func twoListsInARow() {
    let x = command(
      "X", block("s", token("S"), argument("k", "key", multiple), argument("i", "string", multiple)))
    #expect(words(x) == ["X S k1 i1", "X S k1 k2 i1 i2"])
    #expect(calls(x).last == "s: [(k: \"k1\", i: \"i1\"), (k: \"k2\", i: \"i2\")]")
  }

  @Test func formsSendWhatTheyAlwaysSend() {
    let x = command("X", argument("n", "string", optional), word("W", optional))
    let overrides = """
      {"commands": {"X": {"forms": [{"reply": "int", "without": ["w"]},
        {"reply": "int", "name": "W", "with": ["w"]}]}}}
      """
    #expect(words(x, overrides: overrides) == ["X", "X n1", "X W", "X n1 W"])
  }
}
