import RESP
import TestSupport

@testable import RedisTransport

final class TestWaiter: PoolWaiter {
  let number: Int
  var isGone = false

  init(_ number: Int) { self.number = number }
}

/// A machine with a clock of its own, whose actions are words: `open 1`, `give 1 to 7`.
final class TestPool {
  var machine: PoolMachine<TestWaiter>
  var now = MonotonicTime(nanoseconds: 1_000_000_000_000)
  private var generator = SplitMix(seed: 1)
  private var waiters: [Int: TestWaiter] = [:]

  init(_ change: (inout PoolOptions) -> Void = { _ in }) {
    var options = PoolOptions()
    change(&options)
    machine = PoolMachine(options: options)
  }

  /// Everything to be done, in order.
  func actions() -> [String] {
    var words: [String] = []
    while let action = machine.nextAction() {
      switch action {
      case .open(let id): words.append("open \(id)")
      case .give(let id, let waiter): words.append("give \(id) to \(waiter.number)")
      case .probe(let id): words.append("probe \(id)")
      case .recycle(let id): words.append("recycle \(id)")
      case .close(let id, _): words.append("close \(id)")
      case .fail(let waiter, let error): words.append("fail \(waiter.number): \(error.message)")
      case .dismiss(let waiter): words.append("dismiss \(waiter.number)")
      }
    }
    return words
  }

  func pass(_ time: Duration) { now = now.advanced(by: time) }

  func lease(_ number: Int) -> [String] {
    let waiter = TestWaiter(number)
    waiters[number] = waiter
    machine.lease(waiter, now: now)
    return actions()
  }

  /// The waiter goes away; nobody has looked yet.
  func leave(_ number: Int) { waiters[number]?.isGone = true }

  func release(_ id: Int, _ condition: PoolMachine<TestWaiter>.Condition = .clean) -> [String] {
    machine.release(id, condition, now: now)
    return actions()
  }

  func ready(_ id: Int) -> [String] {
    machine.ready(id, now: now)
    return actions()
  }

  func probed(_ id: Int, ok: Bool) -> [String] {
    machine.probed(id, ok ? nil : RedisError(.timedOut, "silent"), now: now)
    return actions()
  }

  func closed(_ id: Int, _ code: RedisError.Code = .connectFailed, _ why: String = "broken") -> [String] {
    machine.closed(id, because: RedisError(code, why), now: now, using: &generator)
    return actions()
  }

  func warmUp() -> [String] {
    machine.warmUp(now: now)
    return actions()
  }

  func wake() -> [String] {
    machine.wake(now: now)
    return actions()
  }

  /// Lets the time pass until the machine wants to be woken; nil if it never does.
  func wakeWhenDue() -> [String]? {
    guard machine.wakeUp < .never else { return nil }
    now = max(now, machine.wakeUp)
    return wake()
  }

  func noteGone(_ count: Int) -> [String] {
    machine.noteGone(count)
    return actions()
  }

  func dropIdle() -> [String] {
    machine.dropIdle(RedisError(.connectionClosed, "elsewhere"), now: now)
    return actions()
  }

  func close() -> [String] {
    machine.close()
    return actions()
  }

  /// Opens so many and gives them back, in order.
  func fill(_ count: Int) {
    for id in 1...count {
      _ = lease(-id)
      _ = ready(id)
    }
    for id in 1...count { _ = release(id) }
  }
}
