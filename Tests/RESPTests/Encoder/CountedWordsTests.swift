import RESP
import Testing

/// Numbers that say how many words follow, written before anybody knows how many there will be.
@Suite struct CountedWordsTests {
  private func text(_ body: (inout CommandEncoder) -> Void) -> String {
    var encoder = CommandEncoder(minimumCapacity: 64)
    encoder.beginCommand()
    body(&encoder)
    encoder.endCommand()
    return encoder.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }

  @Test func theNumberComesFirst() {
    let command = text { encoder in
      encoder.append("A")
      encoder.appendCounted { encoder in
        encoder.append("xy")
        encoder.append(7)
      }
      encoder.append("B")
    }
    #expect(command == "*5\r\n$1\r\nA\r\n$1\r\n2\r\n$2\r\nxy\r\n$1\r\n7\r\n$1\r\nB\r\n")
  }

  @Test func nothingIsCountedToo() {
    #expect(text { $0.appendCounted { _ in } } == "*1\r\n$1\r\n0\r\n")
  }

  @Test func countsInsideOfCounts() {
    let command = text { encoder in
      encoder.appendCounted { encoder in
        encoder.append("A")
        encoder.appendCounted { encoder in encoder.append("B") }
      }
    }
    #expect(command == "*4\r\n$1\r\n3\r\n$1\r\nA\r\n$1\r\n1\r\n$1\r\nB\r\n")
  }

  /// The buffer grows in the middle of it, and the number has several digits.
  @Test(arguments: [9, 10, 99, 100, 1000])
  func many(words: Int) {
    let command = text { encoder in
      encoder.appendCounted { encoder in
        for _ in 0..<words { encoder.append("word") }
      }
    }
    let body = String(repeating: "$4\r\nword\r\n", count: words)
    #expect(command == "*\(words + 1)\r\n$\("\(words)".count)\r\n\(words)\r\n" + body)
  }

  /// Commands before it stay what they are, also when their bytes are sent meanwhile.
  @Test func behindOthers() {
    var encoder = CommandEncoder(minimumCapacity: 64)
    for _ in 0..<3 {
      encoder.beginCommand()
      encoder.append("PING")
      encoder.endCommand()
    }
    encoder.removeFirst(28)
    encoder.beginCommand()
    encoder.appendCounted { encoder in
      for _ in 0..<20 { encoder.append("x") }
    }
    encoder.endCommand()
    let expected = "*1\r\n$4\r\nPING\r\n*21\r\n$2\r\n20\r\n" + String(repeating: "$1\r\nx\r\n", count: 20)
    #expect(encoder.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } == expected)
  }
}
