import Synchronization

/// A value that comes once, for all who wait for it.
final class OneValue<Value: Sendable>: Sendable {
  private struct State {
    var value: Value?
    var waiters: [UInt64: CheckedContinuation<Value?, Never>] = [:]
    var nextNumber: UInt64 = 0
  }

  private let state = Mutex(State())

  /// Only the first one counts.
  func set(_ value: Value) {
    let waiters = state.withLock { state in
      guard state.value == nil else { return state.waiters }
      state.value = value
      defer { state.waiters = [:] }
      return state.waiters
    }
    for waiter in waiters.values { waiter.resume(returning: value) }
  }

  /// Waits for the value; nil if the task is cancelled before.
  var value: Value? {
    get async {
      let number = state.withLock { state in
        state.nextNumber += 1
        return state.nextNumber
      }
      return await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in wait(number, continuation) }
      } onCancel: {
        state.withLock { $0.waiters.removeValue(forKey: number) }?.resume(returning: nil)
      }
    }
  }

  /// Waits for the value, but not for ever; nil also if the task is cancelled before.
  func value(until end: ContinuousClock.Instant) async -> Value? {
    await withTaskGroup(of: Value?.self) { tasks in
      tasks.addTask { await self.value }
      tasks.addTask {
        try? await Task.sleep(until: end, clock: .continuous)
        return nil
      }
      defer { tasks.cancelAll() }
      return await tasks.next() ?? nil
    }
  }

  private func wait(_ number: UInt64, _ continuation: CheckedContinuation<Value?, Never>) {
    let isOver = state.withLock { state in
      // Whoever was cancelled before this has not found the waiter.
      if state.value != nil || Task.isCancelled { return true }
      state.waiters[number] = continuation
      return false
    }
    if isOver { continuation.resume(returning: state.withLock { $0.value }) }
  }
}
