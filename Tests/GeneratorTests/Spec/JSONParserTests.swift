import Testing

@testable import RedisGenerator

@Suite struct JSONParserTests {
  @Test func readsEveryKindOfValue() throws {
    let text = #"{"a": null, "b": [true, false], "c": -12, "d": 1.5e2, "e": "x", "f": {}, "g": []}"#
    let object = try #require(json(text)?.object)
    #expect(object.members.map(\.name) == ["a", "b", "c", "d", "e", "f", "g"])
    #expect(object["a"]?.isNull == true)
    #expect(object["b"]?.array?.map(\.bool) == [true, false])
    #expect(object["c"]?.int == -12)
    #expect(object["d"]?.double == 150)
    #expect(object["e"]?.string == "x")
    #expect(object["f"]?.object?.members.isEmpty == true)
    #expect(object["g"]?.array?.isEmpty == true)
    #expect(object["h"] == nil)
  }

  @Test func knowsWhereThingsStand() throws {
    let object = try #require(json("{\n  \"a\": 1,\r\n\t\"é\": [ 2,\n3]}")?.object)
    #expect(object.member("a")?.namePosition == SourcePosition(line: 2, column: 3))
    #expect(object["a"]?.position == SourcePosition(line: 2, column: 8))
    #expect(object.member("é")?.namePosition == SourcePosition(line: 3, column: 2))
    #expect(object["é"]?.position == SourcePosition(line: 3, column: 7))
    #expect(object["é"]?.array?.map(\.position.line) == [3, 4])
  }

  @Test func aByteOrderMarkIsNotPartOfTheText() {
    #expect(json("\u{feff}[1]")?.position == SourcePosition(line: 1, column: 1))
  }

  @Test(arguments: [
    (#""""#, ""), (#""plain é 漢 🎉""#, "plain é 漢 🎉"),
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
    (#""\u0041\u00e9\u6F22""#, "Aé漢"), (#""\ud83c\udf89!""#, "🎉!"), (#""\u0000""#, "\0"),
  ])
  func readsStrings(text: String, value: String) {
    #expect(json(text)?.string == value)
  }

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("7", 7), ("9223372036854775807", Int.max),
    ("-9223372036854775808", Int.min),
  ])
  func readsIntegers(text: String, value: Int) {
    #expect(json(text)?.int == value)
  }

  @Test(arguments: [
    ("0.5", 0.5), ("-1e3", -1000), ("1E+2", 100), ("1e-2", 0.01), ("9223372036854775808", 0x1p63),
  ])
  func readsOtherNumbers(text: String, value: Double) {
    #expect(json(text)?.int == nil)
    #expect(json(text)?.double == value)
  }

  @Test func nestsUpToTheLimit() {
    let depth = JSONParser.maximumDepth
    let deep = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
    #expect(json(deep(depth)) != nil)
    #expect(problems(inJSON: deep(depth + 1)).count == 1)
  }

  @Test func namesTheKindOfValues() {
    let kinds = ["null", "true", "1", "1.5", "\"\"", "[]", "{}"].map { json($0)?.kind }
    #expect(
      kinds == [
        "null", "a boolean", "an integer", "a number", "a string", "an array", "an object",
      ])
  }
}
