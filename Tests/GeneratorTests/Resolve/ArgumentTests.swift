import Testing

@testable import RedisGenerator

/// What callers give for each kind of argument, and what is sent then.
@Suite struct ArgumentTests {
  @Test func plainValues() {
    let x = Resolved(
      command(
        "X", argument("key", "key"), argument("min-idle-time", "integer"),
        argument("score", "double"), argument("at", "unix-time"),
        argument("unix-time-milliseconds", "unix-time")))
    #expect(
      x.parameters() == [
        "key: some RedisValueConvertible", "minIdleTime: Int", "score: Double", "at: UnixTime",
        "unixTimeMilliseconds: UnixTime",
      ])
    #expect(
      x.encoding() == [
        "encoder.append(key)", "encoder.append(minIdleTime)", "encoder.append(score)",
        "encoder.append(unixSeconds: at)", "encoder.append(unixMilliseconds: unixTimeMilliseconds)",
      ])
  }

  @Test func whatMayBeLeftOut() {
    let x = Resolved(
      command(
        "X", argument("pattern", "pattern", "\(token("MATCH")), \(optional)"),
        argument("count", "integer", optional), word("CH", optional)))
    #expect(
      x.parameters() == [
        "pattern: (some RedisValueConvertible)? = RedisValue?.none", "count: Int? = nil",
        "ch: Bool = false",
      ])
    #expect(
      x.encoding() == [
        "if let pattern {", "  encoder.token(\"MATCH\")", "  encoder.append(pattern)", "}",
        "if let count {", "  encoder.append(count)", "}", "if ch {", "  encoder.token(\"CH\")", "}",
      ])
  }

  @Test func listsAreCalledInThePlural() {
    let x = Resolved(
      command(
        "X", argument("key", "key", multiple), argument("entry", "string", multiple),
        argument("args", "string", "\(multiple), \(optional)"),
        argument("prefix", "string", "\(token("PREFIX")), \(multiple), \"multiple_token\": true"),
        argument("weight", "double", "\(token("WEIGHTS")), \(multiple), \(optional)")))
    #expect(
      x.parameters() == [
        "keys: [some RedisValueConvertible]", "entries: [some RedisValueConvertible]",
        "args: [some RedisValueConvertible] = [RedisValue]()",
        "prefixes: [some RedisValueConvertible]", "weights: [Double] = []",
      ])
    #expect(
      x.encoding().suffix(11) == [
        "for item in args {", "  encoder.append(item)", "}",
        "for item in prefixes {", "  encoder.token(\"PREFIX\")", "  encoder.append(item)", "}",
        "if !weights.isEmpty {", "  encoder.token(\"WEIGHTS\")", "  for item in weights {",
        "    encoder.append(item)", "  }", "}",
      ].suffix(11))
  }

  @Test func countsAreNotAskedFor() {
    let x = Resolved(
      command(
        "X", argument("numkeys", "integer"), argument("key", "key", "\(multiple), \(optional)"),
        block("fields", token("FIELDS"), argument("numfields", "integer"), argument("field", "string", multiple)),
        argument("number", "integer")))
    #expect(
      x.parameters() == [
        "keys: [some RedisValueConvertible] = [RedisValue]()",
        "fields: [some RedisValueConvertible]", "number: Int",
      ])
    #expect(
      x.encoding() == [
        "encoder.appendCount(keys.count)", "for item in keys {", "  encoder.append(item)", "}",
        "encoder.token(\"FIELDS\")", "encoder.appendCount(fields.count)", "for item in fields {",
        "  encoder.append(item)", "}", "encoder.append(number)",
      ])
  }

  @Test func declaredCountsCountListsOrFlags() {
    let x = Resolved(
      command(
        "X",
        block("metrics", token("METRICS"), argument("count", "integer"), word("CPU", optional), word("NET", optional)),
        block("slots", "\(token("SLOTS")), \(optional)", argument("count", "integer"), argument("slot", "integer", multiple))),
      overrides: """
        {"commands": {"X": {"reply": "ok", "arguments": {
          "metrics.count": {"countOf": true}, "slots.count": {"countOf": true}}}}}
        """)
    #expect(x.parameters() == ["cpu: Bool = false", "net: Bool = false", "slots: [Int] = []"])
    #expect(
      x.encoding() == [
        "encoder.token(\"METRICS\")", "encoder.appendCount((cpu ? 1 : 0) + (net ? 1 : 0))",
        "if cpu {", "  encoder.token(\"CPU\")", "}", "if net {", "  encoder.token(\"NET\")", "}",
        "if !slots.isEmpty {", "  encoder.token(\"SLOTS\")", "  encoder.appendCount(slots.count)",
        "  for item in slots {", "    encoder.append(item)", "  }", "}",
      ])
  }

  @Test func countsOfWords() {
    let x = Resolved(
      command(
        "X",
        block(
          "params", "\(token("PARAMS")), \(optional)", argument("n", "integer"),
          block("pair", multiple, argument("name", "string"), argument("value", "string"))),
        argument("last", "string")),
      overrides: """
        {"commands": {"X": {"reply": "ok", "arguments": {"params.n": {"countOf": "words"}}}}}
        """)
    #expect(
      x.parameters() == [
        "params: [(name: some RedisValueConvertible, value: some RedisValueConvertible)] = [(name: RedisValue, value: RedisValue)]()",
        "last: some RedisValueConvertible",
      ])
    #expect(
      x.encoding() == [
        "if !params.isEmpty {", "  encoder.token(\"PARAMS\")", "  encoder.appendCounted { encoder in",
        "    for item in params {", "      encoder.append(item.name)", "      encoder.append(item.value)", "    }",
        "  }", "}", "encoder.append(last)",
      ])
  }

  @Test func wordsThatAreAlwaysSentAreNoParameters() {
    let x = Resolved(command("X", word("NO"), word("ONE"), word("AGAIN", multiple)))
    #expect(x.parameters() == ["again: Int"])
    #expect(
      x.encoding() == [
        "encoder.token(\"NO\")", "encoder.token(\"ONE\")",
        "for _ in 0..<Swift.max(0, again) {", "  encoder.token(\"AGAIN\")", "}",
      ])
  }

  @Test func theEmptyWordIsSent() {
    let x = Resolved(
      command("X", argument("empty", "pure-token", "\(token("")), \(optional)"), argument("a", "string", token(""))))
    #expect(
      x.encoding() == [
        "if empty {", "  encoder.token(\"\")", "}", "encoder.token(\"\")", "encoder.append(a)",
      ])
  }

  @Test func freeArgumentsWhereTheSpecificationListsNone() {
    let x = Resolved(commands("X", arity: -3))
    #expect(x.parameters() == ["arguments: [some RedisValueConvertible]"])
    #expect(Resolved(commands("X", arity: -1)).parameters() == [])
  }

  /// A list that is one word, which is not mistaken for another form's value.
  @Test func joinedLists() throws {
    let x = Resolved(
      command("X", oneof("how", token("HOW"), oneof("one", "", word("A"), word("B")), oneof("several", multiple, word("A"), word("B")))),
      overrides: """
        {"commands": {"X": {"arguments": {"how.several": {"name": "all", "joined": ","}}, "forms": [
          {"reply": "int", "without": ["how.several"]}, {"name": "All", "reply": "[int]", "with": ["how.several"]}]}}}
        """)
    #expect(x.problems == [])
    #expect(x.parameters("All").first?.hasPrefix("all: [") == true)
    #expect(
      x.encoding("All") == [
        "encoder.token(\"HOW\")", "encoder.appendJoined(by: \",\") { encoder in", "  for item in all {",
        "    item.encode(into: &encoder)", "  }", "}",
      ])
    let command = try #require(x.model.commands.first)
    let form = try #require(x.form("All"))
    for plan in SamplePlan.plans(for: form.specification) {
      let words = WireInterpreter(plan: plan, declaredCounts: form.declaredCounts).words(command, form)
      #expect(words == ["X", "HOW", "A,B"] || words == ["X", "HOW", "B,A"])
    }
  }

  @Test func onlyListsCanBeJoined() {
    for argument in [
      argument("a"), argument("a", "string", "\(multiple), \(token("T")), \"multiple_token\": true"),
    ] {
      let x = Resolved(
        command("X", argument),
        overrides: "{\"commands\": {\"X\": {\"reply\": \"int\", \"arguments\": {\"a\": {\"joined\": \",\"}}}}}")
      #expect(x.problems.contains { $0.contains("only a list without a token") })
    }
    let empty = Resolved(
      command("X", argument("a", "string", multiple)),
      overrides: "{\"commands\": {\"X\": {\"reply\": \"int\", \"arguments\": {\"a\": {\"joined\": \"\"}}}}}")
    #expect(empty.problems.count == 1)
  }
}
