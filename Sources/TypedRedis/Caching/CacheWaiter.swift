import Synchronization

/// Somebody who waits for what another task has asked the server.
final class CacheWaiter: Sendable {
  enum Outcome: Sendable {
    case reply([UInt8])
    case failed(RedisError)
    /// Whoever asked was cancelled: others have to ask themselves.
    case abandoned
  }

  private enum State {
    case idle
    case waiting(UnsafeContinuation<Outcome, Never>)
    case over(Outcome)
  }

  private let state = Mutex(State.idle)

  /// The first outcome counts.
  func resume(_ outcome: Outcome) {
    let continuation: UnsafeContinuation<Outcome, Never>? = state.withLock { state in
      switch state {
      case .idle:
        state = .over(outcome)
        return nil
      case .waiting(let continuation):
        state = .over(outcome)
        return continuation
      case .over: return nil
      }
    }
    continuation?.resume(returning: outcome)
  }

  /// Waits until there is an outcome or the task is cancelled.
  func outcome() async -> Outcome {
    await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        let outcome: Outcome? = state.withLock { state in
          if case .over(let outcome) = state { return outcome }
          state = .waiting(continuation)
          return nil
        }
        if let outcome { continuation.resume(returning: outcome) }
      }
    } onCancel: {
      resume(.failed(RedisError(.cancelled, "the task was cancelled")))
    }
  }
}
