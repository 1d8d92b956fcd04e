import RedisTransport

/// What a client believes of its primary: where it is, and where it is not any more. Pure: it is told the time and what happened.
struct SentinelView: Sendable {
  /// For how long a place that was left is only believed in if nothing else is on offer. A sentinel takes some seconds to make the
  /// former primary a replica, which answers as a primary until then.
  static let leftFor = Duration.seconds(15)
  /// The same of a server that turned out to be no primary: it may be about to become one.
  static let refusedFor = Duration.milliseconds(500)

  let quorum: Int
  /// Where the primary is; nil before the first one is known.
  private(set) var present: Endpoint?
  /// What the sentinels said last.
  private(set) var latest: Endpoint?
  /// Counts changes of the primary: what was asked before one is not believed after it.
  private(set) var generation = 0
  /// Whether a connection is on its way to where the sentinels said, or failed, and none has stood since.
  private var isDoubtful = false
  private var left: [Endpoint: MonotonicTime] = [:]
  private var refused: [Endpoint: MonotonicTime] = [:]
  /// What the sentinels announced since the last change.
  private var announced: [Endpoint: Endpoint] = [:]

  init(quorum: Int) { self.quorum = quorum }

  func avoided(at now: MonotonicTime) -> Set<Endpoint> {
    Set(left.filter { $0.value > now }.keys).union(refused.filter { $0.value > now }.keys)
  }

  /// What to expect of the sentinels: nothing from when they were asked until a connection stands.
  var expected: Endpoint? { isDoubtful ? nil : present }

  /// The sentinels were asked. False if that was before the latest change, so that they have to be asked again.
  mutating func found(_ endpoint: Endpoint, askedIn asked: Int) -> Bool {
    guard asked == generation || endpoint == present else { return false }
    // They insist.
    left[endpoint] = nil
    refused[endpoint] = nil
    latest = endpoint
    isDoubtful = true
    return true
  }

  /// A sentinel announced a new primary. True if that is to be followed.
  ///
  /// - Parameter identities: what the sentinels call themselves, as far as it is known: under two addresses one counts once.
  mutating func announced(
    _ endpoint: Endpoint, by sentinel: Endpoint, at now: MonotonicTime, identities: [Endpoint: String] = [:]
  ) -> Bool {
    announced[sentinel] = endpoint
    let voters = Set(announced.filter { $0.value == endpoint }.keys.map { identities[$0] ?? $0.description })
    guard endpoint != present, voters.count >= quorum else { return false }
    change(to: endpoint, at: now)
    return true
  }

  /// What a connection's server says of itself.
  enum Standing: Equatable {
    /// It is the primary, as was known before.
    case primary
    /// It is the primary, and another one was until now, or none was known.
    case newPrimary(instead: Endpoint?)
    /// Nothing to work with.
    case refused
  }

  /// A connection stands. What was just left is refused even if it still calls itself a primary.
  mutating func stands(at endpoint: Endpoint, isPrimary: Bool, now: MonotonicTime) -> Standing {
    guard isPrimary else {
      refused[endpoint] = now.advanced(by: SentinelView.refusedFor)
      return .refused
    }
    if endpoint == present {
      isDoubtful = false
      return .primary
    }
    if let until = left[endpoint], until > now { return .refused }
    let former = present
    change(to: endpoint, at: now)
    isDoubtful = false
    return .newPrimary(instead: former)
  }

  /// The primary is somewhere else from now on.
  mutating func change(to endpoint: Endpoint, at now: MonotonicTime) {
    left = left.filter { $0.value > now }
    refused = [:]
    if let present { left[present] = now.advanced(by: SentinelView.leftFor) }
    left[endpoint] = nil
    present = endpoint
    latest = endpoint
    isDoubtful = false
    generation += 1
    announced = [:]
  }
}
