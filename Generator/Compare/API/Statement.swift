/// A line of generated code, or several that the printer made of one.
struct Statement {
  /// How often it is indented.
  var depth: Int
  var text: Substring
}

/// The lines of a generated file, with those put together again that were broken at commas.
struct Statements: Sequence, IteratorProtocol {
  private var lines: [Substring].SubSequence

  init(_ file: String) {
    lines = file.split(separator: "\n", omittingEmptySubsequences: false)[...]
  }

  mutating func next() -> Statement? {
    guard let line = lines.popFirst() else { return nil }
    let code = line.drop { $0 == " " }
    let depth = (line.utf8.count - code.utf8.count) / 2
    // What a library says about actors is the same for all of it.
    let text = code.after(Isolation.prefix) ?? code
    guard text.hasSuffix("(") else { return Statement(depth: depth, text: text) }
    var whole = String(text)
    while let next = lines.first {
      let piece = next.drop { $0 == " " }
      let isEnd = piece.hasPrefix(")") && (next.utf8.count - piece.utf8.count) / 2 == depth
      if !isEnd && !whole.hasSuffix("(") { whole += " " }
      whole += piece
      lines.removeFirst()
      if isEnd { break }
    }
    return Statement(depth: depth, text: whole[...])
  }
}
