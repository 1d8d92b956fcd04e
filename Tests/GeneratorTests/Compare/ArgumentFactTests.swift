import Testing

@testable import RedisGenerator

@Suite struct ArgumentFactTests {
  private func facts(_ old: String, _ new: String) -> [String] {
    compare(x(argument("first"), old), x(argument("first"), new)).factLines
  }

  @Test(arguments: [
    (argument("a"), argument("a", "integer"), "a type: string > integer"),
    (argument("a"), argument("a", "string", optional), "a optional: no > yes"),
    (argument("a"), argument("a", "string", multiple), "a multiple: no > yes"),
    (
      argument("a", "string", "\(token("T")), \(multiple)"),
      argument("a", "string", "\(token("T")), \(multiple), \"multiple_token\": true"), "a multipleToken: no > yes"
    ),
    (argument("a", "string", token("A")), argument("a", "string", token("B")), "a token: \"A\" > \"B\""),
    (argument("a", "string", token("A")), argument("a"), "a token: \"A\" > -"),
    (argument("a"), argument("a", "string", "\"since\": \"2.0.0\""), "a since: - > 2.0.0"),
    (argument("a"), argument("a", "string", "\"deprecated_since\": \"2.0.0\""), "a deprecated: - > 2.0.0"),
    (
      argument("a", "string", "\"servers\": {\"redis\": \"1.0.0\"}"),
      argument("a", "string", "\"servers\": {\"redis\": \"2.0.0\"}"), "a servers: redis 1.0.0 > redis 2.0.0"
    ),
  ])
  func members(old: String, new: String, expected: String) {
    #expect(facts(old, new) == ["X \(expected)"])
  }

  @Test func deepInside() {
    let make = { (inner: String) in block("o", optional, argument("n"), oneof("c", optional, word("A"), inner)) }
    #expect(
      facts(make(word("B")), make(argument("b", "integer", token("B")))) == [
        "X o.c.b type: pure-token > integer"
      ])
    #expect(facts(make(word("B")), make(word("C"))) == ["X o.c.c added: - > C", "X o.c.b removed: B > -"])
  }

  @Test func comeAndGoInTheNotationOfManuals() {
    let limit = block(
      "limit", "\(token("LIMIT")), \(optional)", argument("offset", "integer"), argument("count", "integer", optional),
      argument("more", "string", multiple), oneof("order", "", word("ASC"), word("DESC")))
    #expect(
      facts(argument("a"), limit) == [
        "X limit added: - > [LIMIT offset [count] more … <ASC | DESC>]", "X a removed: a > -",
      ])
    let each = argument("get", "pattern", "\(token("GET")), \(optional), \(multiple), \"multiple_token\": true")
    #expect(facts(argument("a"), each) == ["X get added: - > [GET get …]", "X a removed: a > -"])
    #expect(
      facts(word("", "\(optional), \"name\": \"e\"").replacing("\"name\": \"\", ", with: ""), argument("a"))
        == ["X a added: - > a", "X e removed: [\"\"] > -"])
  }

  @Test func anotherNameIsOneChange() {
    #expect(facts(argument("old", "integer"), argument("new", "integer")) == ["X old renamed: old > new"])
    // The names inside are no reason to take it for another one.
    let pair = { (name: String, first: String) in block(name, multiple, argument(first), argument("v", "integer")) }
    #expect(facts(pair("old", "k"), pair("new", "key")) == ["X old renamed: old > new", "X new.k renamed: k > key"])
  }

  @Test func severalNamesGoByTheirPlaces() {
    let old = x(argument("a"), argument("b"), argument("c", "integer"))
    let new = x(argument("d"), argument("e"), argument("c", "integer"))
    #expect(compare(old, new).factLines == ["X a renamed: a > d", "X b renamed: b > e"])
    // Of two that became one, nobody knows which it is.
    #expect(
      compare(old, x(argument("d"), argument("c", "integer"))).factLines == [
        "X d added: - > d", "X a removed: a > -", "X b removed: b > -",
      ])
  }

  @Test func movesAreOneChange() {
    let old = x(argument("n", "integer", optional), block("b", "", argument("m")))
    let new = x(block("b", "", argument("m"), argument("n", "integer", optional)))
    #expect(compare(old, new).factLines == ["X n moved: n > b.n"])
  }

  @Test func theOrderCountsWhereItIsSent() {
    #expect(
      compare(x(argument("a"), argument("b", "integer")), x(argument("b", "integer"), argument("a"))).factLines
        == ["X order: a b > b a"])
    #expect(facts(oneof("c", "", word("A"), word("B")), oneof("c", "", word("B"), word("A"))) == [])
  }

  @Test func argumentsThatNobodyDescribesAreNotGone() {
    let bare = #"{"X": {"since": "1.0.0", "group": "odd", "arity": -2}}"#
    let described = #"{"X": {"since": "1.0.0", "group": "odd", "arity": -2, "arguments": [\#(argument("a", "string", multiple))]}}"#
    #expect(compare(described, bare).factLines == ["X arguments: described > -"])
    #expect(compare(bare, described).factLines == ["X arguments: - > described"])
  }
}
