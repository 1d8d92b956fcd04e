import Synchronization

/// Credentials that somebody replaces while clients use them.
///
///     let credentials = RotatingCredentials(RedisCredentials(user: "web", password: first))
///     options.credentials = credentials
///     …
///     credentials.rotate(to: RedisCredentials(user: "web", password: second))
///
/// New connections use the latest, and open ones are authenticated again. A client that is slow to do so skips to the latest.
public final class RotatingCredentials: RedisCredentialProvider {
  private let current: Mutex<RedisCredentials>
  private let listeners = Broadcaster<RedisCredentials>(buffering: 1)

  /// - Parameter credentials: those to begin with.
  public init(_ credentials: RedisCredentials) { current = Mutex(credentials) }

  /// Replaces them, for new connections and open ones of all clients.
  public func rotate(to credentials: RedisCredentials) {
    // Told meanwhile, so that of two rotations at the same time the latter is the last one that everybody hears of.
    current.withLock { current in
      current = credentials
      listeners.send(credentials)
    }
  }

  public func credentials() -> RedisCredentials { current.withLock { $0 } }

  public func rotations() -> AsyncStream<RedisCredentials>? { listeners.watch() }

  /// How many clients listen.
  var listenerCount: Int { listeners.count }
}

extension RotatingCredentials: CustomStringConvertible, CustomReflectable {
  public var description: String { "RotatingCredentials(\(credentials()))" }

  public var customMirror: Mirror {
    Mirror(self, children: ["current": credentials()] as KeyValuePairs<String, Any>, displayStyle: .class)
  }
}
