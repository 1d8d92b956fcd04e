import RESP

/// The connection that many tasks share: it connects when it is first needed, comes back by
/// itself when it broke, and keeps commands meanwhile.
package final class ReconnectingChannel: LoopTarget, ConnectionOwner, @unchecked Sendable {
  enum State {
    case idle
    case connecting
    case ready
    case waiting
    case closed
  }

  package let loop: EventLoop
  let options: ConnectionOptions
  private let delays: ReconnectDelays

  // On the loop's thread.
  @exclusivity(unchecked) var state = State.idle
  @exclusivity(unchecked) var connection: Connection?
  @exclusivity(unchecked) var waiting: CallQueue
  /// What the server could not take yet.
  var refused = RefusedCalls()
  /// Connections that were replaced and have replies to come.
  var retiring: [Connection] = []
  /// Those who wait for the connection to stand.
  var readiness = RingBuffer<PendingCall>()
  private var backoff: Backoff
  /// After connections that broke as soon as they stood.
  private var shortLived: Backoff
  var reconnectTimer: LoopTimer?
  private var reconnectAt = MonotonicTime.never
  /// Attempts since the connection was wanted.
  private var attempts = 0
  private var readySince = MonotonicTime(nanoseconds: 0)
  private var lastFailure: RedisError?
  private var isTicking = false
  /// Whether it connects and comes back although nobody waits: for what it receives.
  private var isKept = false
  var generator = SystemRandomNumberGenerator()
  /// Of this channel, and of connections that are gone.
  var counted = ConnectionCounters()

  package init(loop: EventLoop, options: ConnectionOptions, delays: ReconnectDelays = ReconnectDelays()) {
    self.loop = loop
    self.options = options
    self.delays = delays
    waiting = CallQueue(limits: options.queue)
    backoff = Backoff(initial: delays.initial, maximum: delays.maximum)
    shortLived = backoff
  }

  // MARK: From any thread

  package func submit(_ call: PendingCall) { loop.submit(call, to: self) }

  /// Waits for the connection to stand. Throws why it does not.
  package func connect(task: WaitingTask?) async throws(RedisError) {
    let outcome: Result<Void, RedisError> = await withUnsafeContinuation { continuation in
      let waiter = WaitingCall(task: task, for: "no connection") { continuation.resume(returning: $0) }
      loop.perform { self.add(waiter) }
    }
    try outcome.get()
  }

  /// Fails what waits and ends for good.
  package func close() {
    loop.perform {
      guard self.state != .closed else { return }
      let error = RedisError.clientWasClosed
      self.state = .closed
      self.reconnectTimer?.cancel()
      for connection in self.retiring { connection.close(error) }
      self.connection?.close(error)
      self.connection = nil
      for call in self.waiting.removeAll() + self.refused.removeAll() { call.reject(error) }
      self.finishReadiness(error)
    }
  }

  // MARK: On the loop's thread

  package func accept(_ call: PendingCall) {
    if let connection, state == .ready { return connection.accept(call) }
    loop.begin(call, isExact: !isTicking)
    if state == .closed { return call.reject(RedisError.clientWasClosed) }
    call.state = .queued
    if let error = waiting.add(call, besides: refused.count) { return call.reject(error) }
    connectSoon()
    if !isTicking { tick() }
  }

  package func flush() {}

  private func add(_ waiter: WaitingCall<Void>) {
    if state == .ready { return waiter.succeed(with: ()) }
    if state == .closed { return waiter.reject(RedisError.clientWasClosed) }
    loop.begin(waiter, isExact: !isTicking)
    readiness.append(waiter)
    connectSoon()
    if !isTicking { tick() }
  }

  private func finishReadiness(_ error: RedisError?) {
    for waiter in readiness.removeAll() {
      if let error { waiter.reject(error) } else { (waiter as? WaitingCall<Void>)?.succeed(with: ()) }
    }
  }

  // MARK: Connecting

  /// Somebody waits.
  private var isAwaited: Bool { !waiting.isEmpty || !readiness.isEmpty || !refused.isEmpty }

  /// Has it connect, and come back by itself after every break, until it is said that nobody needs that any more. On the loop's
  /// thread.
  package func keepConnected(_ isKept: Bool) {
    self.isKept = isKept
    if isKept { connectSoon() }
  }

  func open() {
    state = .connecting
    attempts += 1
    let connection = Connection(loop: loop, options: options)
    connection.owner = self
    self.connection = connection
    options.observe?(.connecting)
    connection.start()
  }

  /// Somebody waits: at once, or no later than is bearable.
  private func connectSoon() {
    switch state {
    case .idle: open()
    case .waiting:
      let most = delays.whileWaiting.saturatedNanoseconds
      if reconnectAt.nanoseconds(since: .now) > most {
        reconnect(after: UInt64.random(in: (most / 2)...most, using: &generator))
      }
    case .connecting, .ready, .closed: break
    }
  }

  private func reconnect(after delay: UInt64) {
    reconnectTimer?.cancel()
    reconnectAt = MonotonicTime.now.advanced(byNanoseconds: delay)
    options.observe?(
      .reconnecting(attempt: attempts + 1, after: .nanoseconds(Int64(clamping: delay))))
    reconnectTimer = loop.schedule(at: reconnectAt) { [self] in
      if state == .waiting { open() }
    }
  }

  package func connectionIsReady(_ connection: Connection, _ result: HandshakeResult) {
    guard connection === self.connection else { return }
    state = .ready
    readySince = .now
    backoff.reset()
    lastFailure = nil
    options.observe?(.connected(attempt: attempts, result))
    attempts = 0
    finishReadiness(nil)
    connection.probeWhenSilent()
    // The connection may break under the first of them; the others then go on waiting.
    for call in waiting.removeAll() { accept(call) }
  }

  package func connectionClosed(
    _ connection: Connection, because error: RedisError, unsent: [PendingCall], sent: [PendingCall]
  ) {
    counted += connection.counters
    if connection !== self.connection {
      retiring.removeAll { $0 === connection }
      return settle(sent: sent, unsent: unsent, of: connection, error)
    }
    self.connection = nil
    options.observe?(.disconnected(error))
    lastFailure = error
    settle(sent: sent, unsent: unsent, of: connection, error)
    guard state != .closed else { return }
    if state == .connecting, error.isFinal {
      // Waiting does not make a wrong password right.
      for call in waiting.removeAll() + refused.removeAll() { call.reject(error) }
    }
    finishReadiness(error)
    reconnectLater(after: error)
  }

  private func settle(
    sent: [PendingCall], unsent: [PendingCall], of connection: Connection, _ error: RedisError
  ) {
    // Before the connection stood they were part of its preparation, and mean nothing on another one.
    if state != .closed, connection.hasStood { return replay(sent: sent, unsent: unsent, error) }
    PendingCall.reject(sent: sent, unsent: unsent, error)
  }

  private func replay(sent: [PendingCall], unsent: [PendingCall], _ error: RedisError) {
    var again: [PendingCall] = []
    var kept: [PendingCall] = []
    func place(_ call: PendingCall, wasSent: Bool) {
      call.attempts &+= 1
      switch ReplayDecision.decide(
        wasSent: wasSent, isRetrySafe: call.isRetrySafe,
        attempts: call.staysWithConnection ? ReplayDecision.maximumAttempts : call.attempts)
      {
      case .sendAgain:
        call.state = .queued
        if wasSent { counted.retried += 1 }
        if call.keeper == nil { again.append(call) } else { kept.append(call) }
      case .fail(let inDoubt): call.reject(inDoubt ? error.markingMayHaveBeenApplied() : error)
      }
    }
    for call in sent { place(call, wasSent: true) }
    for call in unsent { place(call, wasSent: false) }
    for call in kept { call.keeper?.place(call) }
    if state == .ready, connection != nil {
      // They come from a connection that was replaced. This one may break under the first of them.
      for call in again { accept(call) }
    } else if !again.isEmpty {
      waiting.putBack(again)
      connectSoon()
      if !isTicking { tick() }
    }
  }

  private func hasStood(for time: Duration) -> Bool { MonotonicTime.now > readySince.advanced(by: time) }

  private func reconnectLater(after error: RedisError) {
    // One that broke as soon as it stood does not come back without being needed, and then later each time.
    let wasReady = state == .ready
    let stood = wasReady && hasStood(for: .seconds(1))
    if stood { shortLived.reset() }
    guard stood || isAwaited || isKept else {
      state = .idle
      return
    }
    state = .waiting
    let isStorm = wasReady && !stood
    let isUrgent = isAwaited || isKept && !error.isFinal
    let most = isUrgent ? delays.whileWaiting.saturatedNanoseconds : .max
    reconnect(after: isStorm ? shortLived.next(atMost: most, using: &generator) : backoff.next(atMost: most, using: &generator))
  }

  package func connection(_ connection: Connection, received push: UnsafeRawBufferPointer) {
    if connection === self.connection { options.receive?(push) }
  }

  // MARK: What the server could not take

  package func connection(
    _ connection: Connection, takesBack call: PendingCall, after refusal: Refusal
  ) -> Bool {
    guard options.retriesRefusals || refusal.isRedirection, state != .closed, connection.hasStood else { return false }
    if refusal.remedy != .reconnect, let keeper = call.keeper {
      guard keeper.takes(call, after: refusal, from: self) else { return false }
      counted.retried += 1
      return true
    }
    guard !call.runsScripts else {
      // It may have changed something before. The next one finds a better connection all the same.
      self.connection(connection, isWrongBecauseOf: refusal)
      return false
    }
    switch refusal.remedy {
    case .wait:
      guard RefusedCalls.mayTake(call) else { return false }
      // While the connection stands, nothing else limits how many there are.
      guard options.queue.whenFull == .wait || refused.count &+ connection.pendingCount < options.queue.commands else {
        return false
      }
      refused.add(call, because: refusal.error, now: .now, using: &generator)
      counted.retried += 1
      if !isTicking { tick() }
      return true
    case .reconnect:
      // A new connection has just led to the same place.
      guard call.refusals == 0, connection !== self.connection || hasStood(for: .seconds(1)) else { return false }
      self.connection(connection, isWrongBecauseOf: refusal)
      guard !call.staysWithConnection else { return false }
      call.refusals = 1
      call.state = .queued
      counted.retried += 1
      if let current = self.connection, state == .ready {
        current.accept(call)
      } else {
        waiting.putBack([call])
        connectSoon()
        if !isTicking { tick() }
      }
      return true
    case .redirect: return false
    }
  }

  package func connection(_ connection: Connection, isWrongBecauseOf refusal: Refusal) {
    guard refusal.remedy == .reconnect, options.retriesRefusals, state != .closed, connection === self.connection,
      connection.hasStood, hasStood(for: .seconds(1))
    else { return }
    replace(connection, because: refusal.error)
  }

  /// Goes on with a new connection; the old one keeps what it has under way.
  func replace(_ connection: Connection, because error: RedisError) {
    if hasStood(for: .seconds(1)) { shortLived.reset() }
    options.observe?(.disconnected(error))
    // Whoever heard of it may have closed everything.
    guard connection === self.connection, state != .closed else { return }
    self.connection = nil
    retiring.append(connection)
    state = .connecting
    // Its caller still reads from it.
    loop.schedule(at: loop.now) { connection.retire() }
    open()
  }

  private func tick() {
    guard state != .closed, isAwaited else {
      isTicking = false
      return
    }
    isTicking = true
    let now = MonotonicTime.now
    let stall = loop.stalledSince
    var ended = 0
    let unsent = waiting.sweep(now: now, stalledSince: stall, because: lastFailure, counters: &counted)
    let waiters = CallSweep.sweep(
      readiness, now: now, stalledSince: stall, because: lastFailure, counters: &counted, ended: &ended)
    if ended > 0, ended == readiness.count { _ = readiness.removeAll() }
    let late = refused.sweep(now: now, counters: &counted)
    unsent.tell()
    waiters.tell()
    late.tell()
    for call in late.again { call.keeper?.place(call) ?? accept(call) }
    let oldest = refused.isEmpty ? max(unsent.oldest, waiters.oldest) : 0
    loop.schedule(at: now.advanced(byNanoseconds: CallSweep.delay(afterWaiting: oldest))) { [self] in tick() }
  }
}

extension ReconnectingChannel: CustomReflectable {
  /// Nothing: to look at its parts from another thread than the loop's would be a race.
  package var customMirror: Mirror { Mirror(hiding: self) }
}
