/// Writes a grammar in the language that the library's `GrammarParser` reads.
enum GrammarRenderer {
  static func text(_ grammar: GrammarModel) -> String {
    let forms = grammar.forms.map { form in
      let with = form.with.compactMap { grammar.marks[$0] }.map { "+\($0)" }
      let without = form.without.compactMap { grammar.marks[$0] }.map { "-\($0)" }
      return ([form.name].compactMap(\.self) + with + without).joined(separator: " ")
    }
    return ([text(grammar.items)] + forms).joined(separator: "; ")
  }

  private static func text(_ items: [GrammarModel.Item]) -> String {
    items.map(text).joined(separator: " ")
  }

  private static func text(_ item: GrammarModel.Item) -> String {
    switch item {
    case .word(let word): "'\(word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
    case .value: "."
    case .counted(let item): "n{\(inside(item))}"
    case .group(let items): "(\(text(items)))"
    case .choice(let items): "(\(items.map(inside).joined(separator: " | ")))"
    case .optional(let item): "[\(inside(item))]"
    case .repeated(let item, let areNumbers): "\(areNumbers ? "#" : ""){\(inside(item))}"
    case .anyOrder(let items): "<\(text(items))>"
    case .marked(let mark, let item): "\(mark):\(text(item))"
    }
  }

  /// Between brackets a group needs none of its own.
  private static func inside(_ item: GrammarModel.Item) -> String {
    if case .group(let items) = item { text(items) } else { text(item) }
  }
}
