/// One turn of each: us, then the reference, as close in time as can be.
struct Round: Sendable {
  var ours: Measurement
  var reference: Double

  var ratio: Double { reference > 0 ? ours.opsPerSecond / reference : 0 }

  /// The round with the median ratio, so that the numbers reported belong together.
  static func median(_ rounds: [Round]) -> Round? {
    let sorted = rounds.sorted { $0.ratio < $1.ratio }
    return sorted.isEmpty ? nil : sorted[(sorted.count - 1) / 2]
  }
}
