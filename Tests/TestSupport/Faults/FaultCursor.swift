/// Where one direction of a connection is in its plan.
///
/// Ask `next` what to do with the bytes at hand, and tell `passed` how many were written.
public struct FaultCursor: Sendable {
  public enum Action: Sendable, Equatable {
    /// Write up to so many of the bytes at hand.
    case pass(Int)
    case fault(Fault)
    /// Nothing to do until there are bytes.
    case wait
  }

  private var profile: FaultProfile?
  private var random: SplitMix
  /// Bytes up to the next fault, and that fault.
  private var left: Int
  private var fault = Fault.split
  /// Bytes up to the end.
  private var lifetime = Int.max
  private var ending: FaultEnding?

  /// Lets everything pass.
  init() {
    random = SplitMix(seed: 0)
    left = .max
  }

  init(_ profile: FaultProfile, _ random: SplitMix) {
    self.profile = profile
    self.random = random
    left = 0
    if let range = profile.lifetime, !profile.endings.isEmpty {
      lifetime = self.random.magnitude(in: range)
      ending = profile.endings.randomElement(using: &self.random)
    }
    draw()
  }

  private mutating func draw() {
    guard let profile else {
      left = .max
      return
    }
    left = max(1, random.magnitude(in: profile.spacing))
    if let ending, left >= lifetime {
      left = lifetime
      fault = .end(ending)
      return
    }
    lifetime -= left
    let weights = max(1, profile.splits + profile.delays + profile.stalls)
    switch Int.random(in: 0..<weights, using: &random) {
    case ..<profile.delays: fault = .delay(random.magnitude(in: profile.delay))
    case ..<(profile.delays + profile.stalls): fault = .stall(random.magnitude(in: profile.stall))
    default: fault = .split
    }
  }

  /// What to do next, with so many bytes at hand.
  public mutating func next(available: Int) -> Action {
    if left == 0 {
      let fault = fault
      draw()
      return .fault(fault)
    }
    return available > 0 ? .pass(min(available, left)) : .wait
  }

  /// Notes that so many bytes went on.
  public mutating func passed(_ count: Int) {
    guard left != .max else { return }
    left = max(0, left - count)
  }
}
