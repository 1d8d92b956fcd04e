import RedisTransport

/// What is held for a time and extended meanwhile, as its holder may believe in it. Pure: it is told the time and what happened.
///
/// The server counts its time from when it carries a command out, the holder from before it sent the command: of both clocks, the
/// holder's runs out first.
struct HoldMachine: Sendable {
  typealias Instant = ContinuousClock.Instant

  enum Loss: Sendable, Hashable {
    /// It was not extended in time, with the reason if one is known.
    case expired(RedisError?)
    /// The server says that somebody else holds it, or nobody.
    case gone
  }

  enum Step: Sendable, Hashable {
    case wait(until: Instant)
    /// Ask the server, and do not wait longer than this for its answer.
    case extend(within: Duration)
    case lost(Loss)
  }

  let ttl: Duration
  /// When the last command that the server granted was sent.
  private(set) var grantedAt: Instant
  private var nextAttempt: Instant
  private var failure: RedisError?
  private var loss: Loss?

  init(ttl: Duration, sentAt: Instant) {
    self.ttl = ttl
    grantedAt = sentAt
    nextAttempt = sentAt + ttl / 3
  }

  /// From when on somebody else may hold it.
  var end: Instant { grantedAt + ttl }

  /// Why it is not held any more; nil if it is. Whoever was told that it is lost is told so from then on.
  mutating func loss(at now: Instant) -> Loss? {
    if loss == nil, now >= end { loss = .expired(failure) }
    return loss
  }

  mutating func next(at now: Instant) -> Step {
    if let loss = loss(at: now) { return .lost(loss) }
    if now < nextAttempt { return .wait(until: nextAttempt) }
    // So short that another attempt follows if this one goes astray.
    return .extend(within: min(ttl / 3, end - now))
  }

  mutating func extended(sentAt sent: Instant) {
    failure = nil
    guard loss == nil else { return }
    grantedAt = max(grantedAt, sent)
    nextAttempt = grantedAt + ttl / 3
  }

  /// The server does not know the holder.
  mutating func refused() { loss = loss ?? .gone }

  /// The server did not know the holder when it gave it back, having held it until then. That is a loss unless it may have ended by
  /// itself meanwhile.
  func lossWhenReleased(at now: Instant) -> Loss? { now < end ? .gone : nil }

  /// No answer, or an error. Asking again does no harm, since an extension is the same as two.
  mutating func failed(_ error: RedisError, at now: Instant) {
    failure = error
    // Nobody will ever answer.
    if error.code == .clientClosed { loss = loss ?? .expired(error) }
    nextAttempt = now + max(.milliseconds(1), ttl / 30)
  }
}
