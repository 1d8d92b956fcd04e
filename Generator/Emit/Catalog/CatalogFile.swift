/// Renders the library value: the types of all forms, and the grammars of commands that have several.
struct CatalogFile {
  let model: APIModel

  init(_ model: APIModel) { self.model = model }

  func pieces() -> [Printer] {
    var printer = Printer()
    let library = model.library
    printer.block("extension CommandLibrary") { printer in
      printer.doc(
        library.map { "The commands that \($0.file) describes." } ?? "The commands of Redis and Valkey themselves, without modules.")
      printer.line("public static let \(SwiftText.name(library?.identifier ?? "core")) = CommandLibrary(")
      printer.indented { printer in
        printer.line("\(SwiftText.literal(library?.name ?? "core")),")
        printer.line("[")
        printer.indented { printer in
          for form in model.commands.flatMap(\.forms) {
            printer.line("\(SwiftText.command(form.typePath)).self,")
          }
        }
        printer.line("],")
        grammars(into: &printer)
      }
      printer.line(")")
    }
    return [printer]
  }

  private func grammars(into printer: inout Printer) {
    let texts = model.commands.compactMap { command in
      command.grammar.map { (command.name, GrammarRenderer.text($0)) }
    }
    guard !texts.isEmpty else { return printer.line("grammars: []") }
    printer.line("grammars: [")
    printer.indented { printer in
      for (name, text) in texts { printer.line("(\(SwiftText.literal(name)), \(SwiftText.literal(text))),") }
    }
    printer.line("]")
  }
}
