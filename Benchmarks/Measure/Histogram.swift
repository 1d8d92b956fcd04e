/// Durations, counted in buckets that grow with the value: 64 to every power of two, so that a
/// bucket is at most 1.6 % wide. Counting allocates nothing.
struct Histogram: Sendable {
  private static let bits = 6
  private static let subBuckets = 1 << bits
  /// Up to 2^42 ns, more than an hour; longer ones count as that.
  private static let limit: UInt64 = (1 << 42) - 1

  private var buckets = [UInt32](repeating: 0, count: Histogram.index(of: Histogram.limit) + 1)
  private(set) var count = 0

  mutating func record(_ nanoseconds: UInt64) {
    buckets[Self.index(of: min(nanoseconds, Self.limit))] &+= 1
    count += 1
  }

  /// The value that the given share of all values is not above. 0 if there are none.
  func percentile(_ share: Double) -> Double {
    let wanted = max(1, Int((share * Double(count)).rounded(.up)))
    var seen = 0
    for (index, value) in buckets.enumerated() where value > 0 {
      seen += Int(value)
      if seen >= wanted { return Self.middle(of: index) }
    }
    return 0
  }

  /// Small values have a bucket each. For others the highest set bit chooses a run of buckets and
  /// the bits below it one of the run.
  private static func index(of value: UInt64) -> Int {
    if value < UInt64(subBuckets) { return Int(value) }
    let shift = UInt64.bitWidth - 1 - value.leadingZeroBitCount - bits
    return (shift + 1) << bits + Int(value >> UInt64(shift)) - subBuckets
  }

  private static func middle(of index: Int) -> Double {
    if index < subBuckets { return Double(index) }
    let shift = UInt64(index >> bits - 1)
    let low = UInt64(index & (subBuckets - 1) + subBuckets) << shift
    return Double(low) + Double((UInt64(1) << shift) - 1) / 2
  }
}
