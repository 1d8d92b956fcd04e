import RESP

/// The connection that many tasks share: it connects when it is first needed, comes back by
/// itself when it broke, and keeps commands meanwhile.
package final class ReconnectingChannel: LoopTarget, ConnectionOwner, @unchecked Sendable {
  private enum State {
    case idle
    case connecting
    case ready
    case waiting
    case closed
  }

  package let loop: EventLoop
  private let options: ConnectionOptions

  // On the loop's thread.
  @exclusivity(unchecked) private var state = State.idle
  @exclusivity(unchecked) private var connection: Connection?
  @exclusivity(unchecked) private var waiting = RingBuffer<PendingCall>()
  /// Those who wait for the connection to stand.
  private var readiness = RingBuffer<PendingCall>()
  private var backoff: Backoff
  private var readySince = MonotonicTime(nanoseconds: 0)
  private var lastFailure: RedisError?
  private var isTicking = false

  package init(loop: EventLoop, options: ConnectionOptions, backoff: Backoff = Backoff()) {
    self.loop = loop
    self.options = options
    self.backoff = backoff
  }

  // MARK: From any thread

  package func submit(_ call: PendingCall) { loop.submit(call, to: self) }

  /// Waits for the connection to stand. Throws why it does not.
  package func connect(task: WaitingTask?) async throws(RedisError) {
    let outcome: Result<Void, RedisError> = await withUnsafeContinuation { continuation in
      let waiter = WaitingCall(task: task) { continuation.resume(returning: $0) }
      loop.perform { self.add(waiter) }
    }
    try outcome.get()
  }

  /// Fails what waits and ends for good.
  package func close() {
    loop.perform {
      guard self.state != .closed else { return }
      self.state = .closed
      let error = RedisError(.clientClosed, "the client was closed")
      self.connection?.close(error)
      self.connection = nil
      for call in self.waiting.removeAll() { call.reject(error) }
      self.finishReadiness(error)
    }
  }

  // MARK: On the loop's thread

  package func accept(_ call: PendingCall) {
    if let connection, state == .ready { return connection.accept(call) }
    if !isTicking { loop.refreshTime() }
    call.accepted(at: loop.now)
    if state == .closed { return call.reject(RedisError(.clientClosed, "the client was closed")) }
    guard waiting.count < options.queue.commands else {
      return call.reject(
        RedisError(.limitExceeded, "\(options.queue.commands) commands wait for a connection"))
    }
    waiting.append(call)
    if state == .idle { open() }
    if !isTicking { tick() }
  }

  package func flush() {}

  private func add(_ waiter: WaitingCall<Void>) {
    if state == .ready { return waiter.succeed(with: ()) }
    if state == .closed { return waiter.reject(RedisError(.clientClosed, "the client was closed")) }
    if !isTicking { loop.refreshTime() }
    waiter.accepted(at: loop.now)
    readiness.append(waiter)
    if state == .idle { open() }
    if !isTicking { tick() }
  }

  private func finishReadiness(_ error: RedisError?) {
    for waiter in readiness.removeAll() {
      if let error { waiter.reject(error) } else { (waiter as? WaitingCall<Void>)?.succeed(with: ()) }
    }
  }

  private func open() {
    state = .connecting
    let connection = Connection(loop: loop, options: options)
    connection.owner = self
    self.connection = connection
    connection.start()
  }

  package func connectionIsReady(_ connection: Connection, _ result: HandshakeResult) {
    guard connection === self.connection else { return }
    state = .ready
    readySince = loop.now
    backoff.reset()
    lastFailure = nil
    finishReadiness(nil)
    // The connection may break under the first of them; the others then go on waiting.
    for call in waiting.removeAll() { accept(call) }
  }

  package func connectionClosed(
    _ connection: Connection, because error: RedisError, unsent: [PendingCall], sent: [PendingCall]
  ) {
    guard connection === self.connection, state != .closed else {
      for call in unsent { call.reject(error) }
      for call in sent { call.reject(error.markingMayHaveBeenApplied()) }
      return
    }
    self.connection = nil
    lastFailure = error
    replay(sent: sent, unsent: unsent, error)
    if state == .connecting, error.code == .handshakeFailed {
      // Waiting does not make a wrong password right.
      for call in waiting.removeAll() { call.reject(error) }
    }
    finishReadiness(error)
    reconnectLater()
  }

  private func replay(sent: [PendingCall], unsent: [PendingCall], _ error: RedisError) {
    var again: [PendingCall] = []
    func place(_ call: PendingCall, wasSent: Bool) {
      call.attempts &+= 1
      switch ReplayDecision.decide(
        wasSent: wasSent, isRetrySafe: call.isRetrySafe, attempts: call.attempts)
      {
      case .sendAgain:
        call.state = .queued
        again.append(call)
      case .fail(let inDoubt): call.reject(inDoubt ? error.markingMayHaveBeenApplied() : error)
      }
    }
    for call in sent { place(call, wasSent: true) }
    for call in unsent { place(call, wasSent: false) }
    for call in again.reversed() { waiting.prepend(call) }
    if !again.isEmpty, !isTicking { tick() }
  }

  private func reconnectLater() {
    guard !waiting.isEmpty || state == .ready else {
      // Nobody waits, and this was not a connection that stood: the next command tries again.
      state = .idle
      return
    }
    let stood = state == .ready && loop.now > readySince.advanced(by: .seconds(1))
    state = .waiting
    var generator = SystemRandomNumberGenerator()
    let delay = backoff.next(using: &generator)
    loop.schedule(at: MonotonicTime.now.advanced(byNanoseconds: delay)) { [self] in
      guard state == .waiting else { return }
      // One that broke as soon as it stood does not come back without being needed.
      if stood || !waiting.isEmpty || !readiness.isEmpty { open() } else { state = .idle }
    }
  }

  package func connection(_ connection: Connection, received push: UnsafeRawBufferPointer) {
    // Nobody subscribes on the shared connection.
  }

  private func tick() {
    while let first = waiting.first, first.state == .finished { _ = waiting.popFirst() }
    guard !waiting.isEmpty || !readiness.isEmpty, state != .closed else {
      isTicking = false
      return
    }
    isTicking = true
    let now = MonotonicTime.now
    let stall = loop.stalledSince
    let oldest = max(
      CallSweep.sweep(waiting, now: now, stalledSince: stall, because: lastFailure),
      CallSweep.sweep(readiness, now: now, stalledSince: stall, because: lastFailure))
    let delay = CallSweep.delay(afterWaiting: oldest)
    loop.schedule(at: now.advanced(byNanoseconds: delay)) { [self] in tick() }
  }
}
