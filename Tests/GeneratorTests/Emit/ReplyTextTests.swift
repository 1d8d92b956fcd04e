import Testing

@testable import RedisGenerator

/// Replies as Swift types, and the expressions that read them.
@Suite struct ReplyTextTests {
  private static let overrides = """
    {"commands": {"X": {"reply": "[Member]"}, "Y": {"reply": "Info"}},
     "types": {"Member": {"kind": "record", "fields": [{"name": "m", "type": "bytes"}]},
       "Plain": {"kind": "record", "fields": [{"name": "n", "type": "int"}]},
       "Info": {"kind": "map", "fields": [{"key": "a", "name": "a", "type": "pairs(Plain)"}]}}}
    """
  private let text = ReplyText(
    Resolved(commands("X", "Y"), overrides: overrides).model.replyTypes)

  private func parse(_ expression: String) throws -> ReplyType {
    try ReplyExpression.parse(
      expression, types: KnownTypes(
        kinds: [
          "Member": .record, "Plain": .record, "Info": .map, "Line": .external, "Left": .external,
        ], withUnit: ["Left"]))
  }

  @Test(arguments: [
    ("ok", "Void", "Void"), ("done", "Bool", "Bool"), ("bytes?", "RedisBytes?", "T?"),
    ("name", "RedisBytes", "RedisBytes"), ("[bytes:bytes]", "[RedisBytes: RedisBytes]", "[String: T]"),
    ("[string:[bytes]]", "[String: [RedisBytes]]", "[String: [T]]"),
    ("pairs(Member)", "[Member<RedisBytes>]", "[Member<T>]"), ("Plain?", "Plain?", "Plain?"),
    ("scan(bytes)", "ScanPage<RedisBytes>", "ScanPage<T>"),
    ("scanPairs(Member)", "ScanPage<Member<RedisBytes>>", "ScanPage<Member<T>>"),
    ("microseconds", "Duration", "Duration"), ("[unixSeconds?]", "[UnixTime?]", "[UnixTime?]"),
    ("unless(-1, bytes)", "RedisBytes?", "T?"), ("orEmpty([bytes])", "[RedisBytes]", "[T]"),
    ("compact([bytes])", "[RedisBytes]", "[T]"), ("[uint]", "[UInt64]", "[UInt64]"),
    ("Left(seconds)?", "Left?", "Left?"), ("lines(Line)", "[Line]", "[Line]"),
  ])
  func types(expression: String, bytes: String, generic: String) throws {
    let type = try parse(expression)
    #expect(text.type(type, .bytes) == bytes)
    #expect(text.type(type, .generic) == generic)
    #expect(text.hasUserData(type) == (bytes != generic))
  }

  @Test(arguments: [
    ("ok", "try reader.readOK()"), ("int", "try reader.readInt()"),
    ("bytes", "try T(from: &reader)"), ("bytes?", "try T?(from: &reader)"),
    ("[int?]", "try [Int?](from: &reader)"), ("pairs(Member)", "try reader.readPairs(of: Member<T>.self)"),
    ("pairs(Plain)?", "reader.readNull() ? nil : try reader.readPairs(of: Plain.self)"),
    ("Plain?", "try reader.readOptional(Plain.self)"), ("Info?", "try Info?(from: &reader)"),
    ("[[Plain?]]", "try reader.readList { reader throws(RedisError) in try reader.readList { reader throws(RedisError) in try reader.readOptional(Plain.self) } }"),
    ("[bytes:pairs(Plain)]", "try reader.readDictionary(of: T.self) { reader throws(RedisError) in try reader.readPairs(of: Plain.self) }"),
    ("scanPairs(Plain)", "try ScanPage<Plain>(pairsFrom: &reader)"),
    ("seconds", "try reader.readDuration(unit: .seconds)"), ("unixMilliseconds", "try reader.readTime(unit: .milliseconds)"),
    ("[microseconds]", "try reader.readList { reader throws(RedisError) in try reader.readDuration(unit: .microseconds) }"),
    ("unixSeconds?", "reader.readNull() ? nil : try reader.readTime(unit: .seconds)"),
    ("unless(-1, bytes)", "try reader.readUnless(-1) { reader throws(RedisError) in try T(from: &reader) }"),
    ("orEmpty([bytes])", "reader.readNull() ? [] : try [T](from: &reader)"),
    ("orEmpty([string:int])", "reader.readNull() ? [:] : try [String: Int](from: &reader)"),
    ("orEmpty(pairs(Plain))", "reader.readNull() ? [] : try reader.readPairs(of: Plain.self)"),
    ("uint", "try reader.readUInt64()"), ("[uint]", "try [UInt64](from: &reader)"),
    ("compact([bytes])", "try reader.readCompactList { reader throws(RedisError) in try T(from: &reader) }"),
    ("compact([Plain])?", "reader.readNull() ? nil : try reader.readCompactList { reader throws(RedisError) in try Plain(from: &reader) }"),
    ("Left(unixSeconds)", "try Left(from: &reader, unit: .seconds)"),
    ("[Left(milliseconds)]", "try reader.readList { reader throws(RedisError) in try Left(from: &reader, unit: .milliseconds) }"),
    ("lines(Line)", "try reader.readLines(of: Line.self)"),
  ])
  func reading(expression: String, code: String) throws {
    #expect(text.decoding(try parse(expression), .generic) == code)
  }
}
