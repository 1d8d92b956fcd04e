/// Collects lines of Swift, indents them, and breaks long ones at their commas.
struct Printer {
  static let width = 100

  private(set) var lines: [String] = []
  private var depth = 0

  var text: String { lines.joined(separator: "\n") + "\n" }

  mutating func line(_ text: String = "") {
    lines.append(text.isEmpty ? "" : indentation + text)
  }

  /// A blank line, unless one is there or nothing precedes it.
  mutating func blank() {
    guard let last = lines.last, !last.isEmpty, !last.hasSuffix("{") else { return }
    lines.append("")
  }

  /// `header {`, what `body` prints, `}`.
  mutating func block(_ header: String, _ body: (inout Printer) -> Void) {
    line(header + " {")
    indented(body)
    line("}")
  }

  mutating func indented(_ body: (inout Printer) -> Void) {
    depth += 1
    body(&self)
    depth -= 1
  }

  /// `open`, the items with commas between, `close`: on one line, or on as few as hold them.
  mutating func list(_ open: String, _ items: [String], _ close: String) {
    let whole = open + items.joined(separator: ", ") + close
    if items.isEmpty || indentation.count + whole.count <= Self.width { return line(whole) }
    line(open)
    depth += 1
    var current = ""
    for (index, item) in items.enumerated() {
      let piece = index + 1 < items.count ? item + "," : item
      if !current.isEmpty && indentation.count + current.count + 1 + piece.count > Self.width {
        line(current)
        current = ""
      }
      current += current.isEmpty ? piece : " " + piece
    }
    line(current)
    depth -= 1
    line(close)
  }

  /// Comment lines, with the text broken at spaces.
  mutating func doc(_ text: String) {
    // Whatever ends a line would end the comment, and the text may be a server's.
    for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      var current = "///"
      for word in paragraph.split(whereSeparator: \.isBlank) {
        if current.count > 3 && indentation.count + current.count + 1 + word.count > Self.width {
          line(current)
          current = "///"
        }
        current += " " + word
      }
      line(current)
    }
  }

  mutating func append(_ other: Printer) {
    for text in other.lines { line(text) }
  }

  private var indentation: String { String(repeating: "  ", count: depth) }
}

extension Character {
  /// A space, or what has no place in a text.
  fileprivate var isBlank: Bool { self == " " || unicodeScalars.allSatisfy { $0.properties.generalCategory == .control } }
}
