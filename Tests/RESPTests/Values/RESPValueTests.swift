import RESP
import Testing

@Suite struct RESPValueTests {
  @Test(arguments: Corpus.frames)
  func isParsed(text: String, value: RESPValue) throws {
    #expect(try RESPValue.parse(Array(text.utf8)) == value)
  }

  @Test(arguments: Corpus.frames)
  func survivesWritingAndParsing(text: String, value: RESPValue) throws {
    #expect(try RESPValue.parse(value.written) == value)
  }

  @Test func keepsNaN() throws {
    #expect(try RESPValue.parse(Array(",nan\r\n".utf8)).double?.isNaN == true)
    #expect(RESPValue.double(.nan).writtenText == ",nan\r\n")
  }

  @Test func isWrittenInOneForm() {
    let value = RESPValue.map([
      .init(.bulk("a"), .array([.null, .boolean(true), .double(1), .bigNumber("9")])),
      .init(.verbatim(format: "txt", "b"), .blobError(ServerError(line: "ERR x"))),
    ])
    #expect(value.writtenText == "%2\r\n$1\r\na\r\n*4\r\n_\r\n#t\r\n,1\r\n(9\r\n=5\r\ntxt:b\r\n!5\r\nERR x\r\n")
    #expect(
      RESPValue.attributed([.init(.bulk("a"), .integer(1))], .push([])).writtenText == "|1\r\n$1\r\na\r\n:1\r\n>0\r\n")
    #expect(RESPValue.set([.integer(1)]).writtenText == "~1\r\n:1\r\n")
  }

  @Test func neverWritesABrokenFrame() throws {
    #expect(RESPValue.simpleString("a\r\n+b").writtenText == "+a \n+b\r\n")
    #expect(RESPValue.error(ServerError(line: "a\rb")).writtenText == "-a b\r\n")
    #expect(RESPValue.verbatim(format: "x", "y").writtenText == "=5\r\nx  :y\r\n")
    #expect(RESPValue.verbatim(format: "markdown", "y").writtenText == "=5\r\nmar:y\r\n")
  }

  @Test func refusesTooLittleAndTooMuch() {
    #expect(failure { try RESPValue.parse(Array("*2\r\n:1\r\n".utf8)) }?.code == .protocolViolation)
    #expect(failure { try RESPValue.parse(Array(":1\r\n:2\r\n".utf8)) }?.code == .protocolViolation)
    #expect(failure { try RESPValue.parse([]) }?.code == .protocolViolation)
  }

  @Test func isDecodedLater() throws {
    let value = RESPValue.array([.bulk("a"), .integer(1), .bulk("b"), .integer(2)])
    #expect(try value.decode(as: [String: Int].self) == ["a": 1, "b": 2])
    #expect(failure { try value.decode(as: [Int].self) }?.path == [.index(0)])
    #expect(failure { try RESPValue.error(ServerError(line: "ERR x")).decode(as: RESPValue.self) }?.code == .server)
    var deep = RESPValue.integer(1)
    for _ in 0..<300 { deep = .array([deep]) }
    #expect(try deep.decode(as: RESPValue.self) == deep)
  }

  @Test func describesItself() {
    let value = RESPValue.array([
      .bulk("a\"b"), .integer(1), .null, .double(2), .boolean(true), .simpleString("OK"), .set([.integer(1)]),
      .map([.init(.bulk("k"), .integer(1))]), .map([]), .push([]), .error(ServerError(line: "ERR x")), .bigNumber("12"),
      .attributed([.init(.bulk("k"), .integer(1))], .integer(2)),
    ])
    #expect(
      value.description
        == #"["a\"b", 1, null, 2, true, OK, set[1], ["k": 1], [:], push[], error(ERR x), 12, 2 with ["k": 1]]"#)
  }

  @Test(arguments: Corpus.frames)
  func tellsItsKind(text: String, value: RESPValue) throws {
    let kind = try reading(value.written) { r throws(RedisError) in try r.peekKind() }
    #expect(kind == value.plain.kind)
    #expect(RESPValue.attributed([], value).kind == .attribute)
  }
}

@Suite struct RESPValueViewTests {
  @Test func looksAtStrings() {
    #expect(RESPValue.bulk("a").string == "a")
    #expect(RESPValue.simpleString("a").string == "a")
    #expect(RESPValue.verbatim(format: "txt", "a").bytes == "a")
    #expect(RESPValue.bigNumber("12").string == "12")
    #expect(RESPValue.bulk(RedisBytes([0xFF])).string == nil)
    #expect(RESPValue.integer(1).string == nil)
  }

  @Test func looksAtNumbers() {
    #expect(RESPValue.integer(1).int == 1)
    #expect(RESPValue.bulk("1").int == 1)
    #expect(RESPValue.bigNumber("1").int == 1)
    #expect(RESPValue.double(1).int == nil)
    #expect(RESPValue.double(1.5).double == 1.5)
    #expect(RESPValue.integer(1).double == 1)
    #expect(RESPValue.bulk("1.5").double == 1.5)
    #expect(RESPValue.boolean(true).bool == true)
    #expect(RESPValue.integer(0).bool == false)
    #expect(RESPValue.integer(1).bool == true)
    #expect(RESPValue.integer(2).bool == nil)
  }

  @Test func looksAtAggregates() {
    let pairs = [RESPValue.Pair(.bulk("a"), .integer(1))]
    #expect(RESPValue.map(pairs).map == pairs)
    #expect(RESPValue.array([.bulk("a"), .integer(1)]).map == pairs)
    #expect(RESPValue.array([.bulk("a")]).map == nil)
    #expect(RESPValue.set([.null]).array == [.null])
    #expect(RESPValue.map(pairs)["a"] == .integer(1))
    #expect(RESPValue.map(pairs)["b"] == nil)
    #expect(RESPValue.array([.integer(5)])[0] == .integer(5))
    #expect(RESPValue.array([.integer(5)])[1] == nil)
    #expect(RESPValue.array([.integer(5)])[-1] == nil)
    #expect(RESPValue.integer(5)[0] == nil)
  }

  @Test func looksThroughAttributes() {
    let value = RESPValue.attributed([.init(.bulk("a"), .null)], .integer(1))
    #expect(value.int == 1)
    #expect(value.plain == .integer(1))
    #expect(!value.isNull)
    #expect(RESPValue.attributed([], .null).isNull)
    #expect(RESPValue.attributed([], .blobError(ServerError(line: "ERR x"))).error?.kind == "ERR")
    #expect(RESPValue.null.error == nil)
  }
}
