import RedisTransport
import Synchronization

/// Hands the events of a client's connections to everyone who watches.
final class EventHub: Sendable {
  private struct State {
    var watchers: [Int: AsyncStream<RedisConnectionEvent>.Continuation] = [:]
    var nextNumber = 0
    var isClosed = false
    /// Shared connections that have stood before.
    var known: Set<RedisConnectionEvent.Role> = []
  }

  /// Events that a watcher has not taken yet, of which the oldest are dropped.
  static let bufferSize = 1024

  private let state = Mutex(State())

  /// A new watcher sees what happens from here on.
  func watch() -> AsyncStream<RedisConnectionEvent> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: RedisConnectionEvent.self, bufferingPolicy: .bufferingNewest(Self.bufferSize))
    let number: Int? = state.withLock { state in
      guard !state.isClosed else { return nil }
      state.nextNumber += 1
      state.watchers[state.nextNumber] = continuation
      return state.nextNumber
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.watchers.removeValue(forKey: number) }
    }
    return stream
  }

  /// What a connection in this role has to call.
  func observer(for role: RedisConnectionEvent.Role) -> @Sendable (ConnectionEvent) -> Void {
    { [weak self] event in self?.publish(event, of: role) }
  }

  private func publish(_ event: ConnectionEvent, of role: RedisConnectionEvent.Role) {
    let watchers = state.withLock { state in
      let kind: RedisConnectionEvent.Kind =
        switch event {
        case .connecting: .connecting
        case .connected(let attempt, _):
          // Exclusive connections come and go; a shared one comes back.
          role == .exclusive || state.known.insert(role).inserted ? .connected : .restored(attempts: attempt)
        case .disconnected(let error): .disconnected(error)
        case .reconnecting(let attempt, let delay): .reconnecting(attempt: attempt, after: delay)
        }
      return (Array(state.watchers.values), RedisConnectionEvent(role: role, kind: kind))
    }
    for watcher in watchers.0 { watcher.yield(watchers.1) }
  }

  /// Ends every watcher's sequence, after what it has not taken yet.
  func close() {
    let watchers = state.withLock { state in
      state.isClosed = true
      return Array(state.watchers.values)
    }
    for watcher in watchers { watcher.finish() }
  }
}
