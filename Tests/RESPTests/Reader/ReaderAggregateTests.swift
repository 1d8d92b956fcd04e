import RESP
import Testing

@Suite struct ReaderAggregateTests {
  @Test(arguments: [
    ("*0\r\n", 0), ("*2\r\n:1\r\n:2\r\n", 2), ("~1\r\n:1\r\n", 1), (">1\r\n+a\r\n", 1), ("%1\r\n:1\r\n:2\r\n", 2),
    ("|1\r\n+a\r\n*0\r\n*1\r\n:1\r\n", 1),
  ])
  func readsArrayHeaders(text: String, count: Int) throws {
    #expect(try reading(text) { r throws(RedisError) in try r.readArrayHeader() } == count)
  }

  @Test(arguments: [("%1\r\n:1\r\n:2\r\n", 1), ("*4\r\n:1\r\n:2\r\n:3\r\n:4\r\n", 2), ("*0\r\n", 0), ("%0\r\n", 0)])
  func readsMapHeaders(text: String, count: Int) throws {
    #expect(try reading(text) { r throws(RedisError) in try r.readMapHeader() } == count)
  }

  @Test(arguments: [
    ("$1\r\na\r\n", "expected array, got bulk string"), ("*-1\r\n", "expected array, got null"),
    ("_\r\n", "expected array, got null"), (":1\r\n", "expected array, got integer"),
  ])
  func refusesOtherKinds(text: String, message: String) {
    #expect(failure { try reading(text) { r throws(RedisError) in try r.readArrayHeader() } }?.description == message)
  }

  @Test func refusesWhatIsNotAMap() {
    let odd = failure { try reading("*1\r\n:1\r\n") { r throws(RedisError) in try r.readMapHeader() } }
    #expect(odd?.description == "expected map, got array of odd length")
    let set = failure { try reading("~2\r\n:1\r\n:2\r\n") { r throws(RedisError) in try r.readMapHeader() } }
    #expect(set?.description == "expected map, got set")
  }

  /// A count is never more than the bytes can hold, so callers may reserve memory for it.
  @Test(arguments: [
    "*1000000\r\n:1\r\n", "%1000000\r\n:1\r\n", "*1\r\n", "|1000000\r\n:1\r\n", "*999999999999999999\r\n",
  ])
  func refusesImpossibleCounts(text: String) {
    #expect(
      failure { try reading(text) { r throws(RedisError) in try r.readArrayHeader() } }?.code == .protocolViolation)
    #expect(failure { try reading(text) { r throws(RedisError) in try r.skip() } }?.code == .protocolViolation)
    #expect(failure { try reading(text) { r throws(RedisError) in try r.readValue() } }?.code == .protocolViolation)
  }

  @Test(arguments: [
    ("*4\r\n$-1\r\n:1\r\n*-1\r\n:2\r\n", [1, 2]), ("*3\r\n:1\r\n_\r\n_\r\n", [1]), ("*1\r\n$-1\r\n", []), ("*0\r\n", []),
  ])
  func leavesNullsOut(text: String, numbers: [Int]) throws {
    let read = try reading(text) { r throws(RedisError) in
      let list = try r.readCompactList { r throws(RedisError) in try r.readInt() }
      #expect(r.isAtEnd == true)
      return list
    }
    #expect(read == numbers)
  }

  @Test func countsNullsWhereItSaysWhatIsWrong() {
    let error = failure {
      try reading("*2\r\n_\r\n+x\r\n") { r throws(RedisError) in
        try r.readCompactList { r throws(RedisError) in try r.readInt() }
      }
    }
    #expect(error?.path == [.index(1)])
  }

  @Test(arguments: [
    "*4\r\n$1\r\na\r\n$1\r\n1\r\n$1\r\nb\r\n$3\r\n2.5\r\n",
    "*2\r\n*2\r\n$1\r\na\r\n,1\r\n*2\r\n$1\r\nb\r\n,2.5\r\n",
    "%2\r\n$1\r\na\r\n,1\r\n$1\r\nb\r\n,2.5\r\n",
    "*2\r\n*3\r\n$1\r\na\r\n,1\r\n+more\r\n*2\r\n$1\r\nb\r\n,2.5\r\n",
  ])
  func readsPairs(text: String) throws {
    let pairs = try reading(text) { r throws(RedisError) in
      let pairs = try r.readPairs(of: Scored.self)
      #expect(r.isAtEnd == true)
      return pairs
    }
    #expect(pairs == [Scored("a", 1), Scored("b", 2.5)])
  }

  @Test(arguments: ["*0\r\n", "%0\r\n"])
  func readsNoPairs(text: String) throws {
    #expect(try reading(text) { r throws(RedisError) in try r.readPairs(of: Scored.self) } == [])
  }

  @Test(arguments: [
    ("*3\r\n+a\r\n:1\r\n+b\r\n", "expected records of 2 fields, got array of 3"),
    ("*2\r\n*2\r\n+a\r\n:1\r\n*1\r\n+b\r\n", #"element 1, field "score": is missing"#),
    (
      "*4\r\n+a\r\n:1\r\n+b\r\n+x\r\n", #"element 1, field "score": expected double, got simple string with other text"#
    ),
    ("*4\r\n+a\r\n:1\r\n+b\r\n*0\r\n", #"element 1, field "score": expected double, got array"#),
    ("_\r\n", "expected array, got null"),
  ])
  func refusesOtherPairs(text: String, message: String) {
    #expect(
      failure { try reading(text) { r throws(RedisError) in try r.readPairs(of: Scored.self) } }?.description == message
    )
  }

  @Test func readsRecordsOfOtherLengths() throws {
    let flat = "*3\r\n:1\r\n:2\r\n+x\r\n"
    #expect(try reading(flat) { r throws(RedisError) in try r.readPairs(of: Slot.self) } == [Slot(1, 2, "x")])
    let nested = "*3\r\n*2\r\n:1\r\n:2\r\n*3\r\n:3\r\n:4\r\n_\r\n*4\r\n:5\r\n:6\r\n+y\r\n*1\r\n+z\r\n"
    #expect(
      try reading(nested) { r throws(RedisError) in try r.readPairs(of: Slot.self) }
        == [Slot(1, 2, nil), Slot(3, 4, nil), Slot(5, 6, "y")])
    let map = "%2\r\n:1\r\n:2\r\n:3\r\n:4\r\n"
    #expect(
      try reading(map) { r throws(RedisError) in try r.readPairs(of: Slot.self) } == [Slot(1, 2, nil), Slot(3, 4, nil)])
  }

  @Test(arguments: Corpus.frames)
  func skipsEverything(text: String, value: RESPValue) throws {
    try reading(text + ":7\r\n") { r throws(RedisError) in
      try r.skip()
      #expect(r.position == text.utf8.count)
      #expect(try r.readInt() == 7)
    }
  }

  @Test(arguments: Corpus.frames)
  func readsEverythingAsAValue(text: String, value: RESPValue) throws {
    try reading(text + ":7\r\n") { r throws(RedisError) in
      #expect(try r.readValue(keepingErrors: true) == value)
      #expect(r.position == text.utf8.count)
    }
  }

  @Test func peeksWithoutTaking() throws {
    for (text, value) in Corpus.frames {
      try reading(text) { r throws(RedisError) in
        let kind = try r.peekKind()
        #expect(kind == value.plain.kind)
        #expect(try r.readValue(keepingErrors: true) == value.plain)
      }
    }
    #expect(failure { try reading("") { r throws(RedisError) in try r.peekKind() } }?.code == .protocolViolation)
    #expect(failure { try reading("x") { r throws(RedisError) in try r.peekKind() } }?.code == .protocolViolation)
  }

  @Test func refusesStreamedPartsInTypedReads() {
    #expect(
      failure { try reading("*?\r\n.\r\n") { r throws(RedisError) in try r.readArrayHeader() } }?.code
        == .protocolViolation)
    #expect(
      failure { try reading("$?\r\n;0\r\n") { r throws(RedisError) in try r.readString() } }?.code == .protocolViolation
    )
  }

  @Test func boundsTheDepthOfTrees() {
    let text = String(repeating: "*1\r\n", count: 100_000) + ":1\r\n"
    #expect(failure { try reading(text) { r throws(RedisError) in try r.readValue() } }?.code == .limitExceeded)
    #expect(failure { try reading(text) { r throws(RedisError) in try r.skip() } } == nil)
  }
}

