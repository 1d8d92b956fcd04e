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
    "seconds", "milliseconds?", "[microseconds]", "unixSeconds", "[string:unixMilliseconds]", "State?",
    "unless(-1, seconds)", "[unless(0, unixSeconds)]", "unless(-1, [bytes])", "orEmpty([bytes])",
    "orEmpty([string:int])", "orEmpty(pairs(ScoredMember))", "orEmpty(lines(RoleInfo))", "lines(RoleInfo)?",
    "TimeToLive(seconds)", "[TimeToLive(milliseconds)]?", "TimeToLive(unixSeconds)", "uint?", "[uint]",
    "compact([bytes])", "compact([StreamInfo])?",
    "listOrOne(int?)", "listOrOne([bytes]?)", "only(int?)", "only(listOrOne(RoleInfo))", "unless(-1, only(int))",
    "[only(TimeToLive(seconds))]",
  ])
  func isReadAndWritten(text: String) throws {
    #expect(try ReplyExpression.parse(text, types: Self.types).description == text)
  }

  private static let units = "seconds, milliseconds, microseconds, unixSeconds, unixMilliseconds"

  @Test func spacesDoNotMatter() throws {
    let type = try ReplyExpression.parse(" [ string : int ? ] ", types: KnownTypes())
    #expect(type == .map(key: .string, value: .optional(.int)))
    let time = try ReplyExpression.parse("unless( -1 ,TimeToLive ( seconds ))", types: Self.types)
    #expect(time == .unless(-1, .timed("TimeToLive", .seconds)))
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
    ("[double:int]", 1, "the keys of a map are string, bytes, name, key or int"),
    ("TimeToLive", 0, "TimeToLive takes what its numbers count in parentheses: \(units)"),
    ("[TimeToLive?]", 1, "TimeToLive takes what its numbers count in parentheses: \(units)"),
    ("TimeToLive(hours)", 11, "expected what the numbers count: \(units)"),
    ("TimeToLive()", 11, "expected what the numbers count: \(units)"),
    ("TimeToLive(seconds", 18, "expected ')', found the end"),
    ("RoleInfo(seconds)", 8, "RoleInfo takes no unit"), ("State(seconds)", 5, "State takes no unit"),
    ("seconds(1)", 7, "expected the end, found '('"), ("[seconds:int]", 1, "the keys of a map are string, bytes, name, key or int"),
    ("unless(int, int)", 7, "expected the integer that means \"there is none\""),
    ("unless(-, int)", 7, "expected the integer that means \"there is none\""),
    ("unless(99999999999999999999, int)", 7, "expected the integer that means \"there is none\""),
    ("unless(-1 int)", 10, "expected ',', found 'i'"), ("unless int", 7, "expected '(', found 'i'"),
    ("unless(-1, int?)", 11, "\"int?\" is nil by itself, and null is nil for \"unless\" already"),
    ("unless(-1, unless(0, int))", 11, "\"unless(0, int)\" is nil by itself, and null is nil for \"unless\" already"),
    ("unless(-1, ok)", 11, "\"ok\" only stands for a whole reply"),
    ("unless(-1, int)?", 15, "null is nil for \"unless(-1, int)\" already"),
    ("orEmpty(int)", 8, "expected a list or a map, found \"int\""),
    ("orEmpty( [int]?)", 9, "expected a list or a map, found \"[int]?\""),
    ("orEmpty([int])?", 14, "null is empty for \"orEmpty([int])\""),
    ("compact(int)", 8, "expected a list of what is not optional, found \"int\""),
    ("compact( [int?])", 9, "expected a list of what is not optional, found \"[int?]\""),
    ("compact([int]", 13, "expected ')', found the end"), ("[uint:int]", 1, "the keys of a map are string, bytes, name, key or int"),
    ("lines(string)", 6, "expected a type that is written by hand, found \"string\""),
    ("lines(StreamInfo)", 6, "expected a type that is written by hand, found \"StreamInfo\""),
    ("lines(TimeToLive(seconds))", 6, "expected a type that is written by hand, found \"TimeToLive(seconds)\""),
    ("listOrOne int", 10, "expected '(', found 'i'"), ("listOrOne(int", 13, "expected ')', found the end"),
    ("listOrOne(int)?", 14, "null is empty for \"listOrOne(int)\""), ("only(ok)", 5, "\"ok\" only stands for a whole reply"),
    ("only(int)?", 9, "'?' goes inside: null can be in the list, too"), ("only()", 5, "expected a type, found ')'"),
    ("unless(-1, only(int?))", 11, "\"only(int?)\" is nil by itself, and null is nil for \"unless\" already"),
    ("scan(seconds)", 5, "the elements of a scan cannot be \"seconds\""),
    ("scan([unless(-1, int)])", 5, "the elements of a scan cannot be \"[unless(-1, int)]\""),
    ("pairs(State)", 6, "expected the name of a record, found \"State\""),
    ("[[[[[[[[[[[[[[[[[int]]]]]]]]]]]]]]]]]", 16, "nested too deep"),
  ])
  func mistakes(text: String, offset: Int, message: String) {
    #expect(throws: ReplyExpression.Mistake(offset: offset, message: message)) {
      try ReplyExpression.parse(text, types: Self.types)
    }
  }
}
