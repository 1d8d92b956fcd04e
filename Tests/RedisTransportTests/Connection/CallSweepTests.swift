import RESP
import Testing

@testable import RedisTransport

@Suite struct CallSweepTests {
  private func call(timeout: UInt64, at start: UInt64, _ failures: Failures) -> PendingCall {
    let call = PendingCall(timeout: timeout) { step in
      if case .fail(let error) = step { failures.errors.append(error) }
    }
    call.accepted(at: MonotonicTime(nanoseconds: start))
    return call
  }

  private func sweep(
    _ calls: borrowing RingBuffer<PendingCall>, at now: UInt64, stalledSince: MonotonicTime? = nil,
    because reason: RedisError? = nil
  ) -> UInt64 {
    var (counters, ended) = (ConnectionCounters(), 0)
    let findings = CallSweep.sweep(
      calls, now: MonotonicTime(nanoseconds: now), stalledSince: stalledSince, because: reason,
      counters: &counters, ended: &ended)
    findings.tell()
    return findings.oldest
  }

  @Test func countsWhatEnded() {
    let failures = Failures()
    var calls = RingBuffer<PendingCall>()
    for timeout in [1, 2, 90_000_000] { calls.append(call(timeout: UInt64(timeout), at: 0, failures)) }
    var (counters, ended) = (ConnectionCounters(), 0)
    for _ in 0..<2 {
      _ = CallSweep.sweep(
        calls, now: MonotonicTime(nanoseconds: 9_000_000), counters: &counters, ended: &ended)
      #expect(ended == 2)
      #expect(counters.timedOut == 2)
    }
  }

  @Test func failsWhatIsOverdueAndNothingElse() {
    let failures = Failures()
    var calls = RingBuffer<PendingCall>()
    calls.append(call(timeout: 10_000_000, at: 0, failures))
    calls.append(call(timeout: 50_000_000, at: 0, failures))
    calls.append(call(timeout: 1, at: 29_500_000, failures))
    let waited = sweep(calls, at: 30_000_000)
    #expect(waited == 30_000_000)
    #expect(failures.errors.map(\.code) == [.timedOut])
    #expect(failures.errors.first?.mayHaveBeenApplied == false)
  }

  @Test func saysThatASentCommandMayHaveBeenApplied() {
    let failures = Failures()
    var calls = RingBuffer<PendingCall>()
    let sent = call(timeout: 5, at: 0, failures)
    sent.state = .sent
    calls.append(sent)
    _ = sweep(calls, at: 9_000_000, because: RedisError(.connectFailed, "nobody there"))
    #expect(failures.errors.first?.mayHaveBeenApplied == true)
    #expect(failures.errors.first?.message.contains("nobody there") == true)
  }

  @Test func whatWasAcceptedDuringAStallGetsItsTime() {
    let failures = Failures()
    var calls = RingBuffer<PendingCall>()
    calls.append(call(timeout: 50_000_000, at: 0, failures))
    calls.append(call(timeout: 50_000_000, at: 5_000_000, failures))
    let stall = MonotonicTime(nanoseconds: 4_000_000)
    _ = sweep(calls, at: 90_000_000, stalledSince: stall)
    #expect(failures.errors.count == 1)
    // Once: another stall later is not its excuse.
    let later = MonotonicTime(nanoseconds: 90_000_000)
    _ = sweep(calls, at: 141_000_000, stalledSince: later)
    #expect(failures.errors.count == 2)
  }

  @Test func checksRarelyWhatHasWaitedLong() {
    #expect(CallSweep.delay(afterWaiting: 0) == 4_000_000)
    #expect(CallSweep.delay(afterWaiting: 40_000_000) == 10_000_000)
    #expect(CallSweep.delay(afterWaiting: .max) == 20_000_000)
  }
}

private final class Failures {
  var errors: [RedisError] = []
}
