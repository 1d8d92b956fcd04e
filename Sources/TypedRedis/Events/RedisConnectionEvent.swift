/// Something that became of one of a client's connections. See ``Redis/events``.
public struct RedisConnectionEvent: Sendable, CustomStringConvertible {
  /// What a connection is for.
  public enum Role: Sendable, Hashable, CustomStringConvertible {
    /// Ordinary commands of all tasks. The number tells several of them apart, from 0.
    case shared(Int)
    /// One user at a time: blocking commands and leases.
    case exclusive
    /// What a cache reads, and what the server announces to it. See ``Redis/withCache(_:)``.
    case cache
    /// Subscriptions. 0 is the one that they share; others have a single one each that stops reading when it is slow.
    case subscriptions(Int)

    public var description: String {
      switch self {
      case .shared(let number): "shared connection \(number)"
      case .exclusive: "exclusive connection"
      case .cache: "cache's connection"
      case .subscriptions(let number): "subscription connection \(number)"
      }
    }
  }

  /// What became of it.
  public enum Kind: Sendable {
    /// An attempt begins.
    case connecting
    /// It stands for the first time, and takes commands. Exclusive connections are new ones each time.
    case connected
    /// It stands again after a break, with its name, user, database and settings, and takes commands. `attempts` were needed.
    case restored(attempts: Int)
    /// It broke or was closed, or an attempt failed; the error says why.
    case disconnected(RedisError)
    /// The next attempt, with this number, comes after this time. Of shared connections only.
    case reconnecting(attempt: Int, after: Duration)
  }

  /// What the connection is for.
  public let role: Role
  /// What became of it.
  public let kind: Kind
  /// The node of a cluster that it leads to; nil where there is only one server.
  public let node: Endpoint?

  public var description: String {
    let place = node.map { "\(role) to \($0)" } ?? "\(role)"
    return switch kind {
    case .connecting: "\(place): connecting"
    case .connected: "\(place): connected"
    case .restored(let attempts): "\(place): restored, attempt \(attempts)"
    case .disconnected(let error): "\(place): disconnected: \(error)"
    case .reconnecting(let attempt, let delay): "\(place): attempt \(attempt) to reconnect comes after \(delay)"
    }
  }
}
