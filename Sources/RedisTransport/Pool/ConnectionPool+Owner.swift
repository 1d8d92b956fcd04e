import RESP

/// What its connections tell the pool.
extension ConnectionPool: ConnectionOwner {
  package func connectionIsReady(_ connection: Connection, _ result: HandshakeResult) {
    guard let id = ids[ObjectIdentifier(connection)] else { return }
    if machine.phase(of: id) == .opening {
      options.observe?(.connected(attempt: machine.backoff.attempt + 1, result))
    }
    members[id]?.isSpent = false
    machine.ready(id, now: .now)
    act()
  }

  package func connectionClosed(
    _ connection: Connection, because error: RedisError, unsent: [PendingCall], sent: [PendingCall]
  ) {
    counted += connection.counters
    options.observe?(.disconnected(error))
    PendingCall.reject(sent: sent, unsent: unsent, error)
    guard let id = ids.removeValue(forKey: ObjectIdentifier(connection)) else { return }
    members[id] = nil
    machine.closed(id, because: error, now: .now, using: &generator)
    act()
    if machine.waiting > 0 { startTicking() }
  }

  package func connection(_ connection: Connection, received push: UnsafeRawBufferPointer) {
    // Nobody listens on a leased connection yet.
  }

  // MARK: What the server could not take

  package func connection(
    _ connection: Connection, takesBack call: PendingCall, after refusal: Refusal
  ) -> Bool {
    guard let id = ids[ObjectIdentifier(connection)], let member = members[id] else { return false }
    if refusal.remedy == .reconnect {
      // This caller learns it; the next one gets a new connection.
      self.connection(connection, isWrongBecauseOf: refusal)
      return false
    }
    guard refusal.remedy == .wait, options.retriesRefusals, member.retriesRefusals, machine.phase(of: id) == .leased, RefusedCalls.mayTake(call)
    else { return false }
    refused.add(call, because: refusal.error, now: .now, using: &generator)
    refusedOver[ObjectIdentifier(call)] = connection
    counted.retried += 1
    startTicking()
    return true
  }

  package func connection(_ connection: Connection, isWrongBecauseOf refusal: Refusal) {
    guard refusal.remedy == .reconnect, let id = ids[ObjectIdentifier(connection)] else { return }
    members[id]?.isSpent = true
    machine.dropIdle(refusal.error, now: .now)
    act()
  }

  func sendRefusedAgain(_ now: MonotonicTime) {
    guard !refused.isEmpty else { return }
    let findings = refused.sweep(now: now, counters: &counted)
    findings.tell()
    for call in findings.again {
      refusedOver.removeValue(forKey: ObjectIdentifier(call))?.accept(call)
    }
    // Some have ended.
    if refused.count < refusedOver.count {
      let calls = refused.calls
      refusedOver = refusedOver.filter { calls.contains($0.key) }
    }
  }
}
