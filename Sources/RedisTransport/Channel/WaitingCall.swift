import RESP

/// Somebody who waits for something other than a reply, for as long as a command may wait, and
/// can be cancelled like one.
class WaitingCall<Value: Sendable>: PendingCall, @unchecked Sendable {
  private let awaited: StaticString
  private let outcome: (Result<Value, RedisError>) -> Void

  init(
    timeout: UInt64 = .max, task: WaitingTask?, for awaited: StaticString,
    outcome: @escaping (Result<Value, RedisError>) -> Void
  ) {
    self.awaited = awaited
    self.outcome = outcome
    super.init(timeout: timeout, task: task) { step in
      if case .fail(let error) = step { outcome(.failure(error)) }
    }
  }

  override var missing: String { "\(awaited)" }

  final func succeed(with value: Value) {
    guard state != .finished else { return }
    finish()
    outcome(.success(value))
  }
}
