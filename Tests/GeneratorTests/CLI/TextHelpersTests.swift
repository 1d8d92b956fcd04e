import Testing

@testable import RedisGenerator

@Suite struct TextHelpersTests {
  @Test func suggestsWhatIsNear() {
    let names = ["GET", "SET", "ZRANGE", "ZRANGESTORE", "CLIENT LIST"]
    #expect(Suggestion.nearest(to: "ZRNGE", among: names) == ["ZRANGE"])
    #expect(Suggestion.nearest(to: "CLIENTLIST", among: names) == ["CLIENT LIST"])
    #expect(Suggestion.nearest(to: "FROBNICATE", among: names) == [])
    #expect(Suggestion.hint(for: "SETS", among: names) == "; did you mean SET?")
    #expect(Suggestion.hint(for: "", among: names) == "")
  }

  @Test func countsInWords() {
    #expect(Count.of(1, "file") == "1 file")
    #expect(Count.of(0, "file") == "0 files")
    #expect(Count.of(2, "reply") == "2 replies")
  }

  @Test func printsJSON() throws {
    let text = JSONText.object([
      ("b", .int(-1)), ("a", .strings(["x\"\\\n", "é"])), ("c", .list([])), ("d", .object([])),
    ])
    #expect(
      text.rendered() == """
        {
          "b": -1,
          "a": [
            "x\\"\\\\\\u000a",
            "é"
          ],
          "c": [],
          "d": {}
        }
        """)
    #expect(json(text.rendered())?.object?["a"]?.array?.first?.string == "x\"\\\n")
  }

  @Test func outlinesWhatIsSent() {
    let steps: [Step] = [
      .token("SET"), .value(.parameter("key"), .bytes), .token(""),
      .ifTrue(.parameter("get"), [.token("GET")]),
      .ifPresent(.parameter("ex"), [.token("EX"), .value(.current, .int)]),
      .ifNotEmpty(
        .parameter("ids"),
        [.count(.parameter("ids")), .forEach(.parameter("ids"), [.value(.current, .bytes)])]),
      .forEach(.parameter("pairs"), [.value(.member("a"), .int), .nested(.member("b"))]),
      .times(.parameter("n"), [.token("N")]), .countTrue([.parameter("x"), .parameter("y")]),
    ]
    #expect(
      WireOutline.words(steps).joined(separator: " ")
        == "SET key \"\" [GET] [EX ex] [count(ids) ids …] a b … [N …] count(x, y)")
  }

  @Test func longListsOfNamesAreCut() {
    #expect(Names.line("x", []) == [])
    #expect(
      Names.line("x", (1...14).map { String($0) }) == [
        "x: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 2 more"
      ])
  }
}
