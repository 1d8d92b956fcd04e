/// Names that are taken in one place, so that each is given once.
struct NameScope {
  private var taken: Set<String>

  init(taken: Set<String> = []) { self.taken = taken }

  /// The first of `candidates` that is free, or the first one with a number; the name is taken then.
  mutating func claim(_ candidates: [String]) -> (name: String, isFirstChoice: Bool) {
    let first = candidates.first ?? "_"
    for candidate in candidates where taken.insert(candidate).inserted {
      return (candidate, candidate == first)
    }
    var number = 2
    while !taken.insert("\(first)\(number)").inserted { number += 1 }
    return ("\(first)\(number)", false)
  }
}
