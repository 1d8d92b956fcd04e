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
  private let onPush: (@Sendable (UnsafeRawBufferPointer) -> Void)?

  // On the loop's thread.
  @exclusivity(unchecked) private var state = State.idle
  @exclusivity(unchecked) private var connection: Connection?
  @exclusivity(unchecked) private var waiting = RingBuffer<PendingCall>()
  private var readiness: [ReadinessWaiter] = []
  private var backoff: Backoff
  private var lastFailure: RedisError?
  private var isTicking = false

  package init(
    loop: EventLoop, options: ConnectionOptions, backoff: Backoff = Backoff(),
    onPush: (@Sendable (UnsafeRawBufferPointer) -> Void)? = nil
  ) {
    self.loop = loop
    self.options = options
    self.backoff = backoff
    self.onPush = onPush
  }

  // MARK: From any thread

  package func submit(_ call: PendingCall) { loop.submit(call, to: self) }

  /// Waits for the connection to stand. Throws why it does not.
  package func connect() async throws(RedisError) {
    let waiter = ReadinessWaiter()
    await withUnsafeContinuation { continuation in
      waiter.continuation = continuation
      loop.perform { self.add(waiter) }
    }
    if let error = waiter.error { throw error }
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
    call.accepted(at: loop.now)
    if state == .closed { return call.reject(RedisError(.clientClosed, "the client was closed")) }
    guard waiting.count < options.maximumPendingCalls else {
      return call.reject(
        RedisError(.limitExceeded, "\(options.maximumPendingCalls) commands wait for a connection"))
    }
    waiting.append(call)
    if state == .idle { open() }
    if !isTicking { tick() }
  }

  package func flush() {}

  private func add(_ waiter: ReadinessWaiter) {
    switch state {
    case .ready: waiter.finish(nil)
    case .closed: waiter.finish(RedisError(.clientClosed, "the client was closed"))
    case .idle:
      readiness.append(waiter)
      open()
    case .connecting, .waiting: readiness.append(waiter)
    }
  }

  private func finishReadiness(_ error: RedisError?) {
    for waiter in readiness { waiter.finish(error) }
    readiness.removeAll()
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
    backoff.reset()
    lastFailure = nil
    for call in waiting.removeAll() { connection.accept(call) }
    finishReadiness(nil)
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
      // Nobody waits and nobody was ever served: the next command tries again.
      state = .idle
      return
    }
    state = .waiting
    var generator = SystemRandomNumberGenerator()
    let delay = backoff.next(using: &generator)
    loop.schedule(at: MonotonicTime.now.advanced(byNanoseconds: delay)) { [self] in
      guard state == .waiting else { return }
      open()
    }
  }

  package func connection(_ connection: Connection, received push: UnsafeRawBufferPointer) {
    onPush?(push)
  }

  private func tick() {
    while let first = waiting.first, first.state == .finished { _ = waiting.popFirst() }
    guard !waiting.isEmpty, state != .closed else {
      isTicking = false
      return
    }
    isTicking = true
    let now = MonotonicTime.now
    let oldest = CallSweep.sweep(waiting, now: now, because: lastFailure)
    let delay = CallSweep.delay(afterWaiting: oldest)
    loop.schedule(at: now.advanced(byNanoseconds: delay)) { [self] in tick() }
  }
}

/// Somebody who waits for a connection to stand.
private final class ReadinessWaiter: @unchecked Sendable {
  var continuation: UnsafeContinuation<Void, Never>?
  private(set) var error: RedisError?

  func finish(_ error: RedisError?) {
    guard let continuation else { return }
    self.error = error
    self.continuation = nil
    continuation.resume()
  }
}
