import RESP
import Testing

private enum Color: String, RESPDecodable { case red, green }
private enum Level: Int, RESPDecodable { case low, high }

private struct Upper: RedisValueDecodable, Hashable {
  var text: String
  init(redisBytes: RedisBytes) throws(RedisError) {
    guard let text = redisBytes.string else { throw .unexpected("text", got: "bytes") }
    self.text = text.uppercased()
  }
}

@Suite struct DecodingTests {
  @Test(arguments: [
    "*3\r\n$1\r\na\r\n$0\r\n\r\n$20\r\nabcdefghijklmnopqrst\r\n",
    "~3\r\n+a\r\n+\r\n=24\r\ntxt:abcdefghijklmnopqrst\r\n",
  ])
  func readsLists(text: String) throws {
    let expected = ["a", "", "abcdefghijklmnopqrst"]
    #expect(try decode(text, as: [String].self) == expected)
    #expect(try decode(text, as: [RedisBytes].self) == expected.map { RedisBytes($0) })
    #expect(try decode(text, as: [[UInt8]].self) == expected.map { Array($0.utf8) })
    #expect(try decode(text, as: Set<String>.self) == Set(expected))
    #expect(try decode(text, as: [Upper].self).map(\.text) == expected.map { $0.uppercased() })
    #expect(try decode(text, as: [String]?.self) == expected)
  }

  @Test func readsNumbers() throws {
    #expect(try decode("*3\r\n:1\r\n$1\r\n2\r\n:-3\r\n", as: [Int].self) == [1, 2, -3])
    #expect(try decode("*3\r\n,1.5\r\n$1\r\n2\r\n:-3\r\n", as: [Double].self) == [1.5, 2, -3])
    #expect(try decode("*2\r\n:1\r\n#f\r\n", as: [Bool].self) == [true, false])
    #expect(try decode("*2\r\n:1\r\n:2\r\n", as: [UInt16].self) == [1, 2])
  }

  @Test(arguments: [
    "*3\r\n$1\r\na\r\n$-1\r\n$1\r\nb\r\n", "*3\r\n$1\r\na\r\n_\r\n$1\r\nb\r\n", "*3\r\n$1\r\na\r\n*-1\r\n$1\r\nb\r\n",
  ])
  func readsNulls(text: String) throws {
    #expect(try decode(text, as: [String?].self) == ["a", nil, "b"])
    #expect(failure { try decode(text, as: [String].self) }?.description == "element 1: expected string, got null")
  }

  @Test(arguments: ["$-1\r\n", "*-1\r\n", "_\r\n"])
  func readsNull(text: String) throws {
    #expect(try decode(text, as: Int?.self) == nil)
    #expect(try decode(text, as: [String]?.self) == nil)
    #expect(try decode(text, as: [String: Int]?.self) == nil)
    #expect(try decode(text, as: RESPValue.self) == .null)
    #expect(failure { try decode(text, as: [String].self) }?.description == "expected array, got null")
  }

  @Test(arguments: ["*4\r\n$1\r\na\r\n$1\r\n1\r\n$1\r\nb\r\n$1\r\n2\r\n", "%2\r\n+a\r\n:1\r\n+b\r\n:2\r\n"])
  func readsMaps(text: String) throws {
    #expect(try decode(text, as: [String: Int].self) == ["a": 1, "b": 2])
    #expect(try decode(text, as: [RedisBytes: Double].self) == ["a": 1, "b": 2])
    #expect(try decode(text, as: [String].self) == ["a", "1", "b", "2"])
  }

  @Test func readsNestedTypes() throws {
    let text = "%1\r\n+a\r\n*2\r\n*1\r\n:1\r\n_\r\n"
    #expect(try decode(text, as: [String: [[Int]?]].self) == ["a": [[1], nil]])
    #expect(try decode("*1\r\n*2\r\n+a\r\n:1\r\n", as: [Scored].self) == [Scored("a", 1)])
    #expect(try decode("*3\r\n+a\r\n:1\r\n+more\r\n", as: Scored.self) == Scored("a", 1))
  }

  @Test func readsTheLastOfEqualKeys() throws {
    #expect(try decode("%2\r\n+a\r\n:1\r\n+a\r\n:2\r\n", as: [String: Int].self) == ["a": 2])
  }

  @Test func readsRawValues() throws {
    #expect(try decode("+green\r\n", as: Color.self) == .green)
    #expect(try decode("*2\r\n:0\r\n:1\r\n", as: [Level].self) == [.low, .high])
    #expect(failure { try decode("+blue\r\n", as: Color.self) }?.code == .unexpectedReply)
  }

  @Test func keepsErrorsAmongValues() throws {
    #expect(
      try decode("*2\r\n-ERR x\r\n:1\r\n", as: [RESPValue].self) == [.error(ServerError(line: "ERR x")), .integer(1)])
    #expect(failure { try decode("-ERR x\r\n", as: RESPValue.self) }?.code == .server)
  }

  @Test(arguments: [
    ("*2\r\n:1\r\n+x\r\n", "element 1: expected integer, got simple string with other text"),
    ("*1\r\n_\r\n", "element 0: expected integer, got null"),
  ])
  func saysWhichElement(text: String, message: String) {
    #expect(failure { try decode(text, as: [Int].self) }?.description == message)
  }

  @Test func saysWhichKey() {
    let error = failure { try decode("%1\r\n+a\r\n*2\r\n:1\r\n+x\r\n", as: [String: [Int]].self) }
    #expect(error?.description == #"key "a", element 1: expected integer, got simple string with other text"#)
    #expect(
      failure { try decode("%1\r\n_\r\n:1\r\n", as: [String: Int].self) }?.description
        == "element 0: expected string, got null")
    #expect(
      failure { try decode("*1\r\n*0\r\n", as: Set<Int>.self) }?.description == "element 0: expected integer, got array"
    )
  }

  @Test func readsLongLists() throws {
    let count = 10_000
    let numbers = RESPValue.array((0..<count).map { .integer($0) })
    let strings = RESPValue.array((0..<count).map { .bulk(RedisBytes("member:\($0)")) })
    #expect(try numbers.decode(as: [Int].self) == Array(0..<count))
    #expect(try strings.decode(as: [String].self) == (0..<count).map { "member:\($0)" })
    #expect(try RESPValue.parse(strings.written) == strings)
  }

  @Test func releasesWhatItReadBeforeAnError() {
    let text = "a string that does not fit in place"
    var frame = "*3\r\n"
    for _ in 0..<2 { frame += "$\(text.utf8.count)\r\n\(text)\r\n" }
    #expect(failure { try decode(frame + ":1\r\n", as: [[String]].self) }?.path == [.index(0)])
    #expect(failure { try decode(frame + "*0\r\n", as: [String].self) }?.path == [.index(2)])
  }
}
