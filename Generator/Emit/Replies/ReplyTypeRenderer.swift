/// Renders the types of replies.
struct ReplyTypeRenderer {
  let replies: ReplyText

  func render(_ model: ReplyTypeModel, into printer: inout Printer) {
    if model.kind == .code { return CodeRenderer.render(model, into: &printer) }
    if let doc = model.doc { printer.doc(doc) }
    let equalities = replies.isHashable(.named(model.name)) ? ["Equatable", "Hashable"] : ["Equatable"]
    let equality = model.isGeneric ? "" : ", " + (equalities.last ?? "Equatable")
    let kind = model.kind == .record ? "RESPRecord" : "RESPDecodable"
    printer.block("public struct \(model.name)\(Self.generics(model)): \(kind)\(equality)") { printer in
      for field in model.fields {
        if let doc = field.doc { printer.doc(doc) }
        printer.line("public var \(SwiftText.name(field.name)): \(type(field))")
      }
      if model.kind == .map {
        printer.line("/// What a newer server says besides.")
        printer.line("public var otherFields: [String: RESPValue]")
      }
      printer.blank()
      renderInitializer(model, into: &printer)
      printer.blank()
      if model.kind == .record {
        renderRecord(model, into: &printer)
      } else {
        renderMap(model, into: &printer)
      }
    }
    guard model.isGeneric else { return }
    printer.blank()
    for name in equalities {
      printer.line("extension \(model.name): \(name) where \(model.genericNames(are: name)) {}")
    }
  }

  private func type(_ field: ReplyTypeModel.Field) -> String { replies.type(field.type, .member) }

  /// What the type is generic over: `<Value: RESPDecodable>`, or nothing.
  static func generics(_ model: ReplyTypeModel) -> String {
    let names = model.genericNames
    return names.isEmpty ? "" : "<\(names.map { "\($0): RESPDecodable" }.joined(separator: ", "))>"
  }

  /// The fields as the initialiser declares them.
  func initializerParameters(_ model: ReplyTypeModel) -> [String] {
    let parameters = model.fields.map { field in
      "\(SwiftText.name(field.name)): \(type(field))" + (replies.missing(field.type).map { " = \($0)" } ?? "")
    }
    return model.kind == .map ? parameters + ["otherFields: [String: RESPValue] = [:]"] : parameters
  }

  /// For tests of code that takes replies.
  private func renderInitializer(_ model: ReplyTypeModel, into printer: inout Printer) {
    printer.list("public init(", initializerParameters(model), ") {")
    printer.indented { printer in
      for field in model.fields {
        printer.line("self.\(SwiftText.name(field.name)) = \(SwiftText.name(field.name))")
      }
      if model.kind == .map { printer.line("self.otherFields = otherFields") }
    }
    printer.line("}")
  }

  // MARK: Positions

  private func renderRecord(_ model: ReplyTypeModel, into printer: inout Printer) {
    // For what a caller reads the data as, the caller's compiler makes the code.
    let inlinable = model.isGeneric ? "@inlinable " : ""
    printer.line("\(inlinable)public static var fieldCount: Int { \(model.fields.count) }")
    printer.blank()
    printer.line(
      "\(inlinable)public init(fields available: Int, from reader: inout RESPReader) throws(RedisError) {")
    printer.indented { printer in
      // Only the last fields can be missing; those before are there, though they may be null.
      let trailing = model.fields.reversed().prefix { replies.missing($0.type) != nil }.count
      let needed = model.fields.count - trailing
      if needed > 0 {
        printer.block("guard available >= \(needed) else") {
          $0.line("throw .unexpected(\"\(needed) fields\", got: \"fewer\")")
        }
      }
      for (index, field) in model.fields.enumerated() {
        let name = SwiftText.name(field.name)
        let value = replies.decoding(field.type, .member)
        printer.line("do throws(RedisError) {")
        printer.indented {
          let missing = replies.missing(field.type) ?? ""
          $0.line(
            "self.\(name) = "
              + (index < needed ? value : "available > \(index) ? \(parenthesized(value)) : \(missing)"))
        }
        printer.line(
          "} catch { throw error.at(.field(\(SwiftText.literal(field.name)))) }")
      }
    }
    printer.line("}")
  }

  private func parenthesized(_ value: String) -> String {
    value.hasPrefix("reader.readNull()") ? "(\(value))" : value
  }

  // MARK: Keys

  private func renderMap(_ model: ReplyTypeModel, into printer: inout Printer) {
    printer.line("public init(from reader: inout RESPReader) throws(RedisError) {")
    printer.indented { printer in
      for (index, field) in model.fields.enumerated() {
        printer.line("var field\(index): \(variable(field))")
      }
      printer.line("var others: [String: RESPValue] = [:]")
      printer.block("for index in 0..<(try reader.readMapHeader())") { printer in
        printer.line("let key = try reader.readFieldName(at: index)")
        printer.line("do throws(RedisError) {")
        printer.indented { renderSwitch(model, into: &$0) }
        printer.line("} catch { throw error.at(.field(key)) }")
      }
      for (index, field) in model.fields.enumerated() where isNeeded(field) {
        printer.line(
          "guard let field\(index) else { throw .missingField(\(SwiftText.literal(field.key))) }")
      }
      for (index, field) in model.fields.enumerated() {
        printer.line("self.\(SwiftText.name(field.name)) = field\(index)")
      }
      printer.line("otherFields = others")
    }
    printer.line("}")
  }

  private func renderSwitch(_ model: ReplyTypeModel, into printer: inout Printer) {
    printer.line("switch key {")
    for (index, field) in model.fields.enumerated() where field.prefix == nil {
      let value = replies.decoding(field.type, .member)
      printer.line("case \(SwiftText.literal(field.key)): field\(index) = \(value)")
    }
    renderOtherKeys(model, into: &printer)
    printer.line("}")
  }

  private func renderOtherKeys(_ model: ReplyTypeModel, into printer: inout Printer) {
    let keep = "others[key] = try reader.readValue()"
    guard model.fields.contains(where: { $0.prefix != nil }) else { return printer.line("default: \(keep)") }
    printer.line("default:")
    printer.indented { printer in
      for (index, field) in model.fields.enumerated() {
        guard let prefix = field.prefix, case .map(_, let value) = field.type else { continue }
        printer.block("if let number = key.number(after: \(SwiftText.literal(prefix)))") {
          $0.line("field\(index)[number] = \(replies.decoding(value, .member))")
          $0.line("continue")
        }
      }
      printer.line(keep)
    }
  }

  /// Whether a reply without it is refused.
  private func isNeeded(_ field: ReplyTypeModel.Field) -> Bool {
    replies.missing(field.type) == nil && field.prefix == nil
  }

  /// The type of the variable that it is read into, with what it is at first.
  private func variable(_ field: ReplyTypeModel.Field) -> String {
    if isNeeded(field) { return type(field) + "?" }
    if field.type.isOptional { return type(field) }
    return type(field) + " = " + (replies.missing(field.type) ?? "[:]")
  }
}

extension ReplyTypeModel {
  /// What the type is generic over.
  fileprivate var genericNames: [String] { !isGeneric ? [] : isKeyed ? ["Key", "Value"] : ["Value"] }

  /// A condition: `Key: Hashable, Value: Hashable`
  func genericNames(are conformance: String) -> String {
    genericNames.map { "\($0): \(conformance)" }.joined(separator: ", ")
  }
}
