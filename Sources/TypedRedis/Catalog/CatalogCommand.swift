import Synchronization

/// One command with its forms.
final class CatalogCommand: Sendable {
  /// The main form is the first.
  let forms: [CommandForm]
  private let grammar: StaticString?
  /// Made when it is needed first: few programs use many commands.
  private let selection = Mutex<FormSelection?>(nil)

  init(_ forms: [CommandForm], grammar: StaticString?) {
    self.forms = forms
    self.grammar = grammar
  }

  /// The form that arguments select.
  func form(count: Int, argument: (Int) -> RedisValue) -> CommandForm? {
    guard forms.count > 1, let grammar else { return forms.first }
    let selection = selection.withLock { selection in
      if let selection { return selection }
      let made = FormSelection(forms, GrammarParser.parse(grammar) ?? RequestGrammar())
      selection = made
      return made
    }
    return selection.form(count: count, argument: argument)
  }
}
