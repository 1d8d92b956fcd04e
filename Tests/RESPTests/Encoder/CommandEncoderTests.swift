import RESP
import Testing

/// What one command is encoded as.
private func encode(_ body: (inout CommandEncoder) -> Void) -> String {
  var encoder = CommandEncoder()
  encoder.beginCommand()
  body(&encoder)
  encoder.endCommand()
  return encoder.text
}

extension CommandEncoder {
  fileprivate var text: String { withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }
}

@Suite struct CommandEncoderTests {
  @Test func encodesACommand() {
    #expect(
      encode {
        $0.token("GET")
        $0.append("key")
      } == "*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n")
    #expect(encode { $0.token("X") } == "*1\r\n$1\r\nX\r\n")
    #expect(
      encode {
        $0.append("")
        $0.append("é")
      } == "*2\r\n$0\r\n\r\n$2\r\né\r\n")
    #expect(encode { _ in } == "*0\r\n")
  }

  @Test func encodesEveryKindOfValue() {
    let text = encode {
      $0.append(RedisValue.string("a"))
      $0.append(RedisValue.bytes([98, 13, 10]))
      $0.append(RedisValue.bytes([]))
      $0.append(RedisValue.int(-5))
      $0.append(RedisValue.double(2.5))
      $0.appendCount(3)
    }
    #expect(text == "*6\r\n$1\r\na\r\n$3\r\nb\r\n\r\n$0\r\n\r\n$2\r\n-5\r\n$3\r\n2.5\r\n$1\r\n3\r\n")
  }

  @Test(arguments: [
    0, 1, 9, 10, 99, 100, 12345, 999_999_999, 1_000_000_000, -1, -9, -10, -12345, .max, .min, 9_999_999_999_999_999,
    1_000_000_000_000_000_000, 9, 99_999_999,
  ])
  func encodesIntegers(number: Int) {
    let text = String(number)
    #expect(encode { $0.append(number) } == "*1\r\n$\(text.utf8.count)\r\n\(text)\r\n")
  }

  @Test(arguments: [
    (3.0, "3"), (-3.0, "-3"), (0.0, "0"), (-0.0, "-0"), (0.1, "0.1"), (1e15, "1000000000000000"), (1e16, "1e+16"),
    (9007199254740991.0, "9007199254740991"), (9007199254740992.0, "9007199254740992"),
    (-9007199254740994.0, "-9.007199254740994e+15"), (1e300, "1e+300"), (.infinity, "inf"), (-.infinity, "-inf"),
    (.nan, "nan"), (1.0 / 3.0, "0.3333333333333333"),
  ])
  func encodesDoubles(number: Double, text: String) {
    #expect(encode { $0.append(number) } == "*1\r\n$\(text.utf8.count)\r\n\(text)\r\n")
  }

  @Test func encodesMoments() {
    let time = UnixTime(milliseconds: 1_700_000_000_500)
    #expect(encode { $0.append(unixSeconds: time) } == "*1\r\n$10\r\n1700000000\r\n")
    #expect(encode { $0.append(unixMilliseconds: time) } == "*1\r\n$13\r\n1700000000500\r\n")
  }

  @Test(arguments: [0, 1, 2, 8, 9, 10, 11, 98, 99, 100, 101, 999, 1000, 12_345])
  func encodesAnyNumberOfArguments(count: Int) {
    var encoder = CommandEncoder()
    for _ in 0..<3 {
      encoder.beginCommand()
      for index in 0..<count { encoder.append(index % 7) }
      #expect(encoder.commandCount == count)
      encoder.endCommand()
    }
    let command = "*\(count)\r\n" + (0..<count).map { "$1\r\n\($0 % 7)\r\n" }.joined()
    #expect(encoder.text == command + command + command)
    #expect(encoder.count == command.utf8.count * 3)
  }

  @Test(arguments: [0, 1, 9, 10, 99, 100, 1000, 5000, 100_000, 1_000_000])
  func encodesAnyLength(length: Int) {
    let text = String(repeating: "x", count: length)
    #expect(
      encode {
        $0.append(text)
        $0.append(text)
      } == "*2\r\n$\(length)\r\n\(text)\r\n$\(length)\r\n\(text)\r\n")
    #expect(encode { $0.append(.bytes(Array(text.utf8))) } == "*1\r\n$\(length)\r\n\(text)\r\n")
  }

  @Test func removesWhatWasSent() {
    var encoder = CommandEncoder(minimumCapacity: 0)
    var expected = ""
    for round in 0..<500 {
      encoder.beginCommand()
      encoder.token("PING")
      encoder.append(round)
      encoder.endCommand()
      let number = String(round)
      expected += "*2\r\n$4\r\nPING\r\n$\(number.count)\r\n\(number)\r\n"
      if round % 3 == 0 {
        encoder.removeFirst(13)
        expected.unicodeScalars.removeFirst(13)
      }
      #expect(encoder.text == expected)
    }
    encoder.removeFirst(encoder.count + 5)
    #expect(encoder.isEmpty == true)
    encoder.removeFirst(-1)
    #expect(encoder.count == 0)
  }

  @Test func removesInTheMiddleOfACommand() {
    var encoder = CommandEncoder(minimumCapacity: 64)
    encoder.beginCommand()
    encoder.token("FIRST")
    encoder.endCommand()
    let sent = encoder.count
    encoder.beginCommand()
    encoder.token("SECOND")
    encoder.removeFirst(sent)
    encoder.append(String(repeating: "y", count: 300))
    encoder.endCommand()
    #expect(encoder.text == "*2\r\n$6\r\nSECOND\r\n$300\r\n" + String(repeating: "y", count: 300) + "\r\n")
  }

  @Test func forgetsTheOpenCommand() {
    var encoder = CommandEncoder()
    encoder.beginCommand()
    encoder.token("GET")
    encoder.endCommand()
    let count = encoder.count
    encoder.beginCommand()
    encoder.token("SET")
    encoder.abandonCommand()
    #expect(encoder.count == count)
    encoder.removeAll()
    #expect(encoder.isEmpty == true)
  }

  @Test func encodesManyCommandsAfterEachOther() throws {
    var encoder = CommandEncoder()
    for index in 0..<1000 {
      encoder.beginCommand()
      encoder.token("SET")
      encoder.append("key:\(index)")
      encoder.append(index)
      encoder.endCommand()
    }
    var scanner = RESPScanner()
    var rest = encoder.withUnsafeBytes { Array($0) }[...]
    for index in 0..<1000 {
      let length = try #require(try withExactly(rest) { b throws(RedisError) in try scanner.scan(b) })
      let words = try reading(Array(rest.prefix(length))) { r throws(RedisError) in try [String](from: &r) }
      #expect(words == ["SET", "key:\(index)", String(index)])
      rest = rest.dropFirst(length)
    }
    #expect(rest.isEmpty)
  }

  @Test func encodesStringsThatAreNotContiguous() {
    let slice = "a longer text, of which a part is taken"[...].dropFirst(2).dropLast(2)
    #expect(encode { $0.append(slice.redisValue) } == "*1\r\n$\(slice.utf8.count)\r\n\(slice)\r\n")
  }
}
