import RESP
import Testing

/// Words that become one.
@Suite struct JoinedWordsTests {
  private func text(_ body: (inout CommandEncoder) -> Void) -> String {
    var encoder = CommandEncoder(minimumCapacity: 64)
    encoder.beginCommand()
    body(&encoder)
    encoder.endCommand()
    return encoder.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }

  @Test func oneWordComesOfThem() {
    let command = text { encoder in
      encoder.append("A")
      encoder.appendJoined(by: ",") { encoder in
        encoder.append("xy")
        encoder.append("")
        encoder.append(7)
      }
      encoder.append("B")
    }
    #expect(command == "*3\r\n$1\r\nA\r\n$5\r\nxy,,7\r\n$1\r\nB\r\n")
  }

  /// The word keeps its place: the server says what it thinks of an empty one.
  @Test func ofNothingComesAnEmptyWord() {
    #expect(text { $0.appendJoined(by: ",") { _ in } } == "*1\r\n$0\r\n\r\n")
  }

  @Test func asOneOfCountedWords() {
    let command = text { encoder in
      encoder.appendCounted { encoder in
        encoder.append("A")
        encoder.appendJoined(by: " + ") { encoder in
          for word in ["a", "b"] { encoder.append(word) }
        }
      }
    }
    #expect(command == "*3\r\n$1\r\n2\r\n$1\r\nA\r\n$5\r\na + b\r\n")
  }

  @Test func many() {
    let command = text { encoder in
      encoder.appendJoined(by: ",") { encoder in
        for _ in 0..<1000 { encoder.append("word") }
      }
    }
    let word = Array(repeating: "word", count: 1000).joined(separator: ",")
    #expect(command == "*1\r\n$4999\r\n\(word)\r\n")
  }

  @Test func abandonedMeanwhile() {
    var encoder = CommandEncoder(minimumCapacity: 64)
    encoder.beginCommand()
    encoder.append("A")
    encoder.appendJoined(by: ",") { encoder in
      encoder.append("b")
      encoder.abandonCommand()
    }
    let count = encoder.count
    #expect(count == 0)
  }
}
