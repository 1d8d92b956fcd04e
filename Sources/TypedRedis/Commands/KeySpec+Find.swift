extension KeySpec {
  /// Where the keys are among a request's words. Nil if that cannot be told.
  func positions(in words: EncodedWords) -> [Int]? {
    tellsAllKeys ? knownPositions(in: words) : nil
  }

  /// The same without those that the entry may not tell of.
  func knownPositions(in words: EncodedWords) -> [Int]? {
    let start: Int
    switch begin {
    case .index(let index): start = index
    case .keyword(let keyword, let from):
      guard let found = position(of: keyword, from: from, in: words) else { return [] }
      start = found + 1
    case .unknown: return nil
    }
    guard start > 0, start < words.count else { return nil }
    switch find {
    case .range(let last, let step, let limit):
      let end =
        if last >= 0 {
          start + last
        } else if limit > 1 {
          start + (words.count - start) / limit + last
        } else {
          words.count + last
        }
      return positions(from: start, through: end, by: step, in: words)
    case .count(let countAt, let first, let step):
      guard let count = words.number(at: start + countAt), (0...words.count).contains(count) else { return nil }
      let start = start + first
      return count == 0 ? [] : positions(from: start, through: start + (count - 1) * step, by: step, in: words)
    case .unknown: return nil
    }
  }

  private func positions(from start: Int, through end: Int, by step: Int, in words: EncodedWords) -> [Int]? {
    guard start > 0, end < words.count, step > 0 else { return nil }
    return Array(stride(from: start, through: end, by: step))
  }

  private func position(of keyword: StaticName, from: Int, in words: EncodedWords) -> Int? {
    let positions =
      from > 0
      ? Array(stride(from: from, to: words.count, by: 1))
      : Array(stride(from: words.count + from, to: 0, by: -1))
    return positions.first { words.word(at: $0, is: keyword.value) }
  }
}
