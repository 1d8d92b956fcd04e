/// How replies are said again: for what a response callback gave, where a caller asked for data of the user as another type.
struct Representation {
  private let types: [String: ReplyTypeModel]
  /// The types that such a caller can get.
  let asked: Set<String>
  /// Those of them whose values can be said again.
  let names: Set<String>

  init(_ model: APIModel, _ replies: ReplyText) {
    let types = Dictionary(model.replyTypes.map { ($0.name, $0) }) { first, _ in first }
    self.types = types
    var asked: Set<String> = []
    var open = model.commands.flatMap(\.forms).map(\.reply.type).filter(replies.hasUserData).flatMap(\.names)
    while let name = open.popLast() {
      guard asked.insert(name).inserted else { continue }
      open += types[name]?.fields.flatMap(\.type.names) ?? []
    }
    self.asked = asked
    names = asked.filter { Self.isPossible(.named($0), types) }
  }

  /// Nothing says a line of text as it was, or the fields whose names a dictionary was made of.
  private static func isPossible(_ type: ReplyType, _ types: [String: ReplyTypeModel]) -> Bool {
    var seen: Set<String> = []
    var open = [type]
    while let type = open.popLast() {
      if case .lines = type { return false }
      open += type.children
      guard case .named(let name) = type, seen.insert(name).inserted else { continue }
      let fields = types[name]?.fields ?? []
      if fields.contains(where: { $0.prefix != nil }) { return false }
      open += fields.map(\.type)
    }
    return true
  }

  func render(_ model: ReplyTypeModel, into printer: inout Printer) {
    guard names.contains(model.name) else { return }
    let condition = model.isGeneric ? " where \(model.genericNames(are: "RESPRepresentable"))" : ""
    printer.blank()
    printer.block("extension \(model.name): RESPRepresentable\(condition)") { printer in
      switch model.kind {
      case .code:
        printer.line("public var respValue: RESPValue { .integer(code) }")
      case .record:
        printer.block("public var respValue: RESPValue") { printer in
          printer.list(".array([", model.fields.map(value), "])")
        }
      case .map:
        let fields = model.fields.map { "\(SwiftText.literal($0.key)): \(value($0))" }
        printer.block("public var respValue: RESPValue") { printer in
          printer.list(".fields([", fields, "], and: otherFields)")
        }
      case .external: break
      }
    }
  }

  private func value(_ field: ReplyTypeModel.Field) -> String {
    Self.value(of: field.type, SwiftText.name(field.name))
  }

  /// The reply that `name`, read as `type`, came from, or another that is read as the same.
  static func value(of type: ReplyType, _ name: String) -> String {
    guard type.hasUnits else { return "\(name).respValue" }
    switch type {
    case .time(let word): return "RESPTimeUnit.\(word.unit).respValue(of: \(name))"
    case .timed(_, let word): return "\(name).respValue(unit: .\(word.unit))"
    case .optional(let inner), .unless(_, let inner):
      return "\(name).map { value in \(value(of: inner, "value")) } ?? .null"
    case .orEmpty(let inner), .only(let inner), .labelled(_, let inner):
      return value(of: inner, name)
    case .map(_, let inner):
      return "RESPValue.map(\(name).map { .init($0.key.respValue, \(value(of: inner, "$0.value"))) })"
    default:
      let elements = type.children.first.map { value(of: $0, "value") } ?? "value.respValue"
      return "RESPValue.array(\(name).map { value in \(elements) })"
    }
  }
}

extension ReplyType {
  /// Whether there are numbers in it that mean nothing without being told what they count. A type's own fields know.
  fileprivate var hasUnits: Bool {
    switch self {
    case .time, .timed: true
    default: children.contains(where: \.hasUnits)
    }
  }
}
