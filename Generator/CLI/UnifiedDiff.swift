/// A diff in the form that `diff -u` and `patch` made common.
enum UnifiedDiff {
  private static let context = 3

  /// The lines of the diff; past `limit` they are only counted.
  static func lines(from old: String, to new: String, path: String, limit: Int, newLabel: String = "as generated")
    -> [String]
  {
    let changes = LineDiff.changes(from: split(old), to: split(new))
    var lines = ["--- \(path) (as it is)", "+++ \(path) (\(newLabel))"]
    for hunk in hunks(changes) { lines += text(hunk, of: changes) }
    guard lines.count > limit else { return lines }
    let left = lines.count - limit
    return lines.prefix(limit) + ["… and \(left) more line\(left == 1 ? "" : "s")"]
  }

  private static func split(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    // A text that ends with a line break has no empty line after it; one that does not is shown to lack it.
    if lines.last == "" {
      lines.removeLast()
    } else if let last = lines.popLast() {
      lines.append(last + "\n\\ No newline at end of file")
    }
    return lines
  }

  /// Changes that are near each other, with the lines around them.
  private static func hunks(_ changes: [LineDiff.Change]) -> [Range<Int>] {
    var hunks: [Range<Int>] = []
    for index in changes.indices {
      if case .same = changes[index] { continue }
      let start = max(0, index - context)
      let end = min(changes.count, index + context + 1)
      if let last = hunks.last, last.upperBound >= start {
        hunks[hunks.count - 1] = last.lowerBound..<end
      } else {
        hunks.append(start..<end)
      }
    }
    return hunks
  }

  private static func text(_ hunk: Range<Int>, of changes: [LineDiff.Change]) -> [String] {
    let before = counts(changes[..<hunk.lowerBound])
    let inside = counts(changes[hunk])
    let lines = changes[hunk].map { change in
      switch change {
      case .same(let line): " \(line)"
      case .removed(let line): "-\(line)"
      case .added(let line): "+\(line)"
      }
    }
    let old = range(before.old, inside.old)
    let new = range(before.new, inside.new)
    return ["@@ -\(old) +\(new) @@"] + lines
  }

  private static func range(_ before: Int, _ count: Int) -> String {
    // An empty range is named after the line before it.
    count == 0 ? "\(before),0" : "\(before + 1),\(count)"
  }

  private static func counts(_ changes: ArraySlice<LineDiff.Change>) -> (old: Int, new: Int) {
    var counts = (old: 0, new: 0)
    for change in changes {
      switch change {
      case .same: counts = (counts.old + 1, counts.new + 1)
      case .removed: counts.old += 1
      case .added: counts.new += 1
      }
    }
    return counts
  }
}
