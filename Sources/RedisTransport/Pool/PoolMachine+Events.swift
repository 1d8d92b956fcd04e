import RESP

/// What can happen to a pool. Connections that are none of its own any more are ignored.
extension PoolMachine {
  /// The client is in use: the minimum of connections is wanted.
  mutating func warmUp(now: MonotonicTime) {
    isWarm = true
    supply(now)
  }

  /// Somebody wants a connection.
  mutating func lease(_ waiter: Waiter, now: MonotonicTime) {
    isWarm = true
    if isClosed { return act(.fail(waiter, .clientWasClosed)) }
    if waiter.isGone { return act(.dismiss(waiter)) }
    if waiting == 0, let last = idle.last, isFresh(last.since, now) {
      idle.removeLast()
      move(last.id, to: .leased)
      act(.give(last.id, waiter))
      return
    }
    append(waiter)
    retrySoon(now)
    supply(now)
  }

  /// A connection comes back from whoever had it.
  mutating func release(_ id: ID, _ condition: Condition, now: MonotonicTime) {
    guard phase(of: id) == .leased else { return }
    switch condition {
    case .clean: offer(id, now)
    case .changed:
      move(id, to: .recycling)
      act(.recycle(id))
    case .spoilt:
      close(id, RedisError(.connectionClosed, "the lease has ended"))
    }
    supply(now)
  }

  /// It was opened, or made as new again.
  mutating func ready(_ id: ID, now: MonotonicTime) {
    switch phase(of: id) {
    case .opening:
      move(id, to: .opening, since: now)
      noteSuccess(now)
      offer(id, now)
    case .recycling: offer(id, now)
    case .idle, .probing, .leased, nil: return
    }
    supply(now)
  }

  /// It has answered a probe, or why it has not.
  mutating func probed(_ id: ID, _ error: RedisError?, now: MonotonicTime) {
    guard phase(of: id) == .probing else { return }
    if let error { close(id, error) } else { offer(id, now) }
    supply(now)
  }

  /// It is closed, in whatever it was doing.
  mutating func closed(
    _ id: ID, because error: RedisError, now: MonotonicTime, using generator: inout some RandomNumberGenerator
  ) {
    guard let member = remove(id) else { return }
    switch member.phase {
    case .opening: openingFailed(error, now, using: &generator)
    case .idle: idleBroke(member, error, now, using: &generator)
    // Nobody's fault who waits: another one is opened if somebody does.
    case .probing, .leased, .recycling: break
    }
    supply(now)
  }

  /// It is time to look after idle connections and for further attempts. See `wakeUp`.
  mutating func wake(now: MonotonicTime) {
    if let idleTime = options.idleTime {
      while total > options.minimum, let oldest = idle.first, oldest.since.advanced(by: idleTime) <= now {
        close(oldest.id, RedisError(.connectionClosed, "nobody used the connection for \(idleTime)"))
      }
    }
    supply(now)
  }

  /// When `wake` is to be called, if there is any need of it.
  var wakeUp: MonotonicTime {
    guard !isClosed else { return .never }
    var time = MonotonicTime.never
    if let retryAt, opening == 0, wantsMore { time = retryAt }
    if let idleTime = options.idleTime, total > options.minimum, let oldest = idle.first {
      time = min(time, oldest.since.advanced(by: idleTime))
    }
    return time
  }

  /// Idle connections lead to a place that is not the right one any more.
  mutating func dropIdle(_ error: RedisError, now: MonotonicTime) {
    for (id, _) in idle { close(id, error) }
    supply(now)
  }

  /// The end, of those that are lent too.
  mutating func close() {
    guard !isClosed else { return }
    isClosed = true
    failAll(.clientWasClosed)
    for id in members.keys.sorted() { close(id, .clientWasClosed) }
  }


  // MARK: Decisions

  private func isFresh(_ since: MonotonicTime, _ now: MonotonicTime) -> Bool {
    guard let limit = options.healthCheckAfter else { return true }
    return now.nanoseconds(since: since) < limit.saturatedNanoseconds
  }

  private mutating func close(_ id: ID, _ error: RedisError) {
    remove(id)
    act(.close(id, error))
  }

  /// To whoever has waited for longest; else it waits itself.
  private mutating func offer(_ id: ID, _ now: MonotonicTime) {
    if let waiter = nextWaiter() {
      move(id, to: .leased)
      act(.give(id, waiter))
    } else {
      move(id, to: .idle)
      idle.append((id, now))
    }
  }

  private var wantsMore: Bool {
    total < options.maximum && (waiting > coming || isWarm && total < options.minimum)
  }

  /// Sees that everybody who waits has a connection to expect, as far as there may be so many, and that the minimum is
  /// there.
  private mutating func supply(_ now: MonotonicTime) {
    guard !isClosed else { return }
    while waiting > coming, let last = idle.popLast() {
      if isFresh(last.since, now) {
        offer(last.id, now)
      } else {
        move(last.id, to: .probing)
        act(.probe(last.id))
      }
    }
    while wantsMore, mayOpen(now) { open() }
  }
}
