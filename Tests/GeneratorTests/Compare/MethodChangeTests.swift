import Testing

@testable import RedisGenerator

@Suite struct MethodChangeTests {
  private func changes(_ old: String, _ new: String) -> [String] {
    compare(x(argument("first"), old), x(argument("first"), new)).apiLines
  }

  private func step(_ old: String, _ new: String) -> VersionStep {
    compare(x(argument("first"), old), x(argument("first"), new)).step
  }

  @Test func whatMayBeLeftOutBreaksNothing() {
    let old = x(argument("first"))
    let new = x(argument("first"), argument("count", "integer", "\(optional), \(token("COUNT"))"), word("FAST", optional))
    let comparison = compare(old, new)
    #expect(
      comparison.apiLines == [
        "  x(first:count:fast:): new, may be left out: `count: Int?`", "  x(first:count:fast:): new, may be left out: `fast: Bool`",
      ])
    #expect(comparison.step == .minor)
    #expect(comparison.breaking == [])
  }

  @Test func whatHasToBeGivenBreaks() {
    let comparison = compare(x(argument("first")), x(argument("first"), argument("count", "integer")))
    #expect(comparison.apiLines == ["! x(first:count:): new, has to be given: `count: Int`"])
    #expect(comparison.step == .major)
    #expect(comparison.api.first?.old == "func x(first: some RedisValueConvertible) -> RESPValue")
    #expect(comparison.api.first?.new == "func x(first: some RedisValueConvertible, count: Int) -> RESPValue")
  }

  @Test func whatIsGoneBreaks() {
    #expect(
      compare(x(argument("first"), argument("count", "integer", optional)), x(argument("first"))).apiLines
        == ["! x(first:): gone: `count`"])
  }

  @Test(arguments: [
    (argument("a", "integer"), argument("a", "double"), "! x(first:a:): `a` is `Double` and was `Int`"),
    (argument("a", "integer"), argument("a"), "  x(first:a:): `a` takes any value, not only `Int`"),
    // With nil, or with nothing in a list, the compiler would not know what kind of value is meant.
    (
      argument("a", "integer", optional), argument("a", "string", optional),
      "! x(first:a:): `a` is `some RedisValueConvertible` and was `Int`"
    ),
    (argument("a"), argument("a", "integer"), "! x(first:a:): `a` is `Int` and was `some RedisValueConvertible`"),
    (
      argument("a", "integer"), argument("a", "integer", optional), "  x(first:a:): may be left out: `a`"
    ),
    (argument("a"), argument("a", "string", optional), "  x(first:a:): may be left out: `a`"),
    (argument("a", "integer", optional), argument("a", "integer"), "! x(first:a:): has to be given: `a`"),
    (argument("a", "string", optional), argument("a"), "! x(first:a:): has to be given: `a`"),
    (argument("a", "integer"), argument("b", "integer"), "! x(first:b:): `a` is called `b`"),
    (word("A", optional), word("A", "\(optional), \(multiple)"), "! x(first:a:): `a` is `Int` and was `Bool`"),
  ])
  func parameters(old: String, new: String, expected: String) {
    #expect(changes(old, new) == [expected])
    #expect(step(old, new) == (expected.hasPrefix("!") ? .major : .minor))
  }

  @Test func listsAreOtherTypesAndOftenOtherNames() {
    #expect(
      changes(argument("data", "integer"), argument("data", "integer", multiple))
        == ["! x(first:data:): `data` is `[Int]` and was `Int`"])
    #expect(
      changes(argument("key", "integer"), argument("key", "integer", multiple))
        == ["! x(first:keys:): gone: `key`", "! x(first:keys:): new, has to be given: `keys: [Int]`"])
  }

  @Test func theOrderOfArgumentsBreaks() {
    let (a, b) = (argument("a", "integer"), argument("b", "double"))
    #expect(compare(x(a, b), x(b, a)).apiLines == ["! x(b:a:): the order is another: b, a"])
  }

  /// The first word of an argument may change, but no program says it.
  @Test func whatIsSentIsAFactOnly() {
    let comparison = compare(
      x(argument("a", "integer", token("OLD"))), x(argument("a", "integer", token("NEW"))))
    #expect(comparison.apiLines == [])
    #expect(comparison.step == .patch)
  }

  @Test func methodsComeAndGo() {
    let comparison = compare(commands("A", "B"), commands("B", "C D"))
    #expect(comparison.apiLines == ["! a(): the method is gone", "+ cD()"])
    #expect(comparison.step == .major)
    #expect(compare(commands("A"), commands("A", "B")).step == .minor)
  }

  @Test func formsComeAndGo() {
    let overrides = #"""
      {"commands": {"X": {"forms": [
        {"reply": "bytes", "without": ["count"]},
        {"name": "Count", "method": "x", "reply": "[bytes]", "with": ["count"]}]}}}
      """#
    let count = argument("count", "integer", optional)
    let comparison = compare(x(argument("a")), x(argument("a"), count), overrides: overrides)
    #expect(comparison.apiLines == ["+ x(a:count:)"])
    #expect(comparison.api.first?.form == "Count")
    #expect(compare(x(argument("a"), count), x(argument("a")), overrides: overrides).step == .major)
  }

  @Test func repliesBreak() {
    let overrides = { (reply: String) in "{\"commands\": {\"Y\": {\"reply\": \"\(reply)\"}}}" }
    let changes = { (old: String, new: String) in
      compare(y(""), y(""), overrides: overrides(new), oldOverrides: overrides(old)).apiLines
    }
    #expect(changes("int", "int?") == ["! y(): the reply is `Int?` and was `Int`"])
    #expect(changes("ok", "done") == ["! y(): the reply is `Bool` and was `Void`"])
    #expect(
      changes("int", "bytes") == [
        "! y(): the reply is `RedisBytes` and was `Int`", "  y(): `as:` reads data of the user as another type",
      ])
    #expect(
      changes("[string:bytes]", "[string:int]").first == "! y(): the reply is `[String: Int]` and was `[String: RedisBytes]`")
    #expect(changes("[string:bytes]", "[string:int]").last == "! y(): there is no `as:`")
    #expect(changes("name", "name") == [])
    #expect(changes("[name]", "[bytes]") == ["  y(): `as:` reads data of the user as another type"])
    // Without `keys:`, they are strings then.
    #expect(
      changes("[name:bytes]", "[key:bytes]") == ["! y(): the reply with `as:` is `[K: T]` and was `[RedisBytes: T]`"])
  }

  @Test func schemasTypeRepliesWhereNoOverrideDoes() {
    let old = y(#", "reply_schema": {"type": "integer"}"#)
    let new = y(#", "reply_schema": {"oneOf": [{"type": "integer"}, {"type": "null"}]}"#)
    #expect(compare(old, new).apiLines == ["! y(): the reply is `Int?` and was `Int`"])
  }

  @Test func whereAMethodIs() {
    let overrides = { (more: String) in "{\"commands\": {\"Y\": {\"reply\": \"ok\"\(more)}}}" }
    let changes = { (old: String, new: String) in
      compare(y(""), y(""), overrides: overrides(new), oldOverrides: overrides(old)).apiLines
    }
    let connection = ", \"scope\": \"connection\""
    #expect(changes("", connection) == ["! y(): only a leased connection has it"])
    #expect(changes(connection, "") == ["  y(): not only a leased connection has it"])
    let push = ", \"delivery\": \"push\""
    #expect(changes("", push) == ["! y(): pipelines and transactions lack it"])
    #expect(changes(push, "") == ["  y(): pipelines and transactions have it"])
    #expect(changes("", ", \"method\": \"why\"") == ["! why(): the method is called `why`"])
  }
}
