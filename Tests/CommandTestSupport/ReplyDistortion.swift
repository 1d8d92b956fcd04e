import TypedRedis

/// A reply of which one part has a wrong shape.
struct ReplyDistortion {
  enum Kind {
    /// A list where a scalar has to be, or a number in the place of a list.
    case misplaced
    /// A list without its last element. It may be a good one.
    case shortened
  }

  /// Stands in the wrong place; nothing else contains it.
  static let marker = 815_473_921

  var kind: Kind
  /// The way to the part: positions in lists, and in maps of which each pair counts two.
  var place: [Int] = []
  var reply: RESPValue

  /// All there are of `reply`, those of the whole first.
  static func all(of reply: RESPValue) -> [ReplyDistortion] {
    let marker = RESPValue.integer(marker)
    guard let parts = reply.parts else {
      return [ReplyDistortion(kind: .misplaced, reply: .array([marker]))]
    }
    let whole = ReplyDistortion(kind: .misplaced, reply: marker)
    let shorter = reply.shortened.map { ReplyDistortion(kind: .shortened, reply: $0) }
    return [whole] + (shorter.map { [$0] } ?? [])
      + parts.enumerated().flatMap { index, part in
        all(of: part).map { distortion in
          var outer = distortion
          outer.place.insert(index, at: 0)
          outer.reply = reply.replacingPart(index, by: distortion.reply)
          return outer
        }
      }
  }

  /// Whether what was read from the reply still shows what was in the wrong place. Other units put the point elsewhere.
  static func isVisible(in text: String) -> Bool {
    text.replacing(".", with: "").contains("\(marker)")
  }
}

extension RESPValue {
  /// The parts of an aggregate, nil for a scalar.
  fileprivate var parts: [RESPValue]? {
    switch self {
    case .array(let elements), .set(let elements), .push(let elements): elements
    case .map(let pairs): pairs.flatMap { [$0.key, $0.value] }
    default: nil
    }
  }

  fileprivate func replacingPart(_ index: Int, by part: RESPValue) -> RESPValue {
    switch self {
    case .array(var elements):
      elements[index] = part
      return .array(elements)
    case .set(var elements):
      elements[index] = part
      return .set(elements)
    case .map(var pairs):
      let isKey = index.isMultiple(of: 2)
      let pair = pairs[index / 2]
      pairs[index / 2] = isKey ? Pair(part, pair.value) : Pair(pair.key, part)
      return .map(pairs)
    default: return self
    }
  }

  /// An aggregate without its last element or pair, nil if it has none.
  fileprivate var shortened: RESPValue? {
    switch self {
    case .array(let elements) where !elements.isEmpty: .array(elements.dropLast())
    case .set(let elements) where !elements.isEmpty: .set(elements.dropLast())
    case .map(let pairs) where !pairs.isEmpty: .map(pairs.dropLast())
    default: nil
    }
  }
}
