/// How a parameter looks in Swift: as a stored property, and in a function that takes anything convertible.
struct ParameterText {
  let parameter: Parameter

  init(_ parameter: Parameter) { self.parameter = parameter }

  /// `count: Int?`
  var property: String { "\(SwiftText.name(parameter.label)): \(storedType)" }

  var storedType: String {
    let type = Self.stored(parameter.type)
    return isMissable ? type + "?" : type
  }

  /// `count: Int? = nil`
  var declaration: String {
    let name = SwiftText.name(parameter.label)
    return "\(name): \(genericType)" + (defaultValue.map { " = \($0)" } ?? "")
  }

  /// The same for an associated value, which is never generic.
  var associatedValue: String {
    storedType + (parameter.isOptional ? " = \(storedDefault)" : "")
  }

  /// The value to store, of what `declaration` takes.
  var conversion: String { Self.conversion(parameter.type, SwiftText.name(parameter.label), isMissable) }

  // MARK: Pieces

  /// Optional in Swift. Flags and lists are false and empty instead.
  private var isMissable: Bool {
    guard parameter.isOptional else { return false }
    switch parameter.type {
    case .flag, .repetitions, .list: return false
    case .value, .choice, .tuple, .structure: return true
    }
  }

  private var genericType: String {
    let type = Self.generic(parameter.type)
    guard isMissable else { return type }
    return type.hasPrefix("some ") ? "(\(type))?" : type + "?"
  }

  private var defaultValue: String? {
    guard parameter.isOptional else { return nil }
    guard Self.isGeneric(parameter.type) else { return storedDefault }
    let type = Self.stored(parameter.type)
    // With nothing given, the generic type is what is stored.
    return isMissable ? "\(type)?.none" : "\(type)()"
  }

  private var storedDefault: String {
    switch parameter.type {
    case .flag: "false"
    case .repetitions: "0"
    case .list: "[]"
    case .value, .choice, .tuple, .structure: "nil"
    }
  }

  private static func isGeneric(_ type: ParameterType) -> Bool {
    switch type {
    case .value(let kind): kind == .bytes
    case .tuple(let members): members.contains { isGeneric($0.type) }
    case .list(let element): isGeneric(element)
    case .flag, .repetitions, .choice, .structure: false
    }
  }

  static func stored(_ type: ParameterType) -> String { text(type, bytes: "RedisValue") }
  private static func generic(_ type: ParameterType) -> String {
    text(type, bytes: "some RedisValueConvertible")
  }

  private static func text(_ type: ParameterType, bytes: String) -> String {
    switch type {
    case .value(.bytes): bytes
    case .value(.int), .repetitions: "Int"
    case .value(.double): "Double"
    case .value(.unixSeconds), .value(.unixMilliseconds): "UnixTime"
    case .flag: "Bool"
    case .choice(let model): SwiftText.type(model.name)
    case .structure(let model): SwiftText.type(model.name)
    case .list(let element): "[\(text(element, bytes: bytes))]"
    case .tuple(let members):
      "("
        + members.map { "\(SwiftText.label($0.label)): \(text($0.type, bytes: bytes))" }
        .joined(separator: ", ") + ")"
    }
  }

  private static func conversion(_ type: ParameterType, _ value: String, _ isMissable: Bool) -> String {
    guard isGeneric(type) else { return value }
    switch type {
    case .list(let element): return "\(value).map { \(convertedElement(element)) }"
    case .tuple: return isMissable ? "\(value).map { \(convertedElement(type)) }" : value
    default: return isMissable ? "\(value)?.redisValue" : "\(value).redisValue"
    }
  }

  /// One element, which is `$0`.
  private static func convertedElement(_ type: ParameterType) -> String {
    guard case .tuple(let members) = type else { return "$0.redisValue" }
    let converted = members.map { member in
      let value = "$0.\(SwiftText.name(member.label))"
      let isBytes = member.type == .value(.bytes)
      return "\(SwiftText.label(member.label)): \(isBytes ? value + ".redisValue" : value)"
    }
    return "(" + converted.joined(separator: ", ") + ")"
  }
}
