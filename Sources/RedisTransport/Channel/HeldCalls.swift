import RESP

/// Calls that cannot be sent anywhere for now: each is placed again after a while, longer each time, until its deadline. All on the
/// loop's thread.
package final class HeldCalls {
  private let loop: EventLoop
  private let place: (PendingCall) -> Void
  private var calls = RefusedCalls()
  private var isTicking = false
  private var generator = SystemRandomNumberGenerator()
  private var counted = ConnectionCounters()

  /// - Parameter place: called with those whose time has come.
  package init(loop: EventLoop, place: @escaping (PendingCall) -> Void) {
    self.loop = loop
    self.place = place
  }

  /// Whether a call may be sent again that a server has refused: not what runs scripts, whose error may come after a change.
  package static func mayTake(_ call: PendingCall) -> Bool { RefusedCalls.mayTake(call) }

  package var count: Int { calls.count }

  /// - Parameter error: what its caller is told if the deadline comes first.
  package func hold(_ call: PendingCall, because error: RedisError) {
    calls.add(call, because: error, now: .now, using: &generator)
    if !isTicking { tick() }
  }

  /// Takes all out, whose time has come.
  package func removeAll() -> [PendingCall] { calls.removeAll() }

  private func tick() {
    guard !calls.isEmpty else {
      isTicking = false
      return
    }
    isTicking = true
    let findings = calls.sweep(now: .now, counters: &counted)
    findings.tell()
    for call in findings.again { place(call) }
    loop.schedule(at: MonotonicTime.now.advanced(byNanoseconds: CallSweep.delay(afterWaiting: 0))) { [weak self] in self?.tick() }
  }
}
