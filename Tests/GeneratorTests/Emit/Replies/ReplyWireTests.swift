import Testing

@testable import RedisGenerator

/// The same reply in both protocols.
@Suite struct ReplyWireTests {
  private static let pairs = [
    ReplySample.Pair(key: .text("a"), value: .list([.int(1), .double("1.5")])),
    ReplySample.Pair(key: .word, value: .list([.int(2), .double("inf")])),
  ]

  @Test(arguments: [
    (ReplySample.null(list: false), "_", "$-1"), (.null(list: true), "_", "*-1"),
    (.bool(true), "#t", ":1"), (.bool(false), "#f", ":0"), (.int(-7), ":-7", ":-7"),
    (.double("inf"), ",inf", "$3 inf"), (.text("aé"), "$3 aé", "$3 aé"), (.status("OK"), "+OK", "+OK"),
    (.verbatim("a"), "=5 txt:a", "$1 a"), (.list([]), "*0", "*0"),
    (.list([.word, .word]), "*2 $5 word1 $5 word2", "*2 $5 word1 $5 word2"),
    (.set([.int(1)]), "~1 :1", "*1 :1"), (.map([]), "%0", "*0"),
    (
      .map(pairs), "%2 $1 a *2 :1 ,1.5 $5 word1 *2 :2 ,inf",
      "*4 $1 a *2 :1 $3 1.5 $5 word1 *2 :2 $3 inf"
    ),
    (
      .records([.list([.word, .int(1)]), .list([.word, .int(2)])]),
      "*2 *2 $5 word1 :1 *2 $5 word2 :2", "*4 $5 word1 :1 $5 word2 :2"
    ),
    (
      .recordsByKey(pairs), "%2 $1 a *2 :1 ,1.5 $5 word1 *2 :2 ,inf",
      "*6 $1 a :1 $3 1.5 $5 word1 :2 $3 inf"
    ),
    (
      .nestedRecordsByKey(pairs), "%2 $1 a *2 :1 ,1.5 $5 word1 *2 :2 ,inf",
      "*2 *2 $1 a *2 :1 $3 1.5 *2 $5 word1 *2 :2 $3 inf"
    ),
  ])
  func isWritten(sample: ReplySample, resp3: String, resp2: String) {
    #expect(ReplyWire.text(sample, .resp3).onOneLine == resp3)
    #expect(ReplyWire.text(sample, .resp2).onOneLine == resp2)
  }
}

extension String {
  /// Line ends as spaces, without the last.
  var onOneLine: String { String(replacing("\r\n", with: " ").dropLast()) }
}
