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
  private struct State {
    var current: RedisCredentials
    var listeners: [Int: AsyncStream<RedisCredentials>.Continuation] = [:]
    var nextListener = 0
  }

  private let state: Mutex<State>

  /// - Parameter credentials: those to begin with.
  public init(_ credentials: RedisCredentials) { state = Mutex(State(current: credentials)) }

  deinit {
    for listener in state.withLock({ $0.listeners.values }) { listener.finish() }
  }

  /// Replaces them, for new connections and open ones of all clients.
  public func rotate(to credentials: RedisCredentials) {
    // Told meanwhile, so that of two rotations at the same time the latter is the last one that everybody hears of.
    state.withLock { state in
      state.current = credentials
      for listener in state.listeners.values { listener.yield(credentials) }
    }
  }

  public func credentials() -> RedisCredentials { state.withLock { $0.current } }

  public func rotations() -> AsyncStream<RedisCredentials>? {
    let (stream, continuation) = AsyncStream.makeStream(
      of: RedisCredentials.self, bufferingPolicy: .bufferingNewest(1))
    let number = state.withLock { state in
      let number = state.nextListener
      state.nextListener += 1
      state.listeners[number] = continuation
      return number
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) }
    }
    return stream
  }

  /// How many clients listen.
  var listenerCount: Int { state.withLock { $0.listeners.count } }
}

extension RotatingCredentials: CustomStringConvertible, CustomReflectable {
  public var description: String { "RotatingCredentials(\(credentials()))" }

  public var customMirror: Mirror {
    Mirror(self, children: ["current": credentials()] as KeyValuePairs<String, Any>, displayStyle: .class)
  }
}
