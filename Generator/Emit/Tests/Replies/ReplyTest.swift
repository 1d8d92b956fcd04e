/// The replies that a test reads as one form's.
struct ReplyTest {
  private let form: FormModel
  private let samples: [ReplySample]

  init(_ form: FormModel, _ types: ReplyTypeTree) {
    self.form = form
    samples = ReplySampler.samples(of: form, types)
  }

  func render(into printer: inout Printer) {
    guard !samples.isEmpty else { return }
    let resp3 = samples.map { ReplyWire.text($0, .resp3) }
    let resp2 = samples.map { ReplyWire.text($0, .resp2) }
    printer.line("expectReplies(")
    printer.indented { printer in
      printer.line("\(SwiftText.command(form.typePath)).self,")
      // Many replies look the same in both protocols.
      printer.list("resp3: [", resp3.map(SwiftText.literal), resp2 == resp3 ? "]" : "],")
      if resp2 != resp3 { printer.list("resp2: [", resp2.map(SwiftText.literal), "]") }
    }
    printer.line(")")
  }
}
