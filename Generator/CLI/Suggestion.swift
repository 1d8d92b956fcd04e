/// Guesses what somebody meant who mistyped a word.
enum Suggestion {
  /// "; did you mean --output?", or nothing when no word is near.
  static func hint(for word: String, among known: [String]) -> String {
    nearest(to: word, among: known).first.map { "; did you mean \($0)?" } ?? ""
  }

  /// The known words that few changes of letters make of `word`, the nearest first.
  static func nearest(to word: String, among known: [String], limit: Int = 3) -> [String] {
    // A third of the letters may be wrong; more is another word.
    let tolerance = word.count / 3
    let near = known.map { ($0, distance(word, $0)) }.filter { $0.1 <= tolerance }
    return near.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(limit).map(\.0)
  }

  /// How many letters have to be inserted, removed or replaced.
  private static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let replaced = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}
