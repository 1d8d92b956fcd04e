import Testing

@testable import RedisGenerator

/// The language of replies.
@Suite struct ReplyExpressionTests {
  private static let types = KnownTypes(
    kinds: [
      "ScoredMember": .record, "StreamInfo": .map, "RoleInfo": .external, "State": .code,
      "TimeToLive": .external,
    ], withUnit: ["TimeToLive"])

  @Test(arguments: [
    "ok", "done", "bool", "int", "double", "string", "bytes", "name", "raw", "int?", "[bytes?]",
    "[[int]]?", "[bytes:bytes]", "[string:[int?]]", "pairs(ScoredMember)", "scan(bytes)",
    "scanPairs(ScoredMember)", "StreamInfo", "[StreamInfo]?", "pairs(RoleInfo)",
  ])
  func isReadAndWritten(text: String) throws {
    #expect(try ReplyExpression.parse(text, types: Self.types).description == text)
  }

  @Test func spacesDoNotMatter() throws {
    let type = try ReplyExpression.parse(" [ string : int ? ] ", types: KnownTypes())
    #expect(type == .map(key: .string, value: .optional(.int)))
  }

  @Test(arguments: [
    ("", 0, "expected a type, found the end"), ("[int", 4, "expected ']' or ':', found the end"),
    ("[int:", 5, "expected a type, found the end"), ("int]", 3, "expected the end, found ']'"),
    ("int??", 4, "a second '?' says nothing new"), ("ok?", 2, "\"ok\" cannot be null"),
    ("[ok]", 1, "\"ok\" only stands for a whole reply"),
    ("[Nobody]", 1, "there is no type \"Nobody\""),
    ("pairs(StreamInfo)", 6, "expected the name of a record, found \"StreamInfo\""),
    ("pairs(int)", 6, "expected the name of a record, found \"int\""),
    ("pairs ScoredMember", 6, "expected '(', found 'S'"),
    ("[double:int]", 1, "the keys of a map are string, bytes, name or int"),
    ("[[[[[[[[[[[[[[[[[int]]]]]]]]]]]]]]]]]", 16, "nested too deep"),
  ])
  func mistakes(text: String, offset: Int, message: String) {
    #expect(throws: ReplyExpression.Mistake(offset: offset, message: message)) {
      try ReplyExpression.parse(text, types: Self.types)
    }
  }
}
