/// Renders the types of arguments.
enum ArgumentTypeRenderer {
  static func render(_ type: ArgumentTypeModel, into printer: inout Printer) {
    printer.blank()
    switch type {
    case .choice(let model): renderEnum(model, into: &printer)
    case .structure(let model): renderStruct(model, into: &printer)
    }
  }

  static func renderEnum(_ model: EnumModel, into printer: inout Printer) {
    if let doc = model.doc { printer.doc(doc) }
    let isPlain = model.cases.allSatisfy(\.body.parameters.isEmpty)
    let conformances = isPlain ? "Sendable, Hashable" : "Sendable"
    printer.block("public enum \(SwiftText.name(model.name.last)): \(conformances)") { printer in
      for item in model.cases {
        if let doc = doc(item) { printer.doc(doc) }
        let values = associatedValues(item)
        let name = SwiftText.name(item.name)
        printer.list("case \(name)\(values.isEmpty ? "" : "(")", values, values.isEmpty ? "" : ")")
      }
      printer.blank()
      printer.block("func encode(into encoder: inout CommandEncoder)") { printer in
        printer.line("switch self {")
        for item in model.cases {
          printer.line("case .\(SwiftText.name(item.name))\(bindings(item)):")
          printer.indented {
            if item.body.steps.isEmpty { $0.line("break") }
            EncodeRenderer.render(item.body.steps, into: &$0)
          }
        }
        printer.line("}")
      }
    }
  }

  /// The word that stands for the case, and since when.
  private static func doc(_ item: CaseModel) -> String? {
    let word = item.word.flatMap { $0.isEmpty ? nil : "`\($0)`" }
    guard let since = item.since else { return word }
    return word.map { "\($0), since \(since)." } ?? "Since \(since)."
  }

  /// A case's values as they are declared.
  static func associatedValues(_ item: CaseModel) -> [String] {
    item.body.parameters.map { parameter in
      let value = ParameterText(parameter).associatedValue
      return item.isLabelled ? "\(SwiftText.label(parameter.label)): \(value)" : value
    }
  }

  private static func bindings(_ item: CaseModel) -> String {
    let names = item.body.parameters.map { "let \(SwiftText.name($0.label))" }
    return names.isEmpty ? "" : "(" + names.joined(separator: ", ") + ")"
  }

  private static func renderStruct(_ model: StructModel, into printer: inout Printer) {
    printer.block("public struct \(SwiftText.name(model.name.last)): Sendable") { printer in
      BodyRenderer.render(model.body, property: "var", into: &printer)
      printer.blank()
      printer.block("func encode(into encoder: inout CommandEncoder)") {
        EncodeRenderer.render(model.body.steps, into: &$0)
      }
    }
  }
}

/// Renders the properties of a body and the initialiser that fills them.
enum BodyRenderer {
  /// Functions that callers compile for their own types of arguments: compiling all of them here would take half of the time
  /// that the library takes, for code that is slower.
  static let export = "@export(implementation)"

  static func render(_ body: Body, property: String, into printer: inout Printer) {
    for parameter in body.parameters {
      printer.line("public \(property) \(ParameterText(parameter).property)")
    }
    printer.blank()
    let declarations = body.parameters.map { ParameterText($0).declaration }
    guard !declarations.isEmpty else { return printer.line("public init() {}") }
    printer.line(export)
    printer.list("public init(", declarations, ") {")
    printer.indented { printer in
      for parameter in body.parameters {
        let name = SwiftText.name(parameter.label)
        printer.line("self.\(name) = \(ParameterText(parameter).conversion)")
      }
    }
    printer.line("}")
  }
}
