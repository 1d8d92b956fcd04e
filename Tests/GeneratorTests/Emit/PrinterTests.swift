import Testing

@testable import RedisGenerator

@Suite struct PrinterTests {
  private func lines(_ print: (inout Printer) -> Void) -> [String] {
    var printer = Printer()
    print(&printer)
    return printer.lines
  }

  @Test func blocksAreIndented() {
    #expect(
      lines { printer in
        printer.block("a") { printer in
          printer.blank()
          printer.block("b") { $0.line("c") }
          printer.blank()
          printer.blank()
          printer.line("d")
        }
      } == ["a {", "  b {", "    c", "  }", "", "  d", "}"])
  }

  /// What ends a line would make code of the rest.
  @Test(arguments: ["a\rb", "a\r\nb", "a\u{2028}b", "a\u{b}b", "a\u{85}b"]) func commentsStayComments(text: String) {
    var printer = Printer()
    printer.doc(text)
    #expect(printer.lines == ["/// a", "/// b"])
  }

  @Test func controlCharactersAreNoText() {
    var printer = Printer()
    printer.doc("a\u{0}b\tc")
    #expect(printer.lines == ["/// a b c"])
  }

  @Test func listsAreBrokenWhereTheyAreTooLong() {
    let items = (1...9).map { "argument\($0): \(String(repeating: "x", count: 6))" }
    #expect(lines { $0.list("f(", Array(items.prefix(2)), ") {") } == ["f(argument1: xxxxxx, argument2: xxxxxx) {"])
    let broken = lines { $0.list("f(", items, ") {") }
    #expect(broken.first == "f(")
    #expect(broken.last == ") {")
    #expect(broken.allSatisfy { $0.count <= Printer.width })
    #expect(broken.dropFirst().dropLast().joined(separator: " ").split(separator: ",").count == 9)
    #expect(lines { $0.list("f(", [], ")") } == ["f()"])
  }

  @Test func commentsAreBrokenAtSpaces() {
    let text = Array(repeating: "word", count: 40).joined(separator: " ")
    let comment = lines { $0.doc(text + "\n\nmore") }
    #expect(comment.allSatisfy { $0.hasPrefix("///") && $0.count <= Printer.width })
    #expect(comment.suffix(2) == ["///", "/// more"])
  }
}

@Suite struct SwiftTextTests {
  @Test(arguments: [
    ("plain", "\"plain\""), ("a\"b\\c", "\"a\\\"b\\\\c\""), ("\n\r\t", "\"\\n\\r\\t\""),
    ("\u{1}\u{7f}", "\"\\u{1}\\u{7f}\""), ("\\(x)", "\"\\\\(x)\""), ("é", "\"é\""), ("", "\"\""),
  ])
  func literals(text: String, literal: String) {
    #expect(SwiftText.literal(text) == literal)
  }

  @Test func keywordsAreQuotedWhereTheyAreDeclared() {
    #expect(SwiftText.name("where") == "`where`")
    #expect(SwiftText.name("key") == "key")
    #expect(SwiftText.label("where") == "where")
    #expect(SwiftText.label("inout") == "`inout`")
  }
}
