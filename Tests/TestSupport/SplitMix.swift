import Foundation

/// A generator that gives the same numbers for the same seed.
public struct SplitMix: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A generator of its own for part number `index` of what this one's seed decides.
  public func part(_ index: Int) -> SplitMix {
    var own = SplitMix(seed: state ^ UInt64(truncatingIfNeeded: index) &* 0xd6e8_feb8_6659_fd93)
    return SplitMix(seed: own.next())
  }

  /// A number from 0 on.
  public mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

  /// True once in `n` times.
  public mutating func oneIn(_ n: Int) -> Bool { below(n) == 0 }

  /// Whether something that happens with this probability does.
  public mutating func happens(_ probability: Double) -> Bool {
    probability > 0 && Double.random(in: 0..<1, using: &self) < probability
  }

  /// A number from the range, each order of magnitude as likely as the other.
  public mutating func magnitude(in range: ClosedRange<Int>) -> Int {
    guard range.lowerBound < range.upperBound else { return range.lowerBound }
    let low = Double(max(range.lowerBound, 1)), high = Double(max(range.upperBound, 1))
    let exponent = Double.random(in: 0...1, using: &self)
    let drawn = low * pow(high / low, exponent)
    return min(max(Int(drawn), range.lowerBound), range.upperBound)
  }
}
