extension ReplySampler {
  func constant(_ node: JSONNode, _ place: Place) -> ReplySample? {
    switch node.value {
    case .null: .null(list: place.isList)
    case .bool(let flag): .bool(flag)
    case .int(let number): .int(number)
    case .number(let number): .double(Self.text(number))
    // Words that are a whole reply are sent as a status.
    case .string(let text): place.isWhole ? .status(text) : .text(text)
    case .array, .object, .invalid: nil
    }
  }

  /// The ends of the range, and something in between.
  func integers(_ schema: JSONObject) -> [ReplySample] {
    let (above, below) = (schema["exclusiveMinimum"]?.int, schema["exclusiveMaximum"]?.int)
    guard above != .max, below != .min else { return [] }
    let least = schema["minimum"]?.int ?? above.map { $0 + 1 }
    let most = schema["maximum"]?.int ?? below.map { $0 - 1 }
    return [7, least ?? -1, most ?? .max].reduce(into: []) { samples, number in
      guard (least ?? number) <= number, number <= (most ?? number) else { return }
      if !samples.contains(.int(number)) { samples.append(.int(number)) }
    }
  }

  /// A number that has no bound can be infinite: a schema cannot say otherwise.
  func numbers(_ schema: JSONObject) -> [ReplySample] {
    let least = schema["minimum"]?.double
    let most = schema["maximum"]?.double
    guard least != nil || most != nil else {
      return ["1.5", "inf", "-inf", "3"].map { .double($0) }
    }
    return [1.5, 0.25, 3, least ?? -1.5, most ?? 1e20].reduce(into: []) { samples, number in
      guard (least ?? number) <= number, number <= (most ?? number) else { return }
      let sample = ReplySample.double(Self.text(number))
      if !samples.contains(sample) { samples.append(sample) }
    }
  }

  /// Whole numbers without a fraction, as servers write them.
  private static func text(_ number: Double) -> String {
    Int(exactly: number).map { String($0) } ?? "\(number)"
  }

  func texts(_ schema: JSONObject, _ place: Place) -> [ReplySample] {
    let isStatus = place.isWhole && [.ok, .done].contains(place.type)
    let known = schema["pattern"]?.string.map(PatternSample.texts) ?? types.texts(place.type)
    if !known.isEmpty {
      return known.map { text in
        isStatus ? .status(text) : place.isWhole ? .verbatim(text) : .text(text)
      }
    }
    guard schema["pattern"] == nil else { return [] }
    if isStatus { return [.status("OK")] }
    // Text that is taken apart cannot be any text.
    guard [.string, .bytes, .name].contains(types.core(place.type)) else { return [.word] }
    let isEmptyPossible = (schema["minLength"]?.int ?? 0) == 0
    var samples: [ReplySample] = isEmptyPossible ? [.word, .text("")] : [.word]
    if place.isWhole { samples += [.text("one\r\ntwö"), .verbatim("+OK\r\n")] }
    return samples
  }
}
