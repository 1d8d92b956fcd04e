import RESP

/// Somebody who waits for a connection.
protocol PoolWaiter {
  /// Was cancelled, or waited for too long: gets no connection any more.
  var isGone: Bool { get }
}

/// Decides what a pool does: which connection is lent to whom, checked, made as new, opened or closed.
///
/// It has no sockets and no clock. Tell it what happened and when, then do what `nextAction` says until that is nil.
/// First come, first served: nobody gets a connection before somebody who has waited for longer.
struct PoolMachine<Waiter: PoolWaiter>: ~Copyable {
  /// One connection, for as long as there is one. Never used twice.
  typealias ID = Int

  enum Phase: Equatable {
    case opening, idle, probing, leased, recycling
  }

  enum Action {
    case open(ID)
    /// Lend it. The answer, if the waiter went away meanwhile, is to release it.
    case give(ID, Waiter)
    /// Ask the server for a sign of life.
    case probe(ID)
    /// Make it as new again.
    case recycle(ID)
    case close(ID, RedisError)
    case fail(Waiter, RedisError)
    /// Is gone already, and waits no more.
    case dismiss(Waiter)
  }

  /// How a connection comes back.
  enum Condition {
    case clean
    /// Somebody has changed it in a way that can be undone.
    case changed
    case spoilt
  }

  struct Member {
    var phase: Phase
    /// When it stood first.
    var ready = MonotonicTime.never
  }

  let options: PoolOptions
  let delays: ReconnectDelays
  /// Of all connections there are.
  private(set) var members: [ID: Member] = [:]
  /// Those that nobody uses, in the order in which they were put down.
  var idle: [(id: ID, since: MonotonicTime)] = []
  /// In the order in which they came. Some may be gone.
  private(set) var waiters = RingBuffer<Waiter>()
  /// Of the waiters, as far as somebody has looked.
  private var gone = 0
  private var actions = RingBuffer<Action>()
  private var counts = Counts()
  private var lastID = 0
  var isClosed = false
  /// Somebody has used the client: the minimum is kept from here on.
  var isWarm = false

  // What went wrong. See PoolMachine+Failures.
  var backoff: Backoff
  /// Set while connections cannot be opened: there is one attempt at a time, and not before this.
  var retryAt: MonotonicTime?
  var lastOpened: MonotonicTime?
  var lastFailure: RedisError?

  /// How many connections are in which phase.
  private struct Counts {
    var opening = 0, idle = 0, probing = 0, leased = 0, recycling = 0

    mutating func add(_ difference: Int, to phase: Phase) {
      switch phase {
      case .opening: opening += difference
      case .idle: idle += difference
      case .probing: probing += difference
      case .leased: leased += difference
      case .recycling: recycling += difference
      }
    }
  }

  init(options: PoolOptions, delays: ReconnectDelays = ReconnectDelays()) {
    var options = options
    options.maximum = max(1, options.maximum)
    options.minimum = min(max(0, options.minimum), options.maximum)
    self.options = options
    self.delays = delays
    backoff = Backoff(initial: delays.initial, maximum: delays.maximum)
  }

  mutating func nextAction() -> Action? { actions.popFirst() }

  var total: Int { members.count }
  var opening: Int { counts.opening }
  var leased: Int { counts.leased }
  /// Connections that somebody can soon be lent.
  var coming: Int { counts.opening + counts.probing + counts.recycling }
  /// How many wait for a connection, as far as is known.
  var waiting: Int { waiters.count - gone }

  /// Why those who wait have no connection yet.
  var reasonToWait: RedisError? {
    if leased == options.maximum {
      return RedisError(.limitExceeded, "all \(options.maximum) exclusive connections are in use")
    }
    return lastFailure
  }

  // MARK: Bookkeeping

  mutating func act(_ action: Action) { actions.append(action) }

  /// The phase of a connection; nil if it is none of the pool's any more.
  func phase(of id: ID) -> Phase? { members[id]?.phase }

  mutating func move(_ id: ID, to phase: Phase, since now: MonotonicTime? = nil) {
    guard var member = members[id] else { return }
    counts.add(-1, to: member.phase)
    counts.add(1, to: phase)
    member.phase = phase
    if let now { member.ready = now }
    members[id] = member
  }

  @discardableResult
  mutating func remove(_ id: ID) -> Member? {
    guard let member = members.removeValue(forKey: id) else { return nil }
    counts.add(-1, to: member.phase)
    if member.phase == .idle { idle.removeAll { $0.id == id } }
    return member
  }

  mutating func open() {
    lastID += 1
    members[lastID] = Member(phase: .opening)
    counts.add(1, to: .opening)
    act(.open(lastID))
  }

  // MARK: Waiters

  mutating func append(_ waiter: Waiter) { waiters.append(waiter) }

  /// Who has waited for longest and still does.
  mutating func nextWaiter() -> Waiter? {
    while let waiter = waiters.popFirst() {
      guard waiter.isGone else { return waiter }
      gone = max(0, gone - 1)
      act(.dismiss(waiter))
    }
    gone = 0
    return nil
  }

  /// So many of the waiters in line are gone. They leave the line once that is worth the work.
  mutating func noteGone(_ count: Int) {
    gone = min(count, waiters.count)
    guard gone == waiters.count || gone > 16 && gone > waiters.count / 2 else { return }
    let all = waiters.removeAll()
    gone = 0
    for waiter in all {
      if waiter.isGone { act(.dismiss(waiter)) } else { waiters.append(waiter) }
    }
  }

  mutating func failAll(_ error: RedisError) {
    while let waiter = nextWaiter() { act(.fail(waiter, error)) }
  }
}
