import TypedRedis

/// A reply in which one part has a wrong shape: a list where a scalar has to be, or a number in the place of a list.
struct ReplyDistortion {
  /// Stands in the wrong place; nothing else contains it.
  static let marker = 815_473_921

  /// The way to the part: positions in lists, and in maps of which each pair counts two.
  var place: [Int]
  var reply: RESPValue

  /// Everything of `reply` distorted, one part at a time, the whole first.
  static func all(of reply: RESPValue) -> [ReplyDistortion] {
    let marker = RESPValue.integer(marker)
    let parts = reply.parts
    let whole = ReplyDistortion(place: [], reply: parts == nil ? .array([marker]) : marker)
    return [whole] + (parts ?? []).enumerated().flatMap { index, part in
      all(of: part).map { distortion in
        ReplyDistortion(
          place: [index] + distortion.place, reply: reply.replacingPart(index, by: distortion.reply))
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
}
