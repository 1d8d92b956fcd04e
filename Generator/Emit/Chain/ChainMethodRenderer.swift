/// Renders the methods that append one command form to a chain.
struct ChainMethodRenderer {
  let command: CommandModel
  let form: FormModel
  let replies: ReplyText

  /// Whether the form can be part of a chain: one reply, and a connection that stays as it is.
  static func canChain(_ command: CommandModel, _ form: FormModel) -> Bool {
    command.descriptor.scope == .shared && form.delivery == .reply
  }

  private var methods: MethodRenderer { MethodRenderer(command: command, form: form, replies: replies) }

  func render(into printer: inout Printer) {
    let type = form.reply.type
    printer.doc("`\(command.name)`: \(form.doc ?? command.summary ?? "calls it.")")
    printer.line(BodyRenderer.export)
    printer.list(
      "public \(methods.opening)(", methods.declarations, ") -> Appended<\(replies.type(type, .bytes))> {")
    printer.indented { $0.list("run(\(methods.type)(", methods.arguments, "))") }
    printer.line("}")
    guard replies.hasUserData(type) else { return }
    printer.blank()
    printer.doc("The same, with data of the user read as the type given.")
    printer.line(BodyRenderer.export)
    printer.list(
      "public \(methods.opening)\(methods.typeParameter)(", methods.typedDeclarations,
      ") -> Appended<\(replies.type(type, .generic))> {")
    printer.indented { printer in
      printer.list("run(\(methods.type)(", methods.arguments, "), reading: { reader throws(RedisError) in")
      printer.indented { $0.line(replies.decoding(type, .generic)) }
      printer.line("})")
    }
    printer.line("}")
  }
}
