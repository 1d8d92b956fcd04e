/// Renders the type of one command form.
struct CommandRenderer {
  let command: CommandModel
  let form: FormModel
  let replies: ReplyText

  /// `extension Commands { public struct GET: RedisCommand { … } }`
  func render(into printer: inout Printer) {
    let path = form.typePath
    printer.block("extension \(SwiftText.command(path.dropLast()))") { printer in
      DocRenderer(command: command, form: form).renderSummary(into: &printer)
      printer.block("public struct \(SwiftText.name(path.last ?? "_")): RedisCommand") { printer in
        BodyRenderer.render(form.body, property: "let", into: &printer)
        printer.blank()
        DescriptorRenderer.render(command.descriptor, form, into: &printer)
        DescriptorRenderer.renderTraits(command.descriptor, form, into: &printer)
        renderEncode(into: &printer)
        renderDecode(into: &printer)
        renderBlocking(into: &printer)
      }
    }
    renderTypes(into: &printer)
  }

  private func renderEncode(into printer: inout Printer) {
    printer.blank()
    printer.block("public func encode(into encoder: inout CommandEncoder)") { printer in
      for word in command.words { printer.line("encoder.token(\(SwiftText.literal(word)))") }
      EncodeRenderer.render(form.body.steps, into: &printer)
    }
  }

  private func renderDecode(into printer: inout Printer) {
    let type = form.reply.type
    let result = type == .ok ? "" : " -> \(replies.type(type, .bytes))"
    printer.blank()
    printer.block(
      "public static func decode(_ reader: inout RESPReader) throws(RedisError)\(result)"
    ) {
      $0.line(replies.decoding(type, .bytes))
    }
  }

  private func renderBlocking(into printer: inout Printer) {
    guard let blocking = form.blocking else { return }
    let name = SwiftText.name(blocking.label)
    // Milliseconds are whole numbers; of parts of them, seconds are made.
    let time = { (value: String) in
      blocking.unit == .milliseconds && blocking.isDouble
        ? "BlockingTime(seconds: \(value) / 1000)" : "BlockingTime(\(blocking.unit.rawValue): \(value))"
    }
    let member = blocking.member.map { "." + SwiftText.name($0) } ?? ""
    let value = blocking.isOptional ? "\(name).map { \(time("$0" + member)) } ?? .none" : time(name + member)
    printer.blank()
    printer.line("public var blocking: BlockingTime { \(value) }")
  }

  /// The types of the arguments are members of the main form's type.
  private func renderTypes(into printer: inout Printer) {
    guard !form.types.isEmpty, case .nested(let owner, _) = form.types[0].name else { return }
    printer.blank()
    printer.block("extension \(SwiftText.command(owner))") { printer in
      for type in form.types { ArgumentTypeRenderer.render(type, into: &printer) }
    }
  }
}
