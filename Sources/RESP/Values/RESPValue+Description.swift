extension RESPValue: CustomStringConvertible {
  /// For people: strings quoted, aggregates as Swift would write them.
  public var description: String {
    switch self {
    case .simpleString(let bytes): bytes.description
    case .bulk(let bytes), .verbatim(_, let bytes): bytes.description.debugDescription
    case .error(let error), .blobError(let error): "error(\(error))"
    case .integer(let number): String(number)
    case .double(let number): doubleText(number)
    case .boolean(let flag): String(flag)
    case .bigNumber(let digits): digits
    case .null: "null"
    case .array(let elements): Self.list(elements)
    case .set(let elements), .push(let elements): kind.description + Self.list(elements)
    case .map(let pairs): Self.list(pairs)
    case .attributed(let attributes, let value): "\(value) with \(Self.list(attributes))"
    }
  }

  private static func list(_ elements: [RESPValue]) -> String {
    "[" + elements.map(\.description).joined(separator: ", ") + "]"
  }

  private static func list(_ pairs: [Pair]) -> String {
    if pairs.isEmpty { return "[:]" }
    return "[" + pairs.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "]"
  }
}
