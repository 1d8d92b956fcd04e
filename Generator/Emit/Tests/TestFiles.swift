/// Renders tests of the generated code: what every form sends, that every method can be called, and how every reply is read.
///
/// One test per file calls plain functions, because each use of a testing macro costs more than all statements of a function.
struct TestFiles {
  let model: APIModel
  /// The module that has what is tested, besides TypedRedis.
  let module: String?
  private static let lineLimit = 1500

  init(_ model: APIModel, module: String?) {
    self.model = model
    self.module = module
  }

  func render() -> [EmittedFile] {
    Set(model.commands.map { SwiftText.fileName($0.group) }).sorted().flatMap { group in
      let commands = model.commands.filter { SwiftText.fileName($0.group) == group }
      return files("WireTests", group, commands, "send", wireFunction)
        + files("MethodTests", group, commands, "send", isAsync: true, methodFunction)
        + files("ReplyTests", group, commands, "read", replyFunction)
    }
  }

  /// As many files as hold the functions of all commands of a group.
  private func files(
    _ kind: String, _ group: String, _ commands: [CommandModel], _ verb: String,
    isAsync: Bool = false, _ body: (CommandModel, inout Printer) -> Void
  ) -> [EmittedFile] {
    var parts: [[(name: String, function: Printer)]] = [[]]
    var lines = 0
    for command in commands {
      let name = "\(verb)_" + command.forms[0].typePath.joined(separator: "_")
      var printer = Printer()
      printer.block("func \(name)()\(isAsync ? " async" : "")") { body(command, &$0) }
      // Nothing but a head and a foot.
      guard printer.lines.count > 2 else { continue }
      if lines > 0 && lines + printer.lines.count > Self.lineLimit {
        parts.append([])
        lines = 0
      }
      parts[parts.count - 1].append((name, printer))
      lines += printer.lines.count
    }
    return parts.filter { !$0.isEmpty }.enumerated().map { index, functions in
      let number = index == 0 ? "" : "\(index + 1)"
      let name = group + kind + number
      let path = "\(kind)+\(group)\(number.isEmpty ? "" : "+" + number).swift"
      return EmittedFile(path: path, text: text(name, functions, isAsync), kind: .test)
    }
  }

  private func text(
    _ name: String, _ functions: [(name: String, function: Printer)], _ isAsync: Bool
  ) -> String {
    var printer = SourceFiles.header(
      model.library, imports: (["CommandTestSupport", "Testing", "TypedRedis"] + (module.map { [$0] } ?? [])).sorted())
    printer.blank()
    printer.block("@Suite struct \(name)") { printer in
      printer.block("@Test func all()\(isAsync ? " async" : "")") { printer in
        // What is sent is looked up again.
        if let library = model.library {
          printer.line("CommandCatalog.register(.\(SwiftText.name(library.identifier)))")
        }
        for function in functions {
          printer.line("\(isAsync ? "await " : "")\(function.name)()")
        }
      }
      for function in functions {
        printer.blank()
        printer.append(function.function)
      }
    }
    return printer.text
  }

  // MARK: Functions

  /// Compares what each form of a command sends with what the specification says.
  private func wireFunction(_ command: CommandModel, into printer: inout Printer) {
    for form in command.forms {
      var seen: Set<String> = []
      for plan in SamplePlan.plans(for: form.specification) {
        let call = call(form, plan)
        guard seen.insert(call).inserted else { continue }
        let request = WireInterpreter(plan: plan, declaredCounts: form.declaredCounts).request(command, form)
        var arguments = [call, list(request.words)]
        if let other = FormChoice(command: command).form(sending: request.paths), other.name != form.name {
          arguments.append("as: \(SwiftText.command(other.typePath)).self")
        }
        printer.list("expectWire(", arguments, ")")
      }
    }
  }

  /// Calls each method of a command on something that only writes down what it is told to send.
  private func methodFunction(_ command: CommandModel, into printer: inout Printer) {
    let replies = ReplyText(model.replyTypes)
    printer.line("let runner = RecordingRunner()")
    for form in command.forms {
      guard let plan = SamplePlan.plans(for: form.specification).last else { continue }
      let words = words(command, form, plan)
      let arguments = SampleExpression(plan: plan).arguments(form.body)
      let method = SwiftText.name(form.method)
      var calls = [arguments]
      if replies.hasUserData(form.reply.type) { calls.append(arguments + ["as: String.self"]) }
      for arguments in calls {
        printer.list("_ = try? await runner.\(method)(", arguments, ")")
        printer.list("runner.expect(", [words], ")")
      }
      guard ChainMethodRenderer.canChain(command, form) else { continue }
      let chain = calls.map { ".\(method)(\($0.joined(separator: ", ")))" }
      printer.list("_ = try? await runner.pipeline()", [chain.joined()], ".run()")
      printer.list("runner.expect(", calls.map { _ in words }, ")")
    }
  }

  /// Reads replies such as the specification describes, if it does.
  private func replyFunction(_ command: CommandModel, into printer: inout Printer) {
    let types = ReplyTypeTree(model.replyTypes)
    for form in command.forms { ReplyTest(form, types).render(into: &printer) }
  }

  private func call(_ form: FormModel, _ plan: SamplePlan) -> String {
    let arguments = SampleExpression(plan: plan).arguments(form.body)
    return "\(SwiftText.command(form.typePath))(\(arguments.joined(separator: ", ")))"
  }

  private func words(_ command: CommandModel, _ form: FormModel, _ plan: SamplePlan) -> String {
    let words = WireInterpreter(plan: plan, declaredCounts: form.declaredCounts)
      .words(command, form)
    return list(words)
  }

  private func list(_ words: [String]) -> String {
    "[" + words.map(SwiftText.literal).joined(separator: ", ") + "]"
  }
}
