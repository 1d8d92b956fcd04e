import RESP

/// Somebody who waits for a connection of their own.
final class LeaseCall: PendingCall, @unchecked Sendable {
  /// Whether what the server cannot take yet is to be sent again during the lease.
  let retriesRefusals: Bool
  private let outcome: (Result<Connection, RedisError>) -> Void

  init(
    timeout: UInt64, task: WaitingTask?, retriesRefusals: Bool,
    outcome: @escaping (Result<Connection, RedisError>) -> Void
  ) {
    self.retriesRefusals = retriesRefusals
    self.outcome = outcome
    super.init(timeout: timeout, task: task) { step in
      if case .fail(let error) = step { outcome(.failure(error)) }
    }
  }

  override var missing: String { "no exclusive connection" }

  func succeed(with connection: Connection) {
    guard state != .finished else { return }
    finish()
    outcome(.success(connection))
  }
}

extension PendingCall: PoolWaiter {
  var isGone: Bool { state == .finished || isCancelled }
}
