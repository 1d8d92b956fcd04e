import RedisTransport
import Synchronization

/// Hands the events of a client's connections to everyone who watches.
final class EventHub: Sendable {
  /// Events that a watcher has not taken yet, of which the oldest are dropped.
  static let bufferSize = 1024

  private let watchers = Broadcaster<RedisConnectionEvent>(buffering: bufferSize)

  /// A new watcher sees what happens from here on.
  func watch() -> AsyncStream<RedisConnectionEvent> { watchers.watch() }

  /// What one connection has to call, which has this role and comes back when it breaks; or all exclusive ones.
  ///
  /// - Parameter node: where it leads to, if that is one of several.
  func observer(for role: RedisConnectionEvent.Role, node: Endpoint? = nil) -> @Sendable (ConnectionEvent) -> Void {
    let past = Past()
    return { [watchers] event in
      let kind: RedisConnectionEvent.Kind =
        switch event {
        case .connecting: .connecting
        case .connected(let attempt, _):
          // Exclusive connections come and go; a shared one comes back.
          role == .exclusive || !past.hasStood.exchange(true, ordering: .relaxed)
            ? .connected : .restored(attempts: attempt)
        case .disconnected(let error): .disconnected(error)
        case .reconnecting(let attempt, let delay): .reconnecting(attempt: attempt, after: delay)
        }
      watchers.send(RedisConnectionEvent(role: role, kind: kind, node: node))
    }
  }

  /// Ends every watcher's sequence, after what it has not taken yet.
  func close() { watchers.finish() }

  /// Whether a connection has stood before.
  private final class Past: Sendable {
    let hasStood = Atomic(false)
  }
}
