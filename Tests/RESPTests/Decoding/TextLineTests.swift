import RESP
import Testing

@Suite struct TextLineTests {
  private func lines(_ text: String) throws -> [Word] {
    try reading(text) { reader throws(RedisError) in
      let words = try reader.readLines(of: Word.self)
      #expect(reader.isAtEnd == true)
      return words
    }
  }

  @Test(arguments: [
    "$7\r\none\ntwo\r\n", "$8\r\none\ntwo\n\r\n", "$10\r\none\r\ntwo\r\n\r\n", "=12\r\ntxt:one\ntwo\n\r\n",
    "$11\r\n\n\none\r\n\ntwo\r\n",
  ])
  func areRead(text: String) throws {
    #expect(try lines(text) == [Word("one"), Word("two")])
  }

  @Test(arguments: ["$0\r\n\r\n", "$2\r\n\n\n\r\n", "=4\r\ntxt:\r\n", "+\r\n"])
  func canBeNone(text: String) throws {
    #expect(try lines(text) == [])
  }

  /// Other separators of text are part of a line.
  @Test func endOnlyWhereLinesEnd() throws {
    #expect(try lines("$9\r\na\u{2028}b\u{85}\u{B}c\r\n") == [Word("a\u{2028}b\u{85}\u{B}c")])
  }

  @Test func showWhatIsNotText() throws {
    let bytes = Array("$4\r\na".utf8) + [0xFF] + Array("\nb\r\n".utf8)
    let words = try reading(bytes) { reader throws(RedisError) in try reader.readLines(of: Word.self) }
    #expect(words == [Word("a\u{FFFD}"), Word("b")])
  }

  @Test func sayWhichOneIsWrong() {
    #expect(failure { try lines("$7\r\none\na b\r\n") }?.description == "element 1: expected a word, got several")
    #expect(failure { try lines("*0\r\n") }?.description == "expected text, got array")
    #expect(failure { try lines("_\r\n") }?.description == "expected text, got null")
  }

  @Test func standAlone() throws {
    #expect(try decode("$4\r\none\n\r\n", as: Word.self) == Word("one"))
    #expect(try decode("$0\r\n\r\n", as: Word.self) == Word(""))
    #expect(try decode("*2\r\n$3\r\none\r\n=8\r\ntxt:two\n\r\n", as: [Word].self) == [Word("one"), Word("two")])
    #expect(failure { try decode("$3\r\na\nb\r\n", as: Word.self) }?.description == "expected one line, got 2")
  }
}