@Suite struct ReaderMalformedTests {
  /// The reader may be given what no scanner saw: it has to end somehow.
  @Test(arguments: Malformed.violations + Malformed.excesses + Corpus.frames.map(\.text))
  func neverTraps(text: String) {
    let bytes = Array(text.utf8)
    for count in [bytes.count, bytes.count - 1, bytes.count / 2, 1] where count >= 0 {
      readEveryWay(Array(bytes.prefix(count)))
    }
  }

  @Test func readsNothing() {
    var reader = RESPReader(UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(reader.isAtEnd == true)
    #expect(reader.readNull() == false)
    #expect(failure { try reader.readInt() }?.code == .protocolViolation)
    readEveryWay([])
  }
}

/// Tries all reads, each from the start.
func readEveryWay(_ bytes: [UInt8]) {
  _ = failure { try reading(bytes) { r throws(RedisError) in _ = try r.peekKind() } }
  _ = failure { try reading(bytes) { r throws(RedisError) in _ = try r.readInt() } }
  _ = failure { try reading(bytes) { r throws(RedisError) in _ = try r.readUInt64() } }
  _ = failure { try reading(bytes) { r throws(RedisError) in _ = try r.readDouble() } }
  _ = failure { try reading(bytes) { r throws(RedisError) in _ = try r.readBool() } }
  _ = failure { try reading(bytes) { r throws(RedisError) in _ = try r.readDone() } }
  _ = failure { try reading(bytes) { r throws(RedisError) in _ = try r.readString() } }
  _ = failure { try reading(bytes) { r throws(RedisError) in _ = try r.readBytes() } }
  _ = failure { try reading(bytes) { r throws(RedisError) in _ = try r.skip() } }
  _ = failure { try reading(bytes) { r throws(RedisError) in _ = try r.readValue(keepingErrors: true) } }
  _ = failure { try reading(bytes) { r throws(RedisError) in _ = try r.readPairs(of: Scored.self) } }
  _ = failure { try reading(bytes) { r throws(RedisError) in _ = try [String](from: &r) } }
  _ = failure { try reading(bytes) { r throws(RedisError) in _ = try [Int](from: &r) } }
  _ = failure { try reading(bytes) { r throws(RedisError) in _ = try [Double](from: &r) } }
  _ = failure { try reading(bytes) { r throws(RedisError) in _ = try [RedisBytes?](from: &r) } }
  _ = failure { try reading(bytes) { r throws(RedisError) in _ = try [RESPValue](from: &r) } }
  _ = failure { try reading(bytes) { r throws(RedisError) in _ = try [[RedisBytes]](from: &r) } }
  _ = failure { try reading(bytes) { r throws(RedisError) in _ = try Set<RedisBytes>(from: &r) } }
  _ = failure { try reading(bytes) { r throws(RedisError) in _ = try [String: RESPValue](from: &r) } }
}
