import RESP

/// Deadlines, and servers that do not answer any more.
extension Connection {
  /// Looks after waiting commands every few milliseconds, and only while there are any.
  func tick() {
    guard phase != .closed, pendingCount > 0 else {
      isTicking = false
      return
    }
    isTicking = true
    let now = MonotonicTime.now
    let stall = loop.stalledSince
    var ended = 0
    let sent = CallSweep.sweep(
      inFlight, now: now, stalledSince: stall, counters: &counted, ended: &ended)
    let waiting = queued.sweep(now: now, stalledSince: stall, counters: &counted)
    sent.tell()
    waiting.tell()
    if isLoginUnanswered { return close(RedisError(.timedOut, "the server has not answered a new login")) }
    if phase != .closed, isHung(now) {
      let silence = Duration.nanoseconds(Int64(clamping: now.nanoseconds(since: lastReceived)))
      return close(RedisError(.timedOut, "the server has not answered for \(silence)"))
    }
    let delay = CallSweep.delay(afterWaiting: max(sent.oldest, waiting.oldest))
    loop.schedule(at: now.advanced(byNanoseconds: delay)) { [self] in tick() }
  }

  /// The first command in line was given up, and nothing has come since for as long again, or for as long as a probe
  /// would have to be answered.
  private func isHung(_ now: MonotonicTime) -> Bool {
    guard let head = inFlight.first, head.state == .finished, head.deadline < now else { return false }
    let patience = max(head.timeout, options.probeTimeout.saturatedNanoseconds)
    return now.nanoseconds(since: max(lastReceived, head.deadline)) > patience
  }

  // MARK: Probes

  /// Asks the server for a sign of life whenever nothing has come from it for a while. Only for connections on which
  /// nobody minds a command in between.
  package func probeWhenSilent() {
    guard let interval = options.probeInterval?.saturatedNanoseconds, phase != .closed, !isPaused else { return }
    let now = MonotonicTime.now
    let silence = now.nanoseconds(since: lastReceived)
    if silence >= interval, isIdle {
      probe { [self] error in
        if let error { close(error) } else { probeWhenSilent() }
      }
    } else {
      let rest = silence < interval ? interval - silence : interval
      probeTimer = loop.schedule(at: now.advanced(byNanoseconds: max(1_000_000, rest))) { [self] in
        probeWhenSilent()
      }
    }
  }

  /// Asks once. `completion` gets nil if the server answered, whatever it said.
  package func probe(completion: @escaping (RedisError?) -> Void) {
    let limit = options.probeTimeout
    let probe = options.probe
    let call = PendingCall(timeout: limit.saturatedNanoseconds) { step in
      switch step {
      case .name, .describe: break
      case .encode(let encoder): probe(&encoder.pointee)
      case .reply: completion(nil)
      case .failOne(let error), .fail(let error):
        completion(
          error.code == .timedOut
            ? RedisError(.timedOut, "the server did not answer a probe within \(limit)") : error)
      }
    }
    call.staysWithConnection = true
    accept(call)
  }
}
