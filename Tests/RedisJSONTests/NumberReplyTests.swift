import RedisJSON
import Testing
import TypedRedis

/// RESP3 says what numbers came to as numbers, RESP2 as JSON in a string.
@Suite struct NumberReplyTests {
  @Test(arguments: [
    ("[5,null,1.5]", "*3\r\n:5\r\n_\r\n,1.5\r\n", [5, nil, 1.5]), ("[]", "*0\r\n", []), ("[null]", "*1\r\n_\r\n", [nil]),
    ("[3.0]", "*1\r\n,3\r\n", [3]), ("[-1e3,7.5E30]", "*2\r\n,-1000\r\n,7.5e+30\r\n", [-1000, 7.5e30]),
    ("[9223372036854775807]", "*1\r\n:9223372036854775807\r\n", [9_223_372_036_854_775_807]),
    ("7", "*1\r\n:7\r\n", [7]), ("-0.25", "*1\r\n,-0.25\r\n", [-0.25]),
  ] as [(String, String, JSONNumbers)])
  func areTheSameInBothProtocols(text: String, resp3: String, numbers: JSONNumbers) throws {
    #expect(try read(Commands.JSON_NUMINCRBY.self, text.bulk) == numbers)
    #expect(try read(Commands.JSON_NUMMULTBY.self, text.bulk) == numbers)
    #expect(try read(Commands.JSON_NUMPOWBY.self, resp3) == numbers)
    #expect(try read(Commands.JSON_NUMINCRBY.self, resp3) == numbers)
  }

  @Test func spacesAndSingleNumbers() throws {
    #expect(try read(Commands.JSON_NUMINCRBY.self, " [ 1 , null ] ".bulk) == [1, nil])
    #expect(try read(Commands.JSON_NUMINCRBY.self, "null".bulk) == [nil])
    #expect(try read(Commands.JSON_NUMINCRBY.self, ":7\r\n") == [7])
    #expect(try read(Commands.JSON_NUMINCRBY.self, ",1.5\r\n") == [1.5])
    for null in ["$-1\r\n", "_\r\n"] { #expect(try read(Commands.JSON_NUMINCRBY.self, null) == []) }
  }

  @Test(arguments: ["", "[", "]", "[1", "[1,]", "[,]", "[1 2]", "x", "nan", "[0x10]", "[\"1\"]", "[[1]]", "{}", "1,2", "--1", "[true]"])
  func otherTextIsRefused(text: String) {
    #expect(throws: RedisError.self) { try read(Commands.JSON_NUMINCRBY.self, text.bulk) }
  }

  @Test func errorsSayWhere() {
    let error = #expect(throws: RedisError.self) { try read(Commands.JSON_NUMINCRBY.self, "[1,x]".bulk) }
    #expect(error?.path == [.index(1)])
    #expect(error?.code == .unexpectedReply)
  }

  @Test func wholeNumbersAreExact() {
    #expect(JSONNumber(Int.max).int == Int.max)
    #expect(JSONNumber(2.0).int == 2)
    #expect(JSONNumber(2.5).int == nil)
    #expect(JSONNumber(1e300).int == nil)
    #expect(JSONNumber(3) == JSONNumber(3.0))
    #expect(JSONNumber(Int.max).description == "9223372036854775807")
    #expect(JSONNumber(0.5).description == "0.5")
  }

  @Test func canBeWalkedThrough() {
    let numbers: JSONNumbers = [1, nil, 2]
    #expect(numbers.compactMap { $0?.int } == [1, 2])
    #expect(numbers.values == [1, nil, 2])
  }
}
