import RESP

/// Somebody who waits for a connection of their own.
final class LeaseCall: WaitingCall<Connection>, @unchecked Sendable {
  /// Whether what the server cannot take yet is to be sent again during the lease.
  let retriesRefusals: Bool

  init(
    timeout: UInt64, task: WaitingTask?, retriesRefusals: Bool,
    outcome: @escaping (Result<Connection, RedisError>) -> Void
  ) {
    self.retriesRefusals = retriesRefusals
    super.init(timeout: timeout, task: task, for: "no exclusive connection", outcome: outcome)
  }
}

extension PendingCall: PoolWaiter {
  var isGone: Bool { state == .finished || isCancelled }
}
