import RESP

/// Connections for one user at a time: blocking commands, transactions, subscriptions.
package final class ConnectionPool: LoopTarget, ConnectionOwner, @unchecked Sendable {
  package let loop: EventLoop
  private let options: ConnectionOptions
  private let maximum: Int
  private let leaseTimeout: Duration

  // On the loop's thread.
  private var idle: [Connection] = []
  private var waiters = RingBuffer<PendingCall>()
  /// Connections under way to being ready.
  private var opening: [ObjectIdentifier: Connection] = [:]
  private var leased: [ObjectIdentifier: Connection] = [:]
  private var isClosed = false
  private var isTicking = false
  private var isOpening = false

  package init(loop: EventLoop, options: ConnectionOptions, maximum: Int, leaseTimeout: Duration) {
    self.loop = loop
    self.options = options
    self.maximum = max(1, maximum)
    self.leaseTimeout = leaseTimeout
  }

  // MARK: From any thread

  /// Takes a connection that nobody else uses. Give it back with `release`.
  package func lease(task: WaitingTask?) async throws(RedisError) -> Connection {
    let outcome: Result<Connection, RedisError> = await withUnsafeContinuation { continuation in
      let call = WaitingCall(timeout: leaseTimeout.saturatedNanoseconds, task: task, for: "no exclusive connection") {
        continuation.resume(returning: $0)
      }
      loop.submit(call, to: self)
    }
    return try outcome.get()
  }

  /// Gives a connection back. One that is not as new any more is closed.
  package func release(_ connection: Connection, isClean: Bool) {
    loop.perform {
      self.leased[ObjectIdentifier(connection)] = nil
      if connection.phase == .closed { return self.openForWaiters() }
      guard isClean, connection.isQuiet, !self.isClosed else {
        connection.close(RedisError(.connectionClosed, "the lease has ended"))
        return self.openForWaiters()
      }
      self.offer(connection)
    }
  }

  package func close() {
    loop.perform {
      guard !self.isClosed else { return }
      self.isClosed = true
      let error = RedisError(.clientClosed, "the client was closed")
      for call in self.waiters.removeAll() { call.reject(error) }
      let all = self.idle + Array(self.opening.values) + Array(self.leased.values)
      self.idle.removeAll()
      for connection in all { connection.close(error) }
    }
  }

  // MARK: On the loop's thread

  private var total: Int { idle.count + opening.count + leased.count }

  package func accept(_ call: PendingCall) {
    if !isTicking { loop.refreshTime() }
    call.accepted(at: loop.now)
    if isClosed { return call.reject(RedisError(.clientClosed, "the client was closed")) }
    if call.isCancelled { return call.reject(RedisError(.cancelled, "the task was cancelled")) }
    if let connection = idle.popLast() { return hand(connection, to: call) }
    waiters.append(call)
    openForWaiters()
    if !isTicking { tick() }
  }

  package func flush() {}

  private func hand(_ connection: Connection, to call: PendingCall) {
    guard let lease = call as? WaitingCall<Connection> else { return offer(connection) }
    leased[ObjectIdentifier(connection)] = connection
    lease.succeed(with: connection)
  }

  private func offer(_ connection: Connection) {
    while let call = waiters.popFirst() {
      if call.state != .finished, !call.isCancelled { return hand(connection, to: call) }
      call.reject(RedisError(.cancelled, "the task was cancelled"))
    }
    idle.append(connection)
  }

  private func openForWaiters() {
    // A connection that fails as it starts comes back here: the loop goes on, not the stack.
    guard !isOpening else { return }
    isOpening = true
    defer { isOpening = false }
    while !isClosed, opening.count < waiters.count, total < maximum {
      let connection = Connection(loop: loop, options: options)
      connection.owner = self
      opening[ObjectIdentifier(connection)] = connection
      connection.start()
    }
  }

  package func connectionIsReady(_ connection: Connection, _ result: HandshakeResult) {
    opening[ObjectIdentifier(connection)] = nil
    offer(connection)
  }

  package func connectionClosed(
    _ connection: Connection, because error: RedisError, unsent: [PendingCall], sent: [PendingCall]
  ) {
    for call in unsent { call.reject(error) }
    for call in sent { call.reject(error.markingMayHaveBeenApplied()) }
    idle.removeAll { $0 === connection }
    if opening.removeValue(forKey: ObjectIdentifier(connection)) != nil {
      // Whoever waits longest learns why.
      while let call = waiters.popFirst() {
        if call.state == .finished { continue }
        call.reject(error)
        break
      }
    }
    openForWaiters()
  }

  package func connection(_ connection: Connection, received push: UnsafeRawBufferPointer) {
    // Nobody listens on a leased connection yet.
  }

  package func connection(
    _ connection: Connection, takesBack call: PendingCall, after refusal: Refusal
  ) -> Bool { false }

  private func tick() {
    while let first = waiters.first, first.state == .finished { _ = waiters.popFirst() }
    guard !waiters.isEmpty else {
      isTicking = false
      return
    }
    isTicking = true
    let now = MonotonicTime.now
    let full = RedisError(
      .limitExceeded, "all \(maximum) exclusive connections are in use")
    var (counters, ended) = (ConnectionCounters(), 0)
    let oldest = CallSweep.sweep(
      waiters, now: now, stalledSince: loop.stalledSince, because: total >= maximum ? full : nil,
      counters: &counters, ended: &ended)
    loop.schedule(at: now.advanced(byNanoseconds: CallSweep.delay(afterWaiting: oldest))) {
      [self] in tick()
    }
  }
}
