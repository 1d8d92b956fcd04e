/// The differences between two texts, line by line.
///
/// Lines that occur once in both texts are the anchors, in the longest order that both share; what lies between two anchors is compared
/// the same way. It takes little more than sorting, also for texts that have nothing in common.
struct LineDiff {
  enum Change: Equatable {
    case same(String)
    case removed(String)
    case added(String)
  }

  static func changes(from old: [String], to new: [String]) -> [Change] {
    var diff = LineDiff()
    diff.compare(old[...], new[...])
    return diff.changes
  }

  private var changes: [Change] = []

  private mutating func compare(_ old: ArraySlice<String>, _ new: ArraySlice<String>) {
    let head = zip(old, new).prefix { $0 == $1 }.count
    changes += old.prefix(head).map(Change.same)
    var (old, new) = (old.dropFirst(head), new.dropFirst(head))
    let tail = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count
    let same = old.suffix(tail).map(Change.same)
    (old, new) = (old.dropLast(tail), new.dropLast(tail))

    let anchors = Self.anchors(old, new)
    if anchors.isEmpty {
      changes += old.map(Change.removed) + new.map(Change.added)
    } else {
      for (oldIndex, newIndex) in anchors {
        compare(old[old.startIndex..<oldIndex], new[new.startIndex..<newIndex])
        changes.append(.same(old[oldIndex]))
        (old, new) = (old[(oldIndex + 1)...], new[(newIndex + 1)...])
      }
      compare(old, new)
    }
    changes += same
  }

  /// Pairs of indexes of lines that occur exactly once on both sides, rising on both sides.
  private static func anchors(
    _ old: ArraySlice<String>, _ new: ArraySlice<String>
  ) -> [(Int, Int)] {
    let oldIndexes = uniqueIndexes(old)
    let newIndexes = uniqueIndexes(new)
    let pairs = old.indices.compactMap { index -> (Int, Int)? in
      guard oldIndexes[old[index]] == index, let other = newIndexes[old[index]], other >= 0
      else { return nil }
      return (index, other)
    }
    return longestRising(pairs)
  }

  /// The index of each line; -1 for a line that occurs more than once.
  private static func uniqueIndexes(_ lines: ArraySlice<String>) -> [String: Int] {
    var indexes: [String: Int] = [:]
    for index in lines.indices {
      indexes[lines[index]] = indexes[lines[index]] == nil ? index : -1
    }
    return indexes
  }

  /// The longest part of `pairs` (which rise in the first number) that rises in the second one too.
  private static func longestRising(_ pairs: [(Int, Int)]) -> [(Int, Int)] {
    // piles[n] is the pair with the lowest end of all rising parts of length n + 1.
    var piles: [Int] = []
    var before = [Int?](repeating: nil, count: pairs.count)
    for index in pairs.indices {
      var (low, high) = (0, piles.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[piles[middle]].1 < pairs[index].1 { low = middle + 1 } else { high = middle }
      }
      before[index] = low > 0 ? piles[low - 1] : nil
      if low == piles.count { piles.append(index) } else { piles[low] = index }
    }
    var result: [(Int, Int)] = []
    var next = piles.last
    while let index = next {
      result.append(pairs[index])
      next = before[index]
    }
    return result.reversed()
  }
}
