import RESP

/// Connections for one user at a time: blocking commands, transactions, subscriptions. What it does is decided by a
/// ``PoolMachine``; here are the sockets, the timers and the tasks.
package final class ConnectionPool: LoopTarget, @unchecked Sendable {
  /// One connection, and what is known of its present use.
  struct Member {
    var connection: Connection
    /// What the server cannot take yet is sent again during this lease.
    var retriesRefusals = false
    /// It leads to the wrong place, or has lost its login: nobody is lent it again.
    var isSpent = false
    /// Its login is not the latest: it gets that when it comes back.
    var isOutdated = false
  }

  package let loop: EventLoop
  let options: ConnectionOptions
  private let leaseTimeout: UInt64

  // On the loop's thread.
  @exclusivity(unchecked) var machine: PoolMachine<PendingCall>
  @exclusivity(unchecked) var members: [PoolMachine<PendingCall>.ID: Member] = [:]
  @exclusivity(unchecked) var ids: [ObjectIdentifier: PoolMachine<PendingCall>.ID] = [:]
  /// What the server could not take yet, and over which connection it goes.
  var refused = RefusedCalls()
  var refusedOver: [ObjectIdentifier: Connection] = [:]
  /// Of connections that are gone, and of calls that were looked after here.
  var counted = ConnectionCounters()
  var generator = SystemRandomNumberGenerator()
  @exclusivity(unchecked) private var isActing = false
  @exclusivity(unchecked) private var isTicking = false
  private var wakeTimer: LoopTimer?
  @exclusivity(unchecked) private var wakeAt = MonotonicTime.never

  package init(
    loop: EventLoop, options: ConnectionOptions, pool: PoolOptions = PoolOptions(),
    delays: ReconnectDelays = ReconnectDelays()
  ) {
    self.loop = loop
    self.options = options
    leaseTimeout = pool.leaseTimeout.saturatedNanoseconds
    machine = PoolMachine(options: pool, delays: delays)
  }

  // MARK: From any thread

  /// Takes a connection that nobody else uses. Give it back with `release`.
  ///
  /// - Parameters:
  ///   - timeout: how long to wait for one; nil for as long as the options say.
  ///   - retriesRefusals: whether what the server cannot take yet is to be sent again during the lease, as the shared
  ///     connection does it.
  package func lease(
    task: WaitingTask?, timeout: Duration? = nil, retriesRefusals: Bool = false
  ) async throws(RedisError) -> Connection {
    let timeout = timeout?.saturatedNanoseconds ?? leaseTimeout
    let outcome: Result<Connection, RedisError> = await withUnsafeContinuation { continuation in
      let call = LeaseCall(timeout: timeout, task: task, retriesRefusals: retriesRefusals) {
        continuation.resume(returning: $0)
      }
      loop.submit(call, to: self)
    }
    return try outcome.get()
  }

  /// Gives a connection back.
  package func release(_ connection: Connection, _ change: ConnectionChange) {
    loop.perform {
      guard let id = self.ids[ObjectIdentifier(connection)] else { return }
      self.machine.release(id, self.condition(of: connection, id, change), now: self.readClock())
      self.act()
    }
  }

  /// Opens as many connections as are kept, if there is a minimum.
  package func warmUp() {
    guard machine.options.minimum > 0 else { return }
    loop.perform {
      self.machine.warmUp(now: self.readClock())
      self.act()
    }
  }

  package func close() {
    loop.perform {
      self.machine.close()
      self.act()
      let error = RedisError.clientWasClosed
      for call in self.refused.removeAll() { call.reject(error) }
      self.refusedOver = [:]
    }
  }

  // MARK: On the loop's thread

  package func accept(_ call: PendingCall) {
    loop.begin(call, isExact: !isTicking)
    machine.lease(call, now: loop.now)
    act()
    if machine.waiting > 0 { startTicking() }
  }

  package func flush() {}

  func readClock() -> MonotonicTime {
    if !isTicking { loop.refreshTime() }
    return loop.now
  }

  private func condition(
    of connection: Connection, _ id: PoolMachine<PendingCall>.ID, _ change: ConnectionChange
  ) -> PoolMachine<PendingCall>.Condition {
    guard let member = members[id], !member.isSpent else { return .spoilt }
    switch change {
    case .none where member.isOutdated: return connection.isIdle ? .changed : .spoilt
    case .none: return connection.isQuiet ? .clean : .spoilt
    case .undoable: return connection.isIdle ? .changed : .spoilt
    case .lasting: return .spoilt
    }
  }

  /// Does what the machine decided. A connection that fails as it starts comes back here: the loop goes on, not the
  /// stack.
  func act() {
    guard !isActing else { return }
    isActing = true
    while let action = machine.nextAction() { perform(action) }
    isActing = false
    setWakeTimer()
  }

  private func perform(_ action: PoolMachine<PendingCall>.Action) {
    switch action {
    case .open(let id): open(id)
    case .give(let id, let waiter): give(id, to: waiter)
    case .probe(let id): probe(id)
    case .recycle(let id):
      members[id]?.isOutdated = false
      members[id]?.connection.recycle()
    case .close(let id, let error): members[id]?.connection.close(error)
    case .fail(let waiter, let error): waiter.reject(error)
    case .dismiss(let waiter):
      // Of one that is finished already there is nothing to say.
      if waiter.state != .finished { counted.cancelled += 1 }
      waiter.reject(RedisError.taskCancelled)
    }
  }

  private func open(_ id: PoolMachine<PendingCall>.ID) {
    let connection = Connection(loop: loop, options: options)
    connection.owner = self
    members[id] = Member(connection: connection)
    ids[ObjectIdentifier(connection)] = id
    options.observe?(.connecting)
    connection.start()
  }

  private func give(_ id: PoolMachine<PendingCall>.ID, to waiter: PendingCall) {
    guard let lease = waiter as? LeaseCall, let connection = members[id]?.connection else {
      return machine.release(id, .spoilt, now: loop.now)
    }
    members[id]?.retriesRefusals = lease.retriesRefusals
    lease.succeed(with: connection)
  }

  private func probe(_ id: PoolMachine<PendingCall>.ID) {
    guard let connection = members[id]?.connection else { return }
    connection.probe { [self] error in
      let spent = members[id]?.isSpent == true
      let error = error ?? (spent ? RedisError(.connectionClosed, "the server does not know the connection's login") : nil)
      machine.probed(id, error, now: .now)
      act()
    }
  }

  // MARK: Time

  /// Those who wait are looked after every few milliseconds, and only while there are any.
  func startTicking() {
    if !isTicking { tick() }
  }

  private func tick() {
    guard machine.waiting > 0 || !refused.isEmpty else {
      isTicking = false
      return
    }
    isTicking = true
    let now = MonotonicTime.now
    var gone = 0
    let waiters = CallSweep.sweep(
      machine.waiters, now: now, stalledSince: loop.stalledSince, because: machine.reasonToWait, counters: &counted,
      ended: &gone)
    machine.noteGone(gone)
    waiters.tell()
    sendRefusedAgain(now)
    act()
    let delay = refused.isEmpty ? CallSweep.delay(afterWaiting: waiters.oldest) : CallSweep.delay(afterWaiting: 0)
    loop.schedule(at: now.advanced(byNanoseconds: delay)) { [self] in tick() }
  }

  /// A timer that comes too early finds nothing to do. It is not moved for every lease, since timers take their place
  /// until they are due.
  private func setWakeTimer() {
    let time = machine.wakeUp
    if machine.isClosed { wakeTimer?.cancel() }
    guard time < wakeAt else { return }
    wakeTimer?.cancel()
    wakeAt = time
    wakeTimer = loop.schedule(at: time) { [weak self] in self?.wake() }
  }

  private func wake() {
    wakeAt = .never
    wakeTimer = nil
    machine.wake(now: .now)
    act()
  }
}
