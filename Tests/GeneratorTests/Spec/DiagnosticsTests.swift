import Testing

@testable import RedisGenerator

@Suite struct DiagnosticsTests {
  private let path = JSONPath.root.member("SET").member("arguments").index(3).member("type")

  @Test func readsLikeACompilersMessage() {
    let diagnostic = Diagnostic(
      severity: .error, file: "commands.json", position: SourcePosition(line: 812, column: 9),
      path: path, message: "unknown")
    #expect(
      diagnostic.description == "commands.json:812:9: error: $.SET.arguments[3].type: unknown")
  }

  @Test func withoutAPathItIsLeftOut() {
    let diagnostic = Diagnostic(
      severity: .note, file: "a", position: .start, path: nil, message: "m")
    #expect(diagnostic.description == "a:1:1: note: m")
  }

  @Test func sortsByFileThenPosition() {
    let diagnostics = Diagnostics()
    let at = { SourcePosition(line: $0, column: $1) }
    diagnostics.error("b", at(2, 1), nil, "1")
    diagnostics.warning("a", at(1, 1), nil, "2")
    diagnostics.note("b", at(1, 9), nil, "3")
    diagnostics.error("b", at(2, 1), nil, "4")
    diagnostics.error("b", at(1, 10), nil, "5")
    #expect(diagnostics.sorted.map(\.message) == ["3", "5", "1", "4", "2"])
    #expect(diagnostics.errorCount == 3)
    #expect(diagnostics.warningCount == 1)
    #expect(diagnostics.noteCount == 1)
    #expect(diagnostics.hasErrors)
  }

  @Test func saysEverythingOnce() {
    let diagnostics = Diagnostics()
    for _ in 0..<2 { diagnostics.warning("a", .start, path, "again") }
    #expect(diagnostics.sorted.count == 1)
    #expect(!diagnostics.hasErrors)
  }

  @Test func pathsQuoteWhatIsNotAPlainWord() {
    let root = JSONPath.root
    #expect(root.member("CLIENT LIST").index(0).description == "$[\"CLIENT LIST\"][0]")
    #expect(root.member("NO-EVICT").member("x_1").description == "$.NO-EVICT.x_1")
    #expect(root.member("").member("a\"b\n").description == "$[\"\"][\"a\\\"b\\n\"]")
  }

  @Test func quotedTextStaysOnOneLineAndShort() {
    #expect("a\u{1}\t\r\\é".quotedForMessage == "\"a\\u{1}\\t\\r\\\\é\"")
    #expect(String(repeating: "x", count: 500).quotedForMessage.count == 83)
  }

  @Test func textThatIsNotUTF8IsReportedAtItsPlace() {
    let diagnostics = Diagnostics()
    let bytes = Array("é\n  ".utf8) + [0xff, 0xfe] + Array("x".utf8)
    let text = SourceText.decode(bytes, file: "a.json", diagnostics: diagnostics)
    #expect(text == "é\n  \u{fffd}\u{fffd}x")
    #expect(
      diagnostics.sorted.map(\.description) == ["a.json:2:3: error: this is not UTF-8 text"])
  }

  @Test func goodTextIsLeftAlone() {
    let diagnostics = Diagnostics()
    #expect(
      SourceText.decode(Array("é\u{fffd}".utf8), file: "", diagnostics: diagnostics) == "é\u{fffd}")
    #expect(diagnostics.sorted.isEmpty)
  }
}
