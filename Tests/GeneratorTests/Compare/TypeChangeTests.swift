import Testing

@testable import RedisGenerator

@Suite struct TypeChangeTests {
  private func changes(_ old: String, _ new: String) -> [String] {
    compare(x(argument("first"), old), x(argument("first"), new)).apiLines
  }

  @Test func aNewCaseOfAnArgumentBreaksNothing() {
    #expect(
      changes(oneof("by", "", word("A"), word("B")), oneof("by", "", word("C"), word("B"), word("A")))
        == ["  Commands.X.By: new: `.c`"])
    #expect(
      changes(oneof("by", "", word("A"), word("B"), word("C")), oneof("by", "", word("A"), word("B")))
        == ["! Commands.X.By: gone: `.c`"])
  }

  @Test func valuesOfCases() {
    let limit = { (more: String...) in
      oneof("by", "", word("A"), block("limit", "", word("LIMIT"), argument("n", "integer"), argument("m", "integer", optional), more.joined()))
    }
    let plain = oneof("by", "", word("A"), argument("limit", "integer", token("LIMIT")))
    #expect(
      changes(plain, limit().replacing(", ]", with: "]")) == [
        "! Commands.X.By: `.limit`: the value is called `n`",
        "  Commands.X.By: `.limit`: new, may be left out: `m: Int?`",
      ])
    #expect(
      changes(plain, oneof("by", "", word("A"), argument("limit", "double", token("LIMIT"))))
        == ["! Commands.X.By: `.limit`: the value is `Double` and was `Int`"])
  }

  @Test func fieldsOfStructures() {
    let options = { (more: String) in
      block("o", "\(optional), \(token("O"))", argument("n", "integer"), argument("m", "integer", "\(optional), \(token("M"))"))
        .replacing("]}", with: "\(more)]}")
    }
    #expect(
      changes(options(""), options(", " + argument("k", "double", "\(optional), \(token("K"))")))
        == ["  Commands.X.O: new, may be left out: `k: Double?`"])
    #expect(
      changes(options(""), options(", " + argument("k", "double"))) == ["! Commands.X.O: new, has to be given: `k: Double`"])
    #expect(changes(options(", " + argument("k", "double")), options("")) == ["! Commands.X.O: gone: `k`"])
  }

  /// One change, whatever number of signatures has the type.
  @Test func aTypeOfAnotherNameIsOneChange() {
    let choice = { (name: String) in oneof(name, optional, word("A"), word("B")) }
    let overrides = { (name: String) in
      """
      {"commands": {"X": {"arguments": {"\(name)": {"name": "by"}}, "forms": [
        {"reply": "int", "without": ["f"]}, {"name": "F", "reply": "ok", "with": ["f"]}]}}}
      """
    }
    let make = { (name: String, type: String) in x(choice(name), block("o", optional, choice(type), argument("n", "integer", optional)), word("F", optional)) }
    let comparison = compare(
      make("by", "old"), make("by", "new"), overrides: overrides("by"))
    #expect(
      comparison.apiLines == [
        "! Commands.X.New: it was called `Commands.X.Old`",
        "! Commands.X.O: `old` is called `new`",
      ] || comparison.apiLines == [
        "! Commands.X.O: `old` is called `new`",
        "! Commands.X.New: it was called `Commands.X.Old`",
      ])
  }

  @Test func typesThatAreGoneAreToldByWhatHadThem() {
    let choice = oneof("by", optional, word("A"), block("b", "", word("B"), oneof("in", "", word("C"), word("D"))))
    #expect(changes(choice, argument("n", "integer", optional)) == [
      "! x(first:n:): gone: `by`", "  x(first:n:): new, may be left out: `n: Int?`",
    ])
  }

  @Test func commandsWhoseTypesCollidedAreRenamedAsAWhole() {
    let command = { (name: String) in
      "\"\(name)\": {\"since\": \"1.0.0\", \"group\": \"odd\", \"arity\": -2, \"arguments\": [\(oneof("by", "", word("A"), word("B")))]}"
    }
    let comparison = compare("{\(command("A_B"))}", "{\(command("A-B")), \(command("A_B"))}")
    #expect(
      comparison.apiLines == [
        "+ aB(by:)", "! aB2(by:): the method is called `aB2`", "! aB2(by:): the type is called `Commands.A_B2`",
      ])
  }

  // MARK: Replies

  private func replies(_ old: String, _ new: String) -> [String] {
    let overrides = { (type: String) in "{\"commands\": {\"Y\": {\"reply\": \"R\"}}, \"types\": {\"R\": \(type)}}" }
    return compare(y(""), y(""), overrides: overrides(new), oldOverrides: overrides(old)).apiLines
  }

  @Test func fieldsOfReplies() {
    let map = { (fields: String) in "{\"kind\": \"map\", \"fields\": [{\"key\": \"a\", \"name\": \"a\", \"type\": \"int\"}\(fields)]}" }
    let field = { (type: String) in ", {\"key\": \"b\", \"name\": \"b\", \"type\": \"\(type)\"}" }
    #expect(replies(map(""), map(field("int?"))) == ["  R: new: `b: Int?`"])
    #expect(replies(map(""), map(field("int"))) == ["! R: new, and the initialiser needs it: `b: Int`"])
    #expect(replies(map(field("int")), map("")) == ["! R: gone: `b`"])
    #expect(replies(map(field("int")), map(field("int?"))) == ["! R: `b` is `Int?` and was `Int`"])
    #expect(
      replies(map(field("int?")), map(field("bytes?"))) == [
        "! y(): the reply is `R<RedisBytes>` and was `R`", "  y(): `as:` reads data of the user as another type",
        "! R: it is generic over `<Value: RESPDecodable>`, was over nothing", "! R: `b` is `Value?` and was `Int?`",
      ])
  }

  @Test func casesOfReplies() {
    let code = { (cases: String) in "{\"kind\": \"code\", \"cases\": {\"0\": \"a\", \"1\": \"b\"\(cases)}}" }
    #expect(
      replies(code(""), code(", \"2\": \"c\"")) == ["! R: new, which a switch over all cases lacks: `.c`"])
    #expect(replies(code(", \"2\": \"c\""), code("")) == ["! R: gone: `.c`"])
    let record = "{\"kind\": \"record\", \"fields\": [{\"name\": \"a\", \"type\": \"int\"}]}"
    #expect(replies(code(""), record).contains("! R: it is a struct"))
  }
}
