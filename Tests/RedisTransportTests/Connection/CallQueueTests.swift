import RESP
import Testing

@testable import RedisTransport

@Suite struct CallQueueTests {
  private final class Notes { var errors: [RedisError] = [] }

  private func call(_ notes: Notes, word: String = "x", timeout: UInt64 = .max) -> PendingCall {
    let call = PendingCall(timeout: timeout) { step in
      switch step {
      case .encode(let encoder): encoder.pointee.append(RedisValue.string(word))
      case .fail(let error): notes.errors.append(error)
      default: break
      }
    }
    call.accepted(at: MonotonicTime(nanoseconds: 0))
    return call
  }

  private func limits(commands: Int = .max, bytes: Int = .max, whenFull: QueueLimits.Policy = .fail) -> QueueLimits {
    var limits = QueueLimits()
    limits.commands = commands
    limits.bytes = bytes
    limits.whenFull = whenFull
    return limits
  }

  @Test func beyondTheNumberOfCommandsThereIsNoRoom() {
    let notes = Notes()
    var queue = CallQueue(limits: limits(commands: 3))
    #expect(queue.add(call(notes), besides: 1) == nil)
    #expect(queue.add(call(notes), besides: 1) == nil)
    #expect(queue.add(call(notes), besides: 1)?.code == .limitExceeded)
    #expect(queue.add(call(notes), besides: 1)?.isUnsent == true)
    #expect(queue.count == 2)
  }

  @Test func bytesAreCountedAsTheyWouldBeSent() {
    let notes = Notes()
    // *1\r\n$10\r\n0123456789\r\n has 21 bytes.
    var queue = CallQueue(limits: limits(bytes: 50))
    for _ in 0..<2 { #expect(queue.add(call(notes, word: "0123456789"), besides: 0) == nil) }
    #expect(queue.add(call(notes, word: "0123456789"), besides: 0)?.code == .limitExceeded)
    _ = queue.popFirst()
    #expect(queue.add(call(notes, word: "0123456789"), besides: 0) == nil)
  }

  @Test func whatIsTooLargeAloneMayGoAlone() {
    let notes = Notes()
    var queue = CallQueue(limits: limits(bytes: 5))
    #expect(queue.add(call(notes, word: "0123456789"), besides: 0) == nil)
    #expect(queue.add(call(notes), besides: 0)?.code == .limitExceeded)
  }

  @Test func waitingInsteadOfFailing() {
    let notes = Notes()
    var queue = CallQueue(limits: limits(commands: 1, bytes: 1, whenFull: .wait))
    for _ in 0..<5 { #expect(queue.add(call(notes), besides: 9) == nil) }
    #expect(queue.count == 5)
  }

  @Test func whatEndedTakesNoRoomAndIsNotGivenOut() {
    let notes = Notes()
    var queue = CallQueue(limits: limits(commands: 10))
    for _ in 0..<5 { #expect(queue.add(call(notes, timeout: 1), besides: 0) == nil) }
    for _ in 0..<5 { #expect(queue.add(call(notes), besides: 0) == nil) }
    #expect(queue.add(call(notes), besides: 0) != nil)
    var counters = ConnectionCounters()
    queue.sweep(now: MonotonicTime(nanoseconds: 9_000_000), counters: &counters).tell()
    #expect(counters.timedOut == 5)
    #expect(notes.errors.count == 5)
    #expect(queue.count == 5)
    #expect(queue.add(call(notes), besides: 0) == nil)
    #expect(queue.removeAll().count == 6)
    let isEmpty = queue.isEmpty
    #expect(isEmpty)
  }

  @Test func aQueueOfNothingButEndedCallsIsEmpty() {
    let notes = Notes()
    var queue = CallQueue(limits: limits())
    #expect(queue.add(call(notes, timeout: 1), besides: 0) == nil)
    var counters = ConnectionCounters()
    queue.sweep(now: MonotonicTime(nanoseconds: 9_000_000), counters: &counters).tell()
    let isEmpty = queue.isEmpty
    #expect(isEmpty)
    #expect(queue.popFirst() == nil)
  }

  @Test func whatIsPutBackComesFirstAndInOrder() {
    let notes = Notes()
    var queue = CallQueue(limits: limits(commands: 1))
    let (first, second, third) = (call(notes), call(notes), call(notes))
    #expect(queue.add(third, besides: 0) == nil)
    queue.putBack([first, second])
    let order = queue.removeAll()
    #expect(order.count == 3)
    #expect(order.first === first && order.last === third)
  }
}
