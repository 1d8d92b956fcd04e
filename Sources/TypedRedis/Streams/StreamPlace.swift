/// An entry's ID as two numbers: milliseconds and a sequence number.
struct StreamPlace: Comparable {
  var milliseconds: UInt64
  var sequence: UInt64

  /// Nil if the text is no complete ID.
  init?(_ id: String) {
    let parts = id.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let first = parts.first, let last = parts.last,
      let milliseconds = UInt64(first), let sequence = UInt64(last)
    else { return nil }
    self.milliseconds = milliseconds
    self.sequence = sequence
  }

  var id: String { "\(milliseconds)-\(sequence)" }

  /// The first ID after this one; the last one there is stays as it is.
  var next: StreamPlace {
    var next = self
    if sequence < .max {
      next.sequence += 1
    } else if milliseconds < .max {
      next.milliseconds += 1
      next.sequence = 0
    }
    return next
  }

  static func < (left: StreamPlace, right: StreamPlace) -> Bool {
    (left.milliseconds, left.sequence) < (right.milliseconds, right.sequence)
  }
}
