/// Renders integers with a meaning each as an enum.
enum CodeRenderer {
  static func render(_ model: ReplyTypeModel, into printer: inout Printer) {
    if let doc = model.doc { printer.doc(doc) }
    printer.block("public enum \(model.name): RESPDecodable, Hashable") { printer in
      for item in model.cases {
        printer.doc(item.doc ?? "`\(item.code)`")
        printer.line("case \(SwiftText.name(item.name))")
      }
      printer.line("/// What only a newer server says.")
      printer.line("case other(Int)")
      printer.blank()
      printer.block("public init(code: Int)") { renderReading(model, into: &$0) }
      printer.blank()
      printer.line("/// The server's number for it.")
      printer.block("public var code: Int") { renderCode(model, into: &$0) }
      printer.blank()
      printer.block("public init(from reader: inout RESPReader) throws(RedisError)") {
        $0.line("self.init(code: try reader.readInt())")
      }
    }
  }

  private static func renderReading(_ model: ReplyTypeModel, into printer: inout Printer) {
    printer.line("switch code {")
    for item in model.cases {
      printer.line("case \(item.code): self = .\(SwiftText.name(item.name))")
    }
    printer.line("default: self = .other(code)")
    printer.line("}")
  }

  private static func renderCode(_ model: ReplyTypeModel, into printer: inout Printer) {
    printer.line("switch self {")
    for item in model.cases {
      printer.line("case .\(SwiftText.name(item.name)): \(item.code)")
    }
    printer.line("case .other(let code): code")
    printer.line("}")
  }
}
