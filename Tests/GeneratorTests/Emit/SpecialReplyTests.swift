import Testing

@testable import RedisGenerator

/// Replies that depend on the state of the connection, and fields that a server may leave out.
@Suite struct SpecialReplyTests {
  private let text = ReplyText([])

  @Test func answersOfASubscribedConnection() throws {
    let status = try ReplyExpression.parse("status(pong)", types: KnownTypes())
    #expect(text.type(status, .generic) == "String")
    #expect(text.decoding(status, .generic) == #"try reader.readStatus("pong")"#)
    let labelled = try ReplyExpression.parse("labelled(pong, bytes)", types: KnownTypes())
    #expect(labelled.description == "labelled(pong, bytes)")
    #expect(text.type(labelled, .generic) == "T")
    #expect(
      text.decoding(labelled, .generic)
        == #"try reader.readLabelled("pong") { reader throws(RedisError) in try T(from: &reader) }"#)
  }

  @Test(arguments: [
    ("status()", 7, "expected the server's word, found ')'"), ("status", 6, "expected '(', found the end"),
    ("labelled(int)", 12, "expected ',', found ')'"),
    ("labelled(pong, ok)", 15, "\"ok\" only stands for a whole reply"),
  ])
  func mistakes(expression: String, offset: Int, message: String) {
    #expect(throws: ReplyExpression.Mistake(offset: offset, message: message)) {
      try ReplyExpression.parse(expression, types: KnownTypes())
    }
  }

  @Test func keysAreReadAsATypeWhereOnlyTheyAreDataOfTheUser() throws {
    let counts = try ReplyExpression.parse("[bytes:int]", types: KnownTypes())
    #expect(text.type(counts, .bytes) == "[RedisBytes: Int]")
    #expect(text.type(counts, .generic) == "[T: Int]")
    #expect(text.requirements(counts) == "RESPDecodable & Hashable")
    let values = try ReplyExpression.parse("[bytes:bytes]", types: KnownTypes())
    #expect(text.type(values, .generic) == "[String: T]")
    #expect(text.requirements(values) == "RESPDecodable")
  }

  private func types(_ types: String, reply: String = "Stats") -> Resolved {
    Resolved(commands("X"), overrides: #"{"commands": {"X": {"reply": "\#(reply)"}}, "types": {\#(types)}}"#)
  }

  private func render(_ resolved: Resolved) -> String {
    var printer = Printer()
    for model in resolved.model.replyTypes { ReplyTypeRenderer(replies: ReplyText([])).render(model, into: &printer) }
    return printer.lines.joined(separator: "\n")
  }

  @Test func keysThatShareAPrefixMakeADictionary() {
    let code = render(
      types(
        #"""
        "Stats": {"kind": "map", "fields": [
          {"key": "total", "name": "total", "type": "int"},
          {"key": "db.*", "name": "databases", "type": "[int:double]"}]}
        """#))
    #expect(code.contains("public var databases: [Int: Double]"))
    #expect(code.contains("var field1: [Int: Double] = [:]"))
    #expect(code.contains(#"if let number = key.number(after: "db.") {"#))
    #expect(code.contains("field1[number] = try reader.readDouble()"))
    #expect(!code.contains(#"missingField("db.*")"#))
  }

  @Test func keysThatShareAPrefixNeedAMapFromNumbers() {
    let resolved = types(
      #""Stats": {"kind": "map", "fields": [{"key": "db.*", "name": "databases", "type": "[string:int]"}]}"#)
    #expect(resolved.problems.contains { $0.contains(#"the keys "db.*" make a map from int, not "[string:int]""#) })
  }

  @Test func listsThatAreLeftOutAreEmpty() {
    let map = render(
      types(#""Stats": {"kind": "map", "fields": [{"key": "a", "name": "a", "type": "orEmpty([int])"}]}"#))
    #expect(map.contains("var field0: [Int] = []"))
    #expect(!map.contains("missingField"))
    let record = render(
      types(
        #"""
        "Stats": {"kind": "record", "fields": [
          {"name": "a", "type": "int"}, {"name": "b", "type": "orEmpty([string:int])"}]}
        """#))
    #expect(record.contains("guard available >= 1 else"))
    #expect(record.contains("available > 1 ? (reader.readNull() ? [:] : try [String: Int](from: &reader)) : [:]"))
  }
}
