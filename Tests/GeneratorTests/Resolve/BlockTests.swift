import Testing

@testable import RedisGenerator

/// Blocks become parameters, tuples or structures, whatever asks least of the caller.
@Suite struct BlockTests {
  @Test func aBlockThatIsAlwaysSentDissolves() {
    let x = Resolved(
      command("X", block("group-block", token("GROUP"), argument("group"), argument("consumer"))))
    #expect(
      x.parameters() == ["group: some RedisValueConvertible", "consumer: some RedisValueConvertible"])
    #expect(
      x.encoding() == [
        "encoder.token(\"GROUP\")", "encoder.append(group)", "encoder.append(consumer)",
      ])
  }

  @Test func plainBlocksAreTuples() {
    let x = Resolved(
      command(
        "X", block("limit", "\(token("LIMIT")), \(optional)", argument("offset", "integer"), argument("count", "integer")),
        block("data", multiple, argument("score", "double"), argument("member")),
        block("auth", optional, argument("user"), argument("password"))))
    #expect(
      x.parameters() == [
        "limit: (offset: Int, count: Int)? = nil",
        "data: [(score: Double, member: some RedisValueConvertible)]",
        "auth: (user: some RedisValueConvertible, password: some RedisValueConvertible)? = (user: RedisValue, password: RedisValue)?.none",
      ])
    #expect(
      x.encoding().prefix(9) == [
        "if let limit {", "  encoder.token(\"LIMIT\")", "  encoder.append(limit.offset)",
        "  encoder.append(limit.count)", "}", "for item in data {", "  encoder.append(item.score)",
        "  encoder.append(item.member)", "}",
      ])
  }

  @Test func theOrderOfTheAPINeedNotBeTheOneOfTheWire() {
    let x = Resolved(
      command("X", block("data", multiple, argument("score", "double"), argument("member"))),
      overrides: """
        {"commands": {"X": {"reply": "ok", "arguments": {
          "data": {"name": "members", "order": ["member", "score"]}}}}}
        """)
    #expect(x.parameters() == ["members: [(member: some RedisValueConvertible, score: Double)]"])
    #expect(
      x.encoding() == [
        "for item in members {", "  encoder.append(item.score)", "  encoder.append(item.member)", "}",
      ])
  }

  @Test func aBlockAroundOneValueIsTheValue() {
    let x = Resolved(
      command(
        "X", block("reduce", "\(token("REDUCE")), \(optional)", argument("dim", "integer")),
        block("words", "\(token("WORDS")), \(optional)", argument("word", "string", multiple)),
        block("no-one", optional, word("NO"), word("ONE"))))
    #expect(
      x.parameters() == [
        "reduce: Int? = nil", "words: [some RedisValueConvertible] = [RedisValue]()",
        "noOne: Bool = false",
      ])
    #expect(
      x.encoding() == [
        "if let reduce {", "  encoder.token(\"REDUCE\")", "  encoder.append(reduce)", "}",
        "if !words.isEmpty {", "  encoder.token(\"WORDS\")", "  for item in words {",
        "    encoder.append(item)", "  }", "}",
        "if noOne {", "  encoder.token(\"NO\")", "  encoder.token(\"ONE\")", "}",
      ])
  }

  @Test func otherBlocksAreStructures() {
    let x = Resolved(
      command(
        "X", block("count-block", optional, argument("count", "integer", token("COUNT")), word("ALL", optional))))
    #expect(x.parameters() == ["countBlock: Commands.X.CountBlock? = nil"])
    #expect(
      x.encoding() == ["if let countBlock {", "  countBlock.encode(into: &encoder)", "}"])
    #expect(
      x.types() == [
        "public struct CountBlock: Sendable {", "  public var count: Int",
        "  public var all: Bool", "", "  @export(implementation)",
        "  public init(count: Int, all: Bool = false) {", "    self.count = count",
        "    self.all = all", "  }", "", "  func encode(into encoder: inout CommandEncoder) {",
        "    encoder.token(\"COUNT\")", "    encoder.append(count)", "    if all {",
        "      encoder.token(\"ALL\")", "    }", "  }", "}",
      ])
  }

  @Test func twoListsInARowBelongTogether() {
    let x = Resolved(
      command(
        "X", block("streams", token("STREAMS"), argument("key", "key", multiple), argument("id", "string", multiple))))
    #expect(
      x.parameters() == [
        "streams: [(key: some RedisValueConvertible, id: some RedisValueConvertible)]"
      ])
    #expect(
      x.encoding() == [
        "encoder.token(\"STREAMS\")", "for item in streams {", "  encoder.append(item.key)", "}",
        "for item in streams {", "  encoder.append(item.id)", "}",
      ])
  }
}
