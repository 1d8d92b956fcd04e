/// Renders what there is to say about a command before its type and its methods.
struct DocRenderer {
  let command: CommandModel
  let form: FormModel

  func render(into printer: inout Printer) {
    renderSummary(into: &printer)
    renderParameters(into: &printer)
  }

  /// The same without the arguments, for a type.
  func renderSummary(into printer: inout Printer) {
    let summary = form.doc ?? command.summary ?? "Calls \(command.name)."
    printer.doc(summary)
    printer.doc("")
    printer.doc(since)
    if let deprecation { printer.doc(deprecation) }
    if let reason = form.reply.rawReason { printer.doc("The reply is untyped: \(reason)") }
  }

  /// `ZADD`. Since Redis 1.2.0, Valkey 1.0.0.
  private var since: String {
    let descriptor = command.descriptor
    let versions = [
      descriptor.sinceRedis.map { "Redis \($0)" }, descriptor.sinceValkey.map { "Valkey \($0)" },
    ].compactMap { $0 }
    return versions.isEmpty
      ? "`\(command.name)`" : "`\(command.name)`, since \(versions.joined(separator: " and "))."
  }

  /// Arguments that came later than the command: only newer servers take them.
  private func renderParameters(into printer: inout Printer) {
    let newer = form.body.parameters.filter { $0.since != nil }
    guard !newer.isEmpty else { return }
    printer.doc("")
    printer.line("/// - Parameters:")
    for parameter in newer {
      printer.line("///   - \(parameter.label): Since \(parameter.since ?? "").")
    }
  }

  private var deprecation: String? {
    guard let deprecation = command.deprecation else { return nil }
    let since = deprecation.since.map { " since Redis \($0)" } ?? ""
    let instead = deprecation.replacedBy.map { "; `\($0)` does it" } ?? ""
    return "Deprecated\(since)\(instead)."
  }
}
