/// Renders what the catalog knows: the types of all forms, and the grammars of commands that have several.
struct CatalogFile {
  let model: APIModel

  init(_ model: APIModel) { self.model = model }

  func pieces() -> [Printer] { [forms(), grammars()] }

  private func forms() -> Printer {
    var printer = Printer()
    printer.block("extension CommandCatalog") { printer in
      printer.line("/// The types of all forms of all commands.")
      printer.line("static let generated: [any RedisCommand.Type] = [")
      printer.indented { printer in
        for form in model.commands.flatMap(\.forms) {
          printer.line("\(SwiftText.command(form.typePath)).self,")
        }
      }
      printer.line("]")
    }
    return printer
  }

  private func grammars() -> Printer {
    var printer = Printer()
    printer.block("extension CommandCatalog") { printer in
      printer.line("/// How requests are told apart whose commands have several forms.")
      printer.line("static let grammars: [GrammarText] = [")
      printer.indented { printer in
        for command in model.commands {
          guard let grammar = command.grammar else { continue }
          let text = SwiftText.literal(GrammarRenderer.text(grammar))
          printer.line("GrammarText(\(SwiftText.literal(command.name)), \(text)),")
        }
      }
      printer.line("]")
    }
    return printer
  }
}
