import RESP
import TestSupport
import Testing

@testable import RedisTransport

@Suite struct RefusalTests {
  private func refusal(_ line: String) -> Refusal? {
    Array("-\(line)\r\n".utf8).withUnsafeBytes { Refusal(errorReply: $0) }
  }

  @Test func whatPassesIsWaitedFor() {
    for line in [
      "LOADING Redis is loading the dataset in memory", "BUSY Redis is busy running a script.", "TRYAGAIN Multiple keys",
      "MASTERDOWN Link with MASTER is down", "CLUSTERDOWN The cluster is down",
    ] {
      #expect(refusal(line)?.remedy == .wait, "\(line)")
      #expect(refusal(line)?.error.server?.description == line)
    }
  }

  @Test func wrongPlacesAreLeft() {
    #expect(refusal("READONLY You can't write against a read only replica.")?.remedy == .reconnect)
    #expect(refusal("NOAUTH Authentication required.")?.remedy == .reconnect)
  }

  @Test func whoReadsFromReplicasExpectsThemNotToWrite() {
    func refusal(_ line: String) -> Refusal? {
      Array("-\(line)\r\n".utf8).withUnsafeBytes { Refusal(errorReply: $0, expectsReadOnly: true) }
    }
    #expect(refusal("READONLY You can't write against a read only replica.") == nil)
    #expect(refusal("NOAUTH Authentication required.")?.remedy == .reconnect)
    #expect(refusal("LOADING Redis is loading the dataset in memory")?.remedy == .wait)
  }

  @Test func theCommandsOwnErrorsAreNone() {
    for line in [
      "ERR unknown command", "WRONGTYPE Operation against a key", "BUSYGROUP Consumer Group name already exists", "BUSYKEY x",
      "OOM command not allowed", "NOPERM no", "loading", "", "LOADINGX", "NOSCRIPT No matching script",
    ] {
      #expect(refusal(line) == nil, "\(line)")
    }
  }

  // MARK: Calls that were refused

  private final class Notes { var errors: [RedisError] = [] }

  private func call(_ notes: Notes, timeout: UInt64) -> PendingCall {
    let call = PendingCall(timeout: timeout) { step in
      if case .fail(let error) = step { notes.errors.append(error) }
    }
    call.accepted(at: MonotonicTime(nanoseconds: 0))
    return call
  }

  @Test func comeBackAfterAWhileOrEndWithTheServersError() {
    let notes = Notes()
    var generator = SplitMix(seed: 1)
    var calls = RefusedCalls()
    let error = RedisError(server: ServerError(line: "LOADING x"))
    let (patient, hasty) = (call(notes, timeout: 900_000_000), call(notes, timeout: 2_000_000))
    for call in [patient, hasty] {
      calls.add(call, because: error, now: MonotonicTime(nanoseconds: 1_000_000), using: &generator)
    }
    var counters = ConnectionCounters()
    let early = calls.sweep(now: MonotonicTime(nanoseconds: 3_000_000), counters: &counters)
    #expect(early.again.isEmpty)
    // Who is told may close the connection, and what refused calls there are is asked for then.
    #expect(notes.errors == [])
    early.tell()
    #expect(notes.errors == [error])
    #expect(counters.timedOut == 1)
    let again = calls.sweep(now: MonotonicTime(nanoseconds: 20_000_000), counters: &counters).again
    #expect(again.count == 1)
    #expect(again.first === patient)
    let isEmpty = calls.isEmpty
    #expect(isEmpty)
  }

  @Test func waitLongerEachTimeWithinBounds() {
    var generator = SplitMix(seed: 2)
    for refusals: UInt8 in [0, 1, 4, 5, 200, 255] {
      let step = min(UInt64(10_000_000) << min(UInt64(refusals), 6), 250_000_000)
      let delay = RefusedCalls.delay(refusals: refusals, using: &generator)
      #expect(delay >= step / 2 && delay <= step)
    }
  }
}
