/// How a request is taken apart: what stands before its keys and behind them goes with every part.
struct RequestSplit {
  private let words: EncodedWords
  private let keys: RequestKeys
  /// How many words there are to each key, itself among them.
  private let step: Int
  /// Where the number of keys stands, if it is said.
  private let countPosition: Int?

  /// - Parameter spec: the entry that tells of all the keys.
  init(_ words: EncodedWords, _ spec: KeySpec, _ keys: RequestKeys) {
    self.words = words
    self.keys = keys
    switch spec.find {
    case .range(_, let step, _):
      self.step = step
      countPosition = nil
    case .count(let countAt, let first, let step):
      self.step = step
      countPosition = keys.positions.first.map { $0 - first + countAt }
    case .unknown:
      step = 1
      countPosition = nil
    }
  }

  /// In the order in which the slots first come; in each part, the keys are in the order they have in the request.
  func parts(_ descriptor: CommandDescriptor) throws(RedisError) -> [RequestPart] {
    guard let first = keys.positions.first, let last = keys.positions.last, last + step <= words.count else {
      throw RedisError(.invalidArgument, "something is missing behind the last key")
        .with(command: descriptor.name.description)
    }
    var order: [UInt16] = []
    var groups: [UInt16: [(number: Int, position: Int)]] = [:]
    for (number, (position, slot)) in zip(keys.positions, keys.slots).enumerated() {
      if groups[slot] == nil { order.append(slot) }
      groups[slot, default: []].append((number, position))
    }
    return order.map { slot in
      let group = groups[slot] ?? []
      return RequestPart(
        slot: slot, bytes: command(group.map(\.position), before: 0..<first, behind: last + step..<words.count),
        positions: group.map(\.number))
    }
  }

  private func command(_ keys: [Int], before: Range<Int>, behind: Range<Int>) -> [UInt8] {
    var encoder = CommandEncoder(minimumCapacity: 256)
    encoder.command { encoder in
      for position in before {
        if position == countPosition {
          encoder.append(RedisValue.int(keys.count))
        } else {
          append(position, to: &encoder)
        }
      }
      for key in keys {
        for position in key..<key + step { append(position, to: &encoder) }
      }
      for position in behind { append(position, to: &encoder) }
    }
    return encoder.withUnsafeBytes { Array($0) }
  }

  private func append(_ position: Int, to encoder: inout CommandEncoder) {
    if let word = words.word(at: position) { encoder.append(bytes: word) }
  }
}
