import RedisTransport

/// What a consumer of a group does next. Knows neither the server nor the entries.
///
/// First the groups, then what is pending for this consumer from an earlier life, then by turns what others have left and what is
/// new. After a break what is pending for this consumer comes again: deliveries may have been lost on their way.
struct ConsumerMachine {
  struct Settings {
    var streams = 1
    /// Nanoseconds; nil to take over nothing.
    var minIdleTime: UInt64?
    /// Nanoseconds.
    var blockTime: UInt64 = 5_000_000_000
    var createsGroup = true
    var recreatesGroup = false
  }

  /// Some of what is pending in one stream.
  struct Listing: Equatable {
    var stream = 0
    /// Whether for this consumer, else for anyone, and left alone for long enough.
    var isOwn: Bool
    /// The last one that was looked at.
    var after: String?
  }

  enum Step: Equatable {
    /// Make a stream's group, if it is not there.
    case createGroup(stream: Int, isLost: Bool)
    /// Take over as many of these, at most.
    case takeOver(Listing, count: Int)
    /// Read so many new entries of each stream.
    case read(count: Int, milliseconds: Int)
    /// There is no room: wait until somebody wants entries.
    case waitForDemand
    case pause(nanoseconds: UInt64)
    case end(RedisError)
  }

  private let settings: Settings
  private var missing: [(stream: Int, isLost: Bool)] = []
  private var listing: Listing?
  private var nextClaim: MonotonicTime
  private var pausedUntil = MonotonicTime(nanoseconds: 0)
  private var backoff = Backoff()
  private var error: RedisError?

  init(_ settings: Settings, now: MonotonicTime) {
    self.settings = settings
    nextClaim = settings.minIdleTime == nil ? .never : now
    if settings.createsGroup { missing = (0..<settings.streams).map { ($0, false) } }
    listing = Listing(isOwn: true)
  }

  /// Whether its groups are there, as far as it knows.
  var isPrepared: Bool { missing.isEmpty || error != nil }

  private var claimInterval: UInt64 {
    settings.minIdleTime.map { min(max(1_000_000, $0 / 2), 30_000_000_000) } ?? .max
  }

  /// - Parameter room: how many entries may be asked for.
  mutating func next(now: MonotonicTime, room: Int) -> Step {
    if let error { return .end(error) }
    if now < pausedUntil { return .pause(nanoseconds: pausedUntil.nanoseconds(since: now)) }
    if let group = missing.first { return .createGroup(stream: group.stream, isLost: group.isLost) }
    guard room > 0 else { return .waitForDemand }
    if listing == nil, nextClaim <= now { listing = Listing(isOwn: false) }
    if let listing { return .takeOver(listing, count: room) }
    let time = min(settings.blockTime, nextClaim.nanoseconds(since: now))
    // 0 would be forever.
    return .read(
      count: max(1, room / max(1, settings.streams)), milliseconds: Int(clamping: max(1, time / 1_000_000)))
  }

  mutating func groupIsThere() {
    if !missing.isEmpty { missing.removeFirst() }
    backoff.reset()
  }

  /// - Parameter last: the last entry that was looked at; nil if there are no more.
  mutating func tookOver(upTo last: String?, now: MonotonicTime) {
    backoff.reset()
    guard var present = listing else { return }
    if let last {
      present.after = last
      listing = present
      return
    }
    if present.stream + 1 < settings.streams {
      listing = Listing(stream: present.stream + 1, isOwn: present.isOwn)
      return
    }
    listing = nil
    if !present.isOwn { nextClaim = now.advanced(byNanoseconds: claimInterval) }
  }

  mutating func hasRead() { backoff.reset() }

  /// Something did not succeed. Whether it is tried again.
  @discardableResult
  mutating func failed(
    _ error: RedisError, now: MonotonicTime, using generator: inout some RandomNumberGenerator
  ) -> Bool {
    if error.server?.kind == "NOGROUP" {
      guard settings.recreatesGroup else {
        self.error = error
        return false
      }
      missing = (0..<settings.streams).map { ($0, true) }
    } else if !error.isPassing {
      self.error = error
      return false
    }
    // What was delivered without our hearing of it is pending for us.
    listing = Listing(isOwn: true)
    pausedUntil = now.advanced(byNanoseconds: backoff.next(using: &generator))
    return true
  }
}
