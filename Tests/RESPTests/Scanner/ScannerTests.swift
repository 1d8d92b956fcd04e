import RESP
import Testing

@Suite struct ScannerTests {
  @Test(arguments: Corpus.frames)
  func findsTheEnd(text: String, value: RESPValue) throws {
    let bytes = Array(text.utf8)
    #expect(try scan(bytes) == bytes.count)
    #expect(try scan(bytes + Array("+more\r\n".utf8)) == bytes.count)
    #expect(try scan(bytes + [0]) == bytes.count)
  }

  /// Two pieces, split everywhere, each in memory of its own.
  @Test(arguments: Corpus.frames)
  func resumesAtEverySplit(text: String, value: RESPValue) throws {
    let bytes = Array(text.utf8)
    for split in 0..<bytes.count {
      var scanner = RESPScanner()
      #expect(try withExactly(bytes[..<split]) { b throws(RedisError) in try scanner.scan(b) } == nil)
      #expect(scanner.minimumLength > split)
      #expect(scanner.minimumLength <= bytes.count)
      #expect(try withExactly(bytes) { b throws(RedisError) in try scanner.scan(b) } == bytes.count)
    }
  }

  @Test(arguments: Corpus.frames)
  func resumesAfterEveryByte(text: String, value: RESPValue) throws {
    let bytes = Array(text.utf8)
    var scanner = RESPScanner()
    for count in 0..<bytes.count {
      #expect(try withExactly(bytes[..<count]) { b throws(RedisError) in try scanner.scan(b) } == nil)
    }
    #expect(try withExactly(bytes) { b throws(RedisError) in try scanner.scan(b) } == bytes.count)
  }

  @Test func scansFrameAfterFrame() throws {
    var scanner = RESPScanner()
    for _ in 0..<2 {
      for (text, _) in Corpus.frames {
        let bytes = Array(text.utf8)
        #expect(try withExactly(bytes.dropLast()) { b throws(RedisError) in try scanner.scan(b) } == nil)
        #expect(try withExactly(bytes) { b throws(RedisError) in try scanner.scan(b) } == bytes.count)
      }
    }
  }

  @Test func saysWhetherPartsWereStreamed() throws {
    for (text, _) in Corpus.frames {
      var scanner = RESPScanner()
      _ = try withExactly(Array(text.utf8)) { b throws(RedisError) in try scanner.scan(b) }
      #expect(scanner.containsStreamed == text.contains("?\r\n"), "\(text.debugDescription)")
      _ = try withExactly(Array("+OK\r\n".utf8)) { b throws(RedisError) in try scanner.scan(b) }
      #expect(!scanner.containsStreamed)
    }
  }

  @Test(arguments: ["*2\r\n+x\r\n>1\r\n+y\r\n", "%1\r\n+a\r\n>1\r\n+b\r\n", "*?\r\n>1\r\n+b\r\n.\r\n", "|1\r\n+a\r\n>0\r\n>1\r\n+b\r\n"])
  func saysWhetherAPushIsInside(_ text: String) throws {
    let bytes = Array(text.utf8)
    for count in 0..<bytes.count {
      var scanner = RESPScanner()
      #expect(try withExactly(bytes[..<count]) { b throws(RedisError) in try scanner.scan(b) } == nil)
      #expect(try withExactly(bytes) { b throws(RedisError) in try scanner.scan(b) } == bytes.count)
      #expect(scanner.containsInnerPush)
      for single in ["+OK\r\n", ">1\r\n+y\r\n", "|1\r\n+a\r\n+b\r\n>1\r\n+y\r\n"] {
        _ = try withExactly(Array(single.utf8)) { b throws(RedisError) in try scanner.scan(b) }
        #expect(!scanner.containsInnerPush)
      }
    }
  }

  @Test func knowsHowMuchIsMissing() throws {
    var scanner = RESPScanner()
    #expect(scanner.minimumLength == 1)
    let start = Array("*2\r\n:1\r\n$1073741824\r\nabc".utf8)
    #expect(try withExactly(start) { b throws(RedisError) in try scanner.scan(b) } == nil)
    #expect(scanner.minimumLength == 8 + 13 + 1_073_741_824 + 2)
  }

  @Test func acceptsNothing() throws {
    var scanner = RESPScanner()
    #expect(try scanner.scan(UnsafeRawBufferPointer(start: nil, count: 0)) == nil)
  }

  @Test func reachesExactlyTheDepthLimit() throws {
    func nested(_ depth: Int, _ open: String, _ close: String) -> String {
      String(repeating: open, count: depth) + ":1\r\n" + String(repeating: close, count: depth)
    }
    for (open, close) in [
      ("*1\r\n", ""), ("*2\r\n", ":1\r\n"), ("*?\r\n", ".\r\n"), ("~1\r\n", ""), ("%1\r\n+a\r\n", ""),
    ] {
      #expect(try scan(nested(128, open, close)) != nil)
      #expect(failure { try scan(nested(129, open, close)) }?.code == .limitExceeded)
    }
    #expect(try scan(nested(3, "*1\r\n", ""), limits: RESPLimits(maximumDepth: 3)) != nil)
    #expect(failure { try scan(nested(4, "*1\r\n", ""), limits: RESPLimits(maximumDepth: 3)) }?.code == .limitExceeded)
    #expect(failure { try scan("*1\r\n:1\r\n", limits: RESPLimits(maximumDepth: 0)) }?.code == .limitExceeded)
    #expect(try scan(":1\r\n", limits: RESPLimits(maximumDepth: -5)) != nil)
    // However many elements there are, what is next to each other is not nested.
    #expect(try scan("*1000\r\n" + String(repeating: "*1\r\n:1\r\n", count: 1000)) != nil)
  }
}
