/// Renders the library's files: one per group of commands, and one each for what they share.
struct SourceFiles {
  let model: APIModel
  let replies: ReplyText

  /// A file that grows beyond this is divided.
  private let lineLimit: Int

  /// - Parameter isDivided: whether there may be several files of a kind.
  init(_ model: APIModel, isDivided: Bool = true) {
    self.model = model
    lineLimit = isDivided ? 1500 : .max
    replies = ReplyText(model.replyTypes)
  }

  func render() -> [EmittedFile] {
    if let library = model.library { return files(library.name + "+Commands", all()) }
    return groups().flatMap { files("Commands+\($0)", commands($0)) + files("Chain+\($0)", chainMethods($0)) }
      + files("Chain", ChainResponsesFile().pieces()) + files("Catalog", CatalogFile(model).pieces())
      + files("Enums", enums()) + files("Types", types())
  }

  /// What a library has, in one row. How chains give their responses is the same for all commands.
  private func all() -> [Printer] {
    groups().flatMap { commands($0) + chainMethods($0) } + CatalogFile(model).pieces() + enums() + types()
  }

  /// What a generated file begins with.
  static func header(_ library: LibraryModel?, imports: [String] = [], visibility: String = "import") -> Printer {
    var printer = Printer()
    printer.line("\(GeneratedMarker.text(of: library)): run it again instead.")
    printer.line()
    // Public wherever imports are internal unless they say otherwise.
    for module in imports { printer.line("\(visibility) \(module)") }
    return printer
  }

  private var header: Printer {
    Self.header(model.library, imports: model.library == nil ? [] : ["TypedRedis"], visibility: "public import")
  }

  /// The pieces in as few files as hold them.
  private func files(_ name: String, _ pieces: [Printer]) -> [EmittedFile] {
    var printers: [Printer] = []
    var lines = 0
    for piece in pieces {
      if printers.isEmpty || lines + piece.lines.count > lineLimit {
        printers.append(header)
        lines = 0
      }
      printers[printers.count - 1].blank()
      printers[printers.count - 1].append(piece)
      lines += piece.lines.count + 1
    }
    return printers.enumerated().map { index, printer in
      let number = index == 0 ? "" : "+\(index + 1)"
      let text = model.library == nil ? printer.text : Isolation.none(printer.lines)
      return EmittedFile(path: "\(name)\(number).swift", text: text, kind: .source)
    }
  }

  // MARK: Groups

  /// The groups by the names of their files.
  private func groups() -> [String] {
    Set((model.namespaces.map(\.group) + model.commands.map(\.group)).map(SwiftText.fileName))
      .sorted()
  }

  private func commands(_ name: String) -> [Printer] {
    // Another module may have the same container: a library's types are all beside each other.
    let namespaces = model.library == nil ? model.namespaces : []
    var pieces = namespaces.filter { SwiftText.fileName($0.group) == name }.map(namespace)
    for command in model.commands where SwiftText.fileName(command.group) == name {
      pieces += command.forms.map { piece(command, $0) }
    }
    return pieces
  }

  /// The methods of chains, apart from the types: whoever reads a command's file is not held up by them.
  private func chainMethods(_ name: String) -> [Printer] {
    var pieces: [Printer] = []
    for command in model.commands where SwiftText.fileName(command.group) == name {
      for form in command.forms where ChainMethodRenderer.canChain(command, form) {
        var printer = Printer()
        printer.block("extension CommandChain") {
          ChainMethodRenderer(command: command, form: form, replies: replies).render(into: &$0)
        }
        pieces.append(printer)
      }
    }
    return pieces
  }

  private func namespace(_ namespace: NamespaceModel) -> Printer {
    var printer = Printer()
    printer.block("extension \(SwiftText.command(namespace.typePath.dropLast()))") { printer in
      printer.doc(namespace.summary ?? "The subcommands of \(namespace.name).")
      printer.line("public enum \(SwiftText.name(namespace.typePath.last ?? "_")) {}")
    }
    return printer
  }

  /// One form: its type, and the methods that call it.
  private func piece(_ command: CommandModel, _ form: FormModel) -> Printer {
    var printer = Printer()
    CommandRenderer(command: command, form: form, replies: replies).render(into: &printer)
    let runner =
      command.descriptor.scope != .shared
      ? "RedisConnectionCommandRunner" : "RedisCommandRunner"
    printer.blank()
    printer.block("extension \(runner)") {
      MethodRenderer(command: command, form: form, replies: replies).render(into: &$0)
    }
    return printer
  }

  // MARK: What is shared

  private func enums() -> [Printer] {
    model.sharedEnums.map { model in
      var printer = Printer()
      ArgumentTypeRenderer.renderEnum(model, into: &printer)
      return printer
    }
  }

  private func types() -> [Printer] {
    let renderer = ReplyTypeRenderer(replies: replies)
    let representation = Representation(model, replies)
    // A type that is written by hand is only known by its name.
    return model.replyTypes.filter { $0.kind != .external }.map { type in
      var printer = Printer()
      renderer.render(type, into: &printer)
      representation.render(type, into: &printer)
      return printer
    }
  }
}
