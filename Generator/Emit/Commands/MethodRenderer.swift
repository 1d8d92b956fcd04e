/// Renders the methods of one command form.
struct MethodRenderer {
  let command: CommandModel
  let form: FormModel
  let replies: ReplyText

  func render(into printer: inout Printer) {
    printer.blank()
    renderPlain(into: &printer)
    guard replies.hasUserData(form.reply.type) else { return }
    printer.blank()
    renderTyped(into: &printer)
  }

  /// The first lines of the methods, for people to read.
  var signatures: [String] {
    var plain = Printer()
    plain.list("\(opening)(", declarations, ")\(plainResult)")
    guard replies.hasUserData(form.reply.type) else { return plain.lines }
    plain.list("\(opening)\(typeParameter)(", typedDeclarations, ")\(typedResult)")
    return plain.lines
  }

  var opening: String { "func \(SwiftText.name(form.method))" }
  var declarations: [String] { form.body.parameters.map { ParameterText($0).declaration } }
  private var hasKeys: Bool { replies.hasKeys(form.reply.type) }
  var typedDeclarations: [String] {
    declarations + ["as _: T.Type"] + (hasKeys ? ["keys _: K.Type = String.self"] : [])
  }
  var typeParameter: String {
    let keys = hasKeys ? "K: RESPDecodable & Hashable, " : ""
    return "<\(keys)T: \(replies.requirements(form.reply.type))>"
  }
  private static let effects = " async throws(RedisError)"

  private var plainResult: String {
    let type = form.reply.type
    return Self.effects + (type == .ok ? "" : " -> \(replies.type(type, .bytes))")
  }

  private var typedResult: String {
    Self.effects + " -> \(replies.type(form.reply.type, .generic))"
  }

  var type: String { SwiftText.command(form.typePath) }
  var arguments: [String] {
    form.body.parameters.map { "\(SwiftText.label($0.label)): \(SwiftText.name($0.label))" }
  }

  private func renderPlain(into printer: inout Printer) {
    DocRenderer(command: command, form: form).render(into: &printer)
    printer.line(BodyRenderer.export + (isDiscardable ? " @discardableResult" : ""))
    printer.list("public \(opening)(", declarations, ")\(plainResult) {")
    printer.indented { $0.list("try await self.run(\(type)(", arguments, "))") }
    printer.line("}")
  }

  private func renderTyped(into printer: inout Printer) {
    printer.doc(
      hasKeys
        ? "The same, with data of the user read as the type given, and the keys or fields beside it as `keys`."
        : "The same, with data of the user read as the type given.")
    printer.line(BodyRenderer.export)
    printer.list("public \(opening)\(typeParameter)(", typedDeclarations, ")\(typedResult) {")
    printer.indented { printer in
      printer.list(
        "try await self.run(\(type)(", arguments, "), reading: { reader throws(RedisError) in")
      printer.indented { $0.line(replies.decoding(form.reply.type, .generic)) }
      printer.line("})")
    }
    printer.line("}")
  }

  /// Whoever writes often does not want to know what came of it.
  private var isDiscardable: Bool {
    let flags = command.descriptor.flags
    switch form.reply.type {
    case .ok: return false
    case .int, .bool, .done: return !flags.contains("readonly")
    default: return flags.contains("write")
    }
  }
}
