import TypedRedis

/// A text that is the same for equal values, whatever their type and whichever protocol they came by.
package func stableText(of value: Any) -> String {
  switch value {
  case let value as RESPValue: return rawText(value)
  case let bytes as RedisBytes: return bytes.description.debugDescription
  case let duration as Duration: return "\(duration)"
  default: break
  }
  let mirror = Mirror(reflecting: value)
  let children = mirror.children.map { child in
    let text = stableText(of: child.value)
    guard let label = child.label, !label.hasPrefix(".") else { return text }
    return "\(label): \(text)"
  }
  switch mirror.displayStyle {
  case .dictionary, .set: return "{\(children.sorted().joined(separator: ", "))}"
  case .collection: return "[\(children.joined(separator: ", "))]"
  case .optional: return children.first ?? "nil"
  case nil: return String(reflecting: value)
  case .enum where children.isEmpty: return String(reflecting: value)
  default: return "\(mirror.subjectType)(\(children.joined(separator: ", ")))"
  }
}

/// What a reply says, without the difference that RESP3 makes between kinds of it.
private func rawText(_ value: RESPValue) -> String {
  switch value.plain {
  case .null: "nil"
  case .boolean(let flag): flag ? "1" : "0"
  case .integer(let number): "\(number)"
  case .double(let number): RedisValue.double(number).description
  case .map(let pairs): "[\(pairs.flatMap { [rawText($0.key), rawText($0.value)] }.joined(separator: ", "))]"
  case .array(let elements), .set(let elements), .push(let elements):
    "[\(elements.map(rawText).joined(separator: ", "))]"
  case .error(let error), .blobError(let error): "error \(error)"
  default: value.bytes?.description ?? "\(value)"
  }
}
