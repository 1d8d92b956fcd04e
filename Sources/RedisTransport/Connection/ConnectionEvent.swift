import RESP

/// What becomes of a connection, for whoever watches.
package enum ConnectionEvent: Sendable {
  case connecting
  /// The handshake is done and commands may go. `attempt` counts from 1 since the connection was wanted.
  case connected(attempt: Int, HandshakeResult)
  case disconnected(RedisError)
  /// The next attempt comes after this delay.
  case reconnecting(attempt: Int, after: Duration)
}
