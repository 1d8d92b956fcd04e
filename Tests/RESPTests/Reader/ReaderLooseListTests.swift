import Testing

@testable import RESP

/// Lists that a server leaves out around a single answer, and lists that it puts around one.
@Suite struct ReaderLooseListTests {
  private func listOrOne(_ reply: String) throws -> [Int?] {
    try reading(reply) { reader throws(RedisError) in
      let list = try reader.readListOrOne { reader throws(RedisError) in try Int?(from: &reader) }
      return reader.isAtEnd ? list : [-99]
    }
  }

  private func listOrLists(_ reply: String) throws -> [[String]?] {
    try reading(reply) { reader throws(RedisError) in
      let list = try reader.readListOrLists { reader throws(RedisError) in try [String]?(from: &reader) }
      return reader.isAtEnd ? list : [["not all was read"]]
    }
  }

  private func only(_ reply: String) throws -> Int? {
    try reading(reply) { reader throws(RedisError) in
      let value = try reader.readOnly { reader throws(RedisError) in try Int?(from: &reader) }
      return reader.isAtEnd ? value : -99
    }
  }

  @Test(arguments: [
    ("*2\r\n:1\r\n_\r\n", [1, nil]), (":7\r\n", [7]), ("$1\r\n7\r\n", [7]), ("*1\r\n:7\r\n", [7]), ("*0\r\n", []),
    ("_\r\n", []), ("*-1\r\n", []), ("$-1\r\n", []), ("~1\r\n:7\r\n", [7]), ("|1\r\n+a\r\n:1\r\n*1\r\n:7\r\n", [7]),
  ])
  func readsAListOrItsOnlyElement(reply: String, list: [Int?]) throws {
    #expect(try listOrOne(reply) == list)
  }

  @Test(arguments: [
    ("*2\r\n*1\r\n+a\r\n_\r\n", [["a"], nil]), ("*2\r\n_\r\n*0\r\n", [nil, []]), ("*2\r\n+a\r\n+b\r\n", [["a", "b"]]),
    ("*1\r\n+a\r\n", [["a"]]), ("*0\r\n", []), ("_\r\n", []), ("*-1\r\n", []), ("*1\r\n*0\r\n", [[]]),
  ])
  func tellsAListFromAListOfLists(reply: String, lists: [[String]?]) throws {
    #expect(try listOrLists(reply) == lists)
  }

  @Test(arguments: [
    (":7\r\n", 7), ("*1\r\n:7\r\n", 7), ("%1\r\n+Capacity\r\n:7\r\n", 7), ("*1\r\n*1\r\n:7\r\n", 7), ("_\r\n", nil),
    ("*1\r\n_\r\n", nil), ("*-1\r\n", nil), ("%1\r\n+a\r\n*1\r\n$-1\r\n", nil), ("*1\r\n|1\r\n+a\r\n:1\r\n:7\r\n", 7),
  ])
  func takesAValueOutOfItsLists(reply: String, value: Int?) throws {
    #expect(try only(reply) == value)
  }

  @Test func listsInListsOfOneAreLists() throws {
    for reply in ["*2\r\n:1\r\n:2\r\n", "*1\r\n*2\r\n:1\r\n:2\r\n"] {
      let list = try reading(reply) { reader throws(RedisError) in
        try reader.readOnly { reader throws(RedisError) in try [Int](from: &reader) }
      }
      #expect(list == [1, 2])
    }
  }

  @Test(arguments: ["*2\r\n:1\r\n:2\r\n", "*0\r\n", "%2\r\n+a\r\n:1\r\n+b\r\n:2\r\n", "+x\r\n", "*1\r\n+x\r\n", "%1\r\n*0\r\n:1\r\n",
  ])
  func refusesWhatIsNotTheOnlyValue(reply: String) {
    #expect(failure { try only(reply) }?.code == .unexpectedReply)
  }

  @Test func saysWhereAnElementIsWrong() {
    #expect(failure { try listOrOne("*2\r\n:1\r\n+x\r\n") }?.path == [.index(1)])
    #expect(failure { try listOrOne("%1\r\n:1\r\n:2\r\n") }?.code == .unexpectedReply)
    #expect(failure { try listOrLists(":1\r\n") }?.code == .unexpectedReply)
    // Whether the first element or the second is wrong depends on which of the two kinds of list was meant.
    let mixed = failure { try listOrLists("*2\r\n+a\r\n*0\r\n") }
    #expect(mixed?.code == .unexpectedReply)
    #expect(mixed?.path == [])
    #expect(failure { try listOrLists("*2\r\n*0\r\n+a\r\n") }?.path == [.index(1)])
    #expect(failure { try only("*1\r\n%1\r\n+Size\r\n+x\r\n") }?.path == [.index(0), .field("Size")])
    #expect(failure { try only("-ERR no\r\n") }?.code == .server)
    #expect(failure { try listOrOne("-ERR no\r\n") }?.code == .server)
    #expect(failure { try only("*1\r\n-ERR no\r\n") }?.code == .server)
  }

  @Test func manyListsOfOneNeedNoStack() throws {
    let depth = 100_000
    #expect(try only(String(repeating: "*1\r\n", count: depth) + ":7\r\n") == 7)
  }
}
