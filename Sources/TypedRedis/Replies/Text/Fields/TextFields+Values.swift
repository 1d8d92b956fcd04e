/// Values read as what they are. All of these are nil if the field is missing, or says something else.
extension TextFields {
  public func int(_ name: String) -> Int? { self[name].flatMap { Int($0) } }

  /// A number with or without a percent sign.
  public func double(_ name: String) -> Double? {
    self[name].flatMap { Double($0.hasSuffix("%") ? String($0.dropLast()) : $0) }
  }

  /// `1` or `0`, or words that mean the same.
  public func bool(_ name: String) -> Bool? {
    switch self[name] {
    case "1", "yes", "ok", "up", "on": true
    case "0", "no", "err", "fail", "down", "off": false
    default: nil
    }
  }

  /// Nil also for nothing at all.
  public func text(_ name: String) -> String? {
    self[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Nil also for a negative number, by which servers say that there is nothing to measure.
  public func duration(_ name: String, _ unit: RESPTimeUnit) -> Duration? {
    guard let text = self[name] else { return nil }
    if let count = Int(text) { return count < 0 ? nil : unit.duration(count) }
    return Double(text).flatMap { $0 < 0 ? nil : unit.duration($0) }
  }

  /// Nil also for 0 and below, by which servers say that it never was.
  public func time(_ name: String, _ unit: RESPTimeUnit) -> UnixTime? {
    int(name).flatMap { $0 > 0 ? unit.time($0) : nil }
  }
}

/// Values that have fields of their own, such as `keys=3,expires=0`.
extension TextFields {
  /// The fields in a value, nil if there is no such value.
  public func fields(_ name: String) -> TextFields? { self[name].map(Self.nested) }

  /// The fields in each value whose name is `prefix` and something more, by what that is.
  func nested(prefix: String) -> [(suffix: String, fields: TextFields)] {
    compactMap { field in
      guard field.name.count > prefix.count, field.name.hasPrefix(prefix) else { return nil }
      return (String(field.name.dropFirst(prefix.count)), Self.nested(field.value))
    }
  }

  /// The fields in each value whose name is `prefix` and a number, in the server's order.
  func numbered(_ prefix: String) -> [TextFields] {
    nested(prefix: prefix).compactMap { Int($0.suffix) == nil ? nil : $0.fields }
  }

  private static func nested(_ value: String) -> TextFields {
    TextFields(assignments: value[...].utf8, separator: UInt8(ascii: ","))
  }
}
