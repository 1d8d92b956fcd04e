import RedisTransport

/// The user's own set-up of a connection: `RedisOptions.onConnect`.
enum OnConnect {
  /// Runs the hook with a connection that it has for itself until it returns.
  static func preparation(
    _ hook: @escaping @Sendable (RedisConnection) async throws -> Void, deadlines: CommandDeadlines
  ) -> @Sendable (Connection) async throws(RedisError) -> Void {
    { (connection: Connection) async throws(RedisError) in
      let router = ConnectionRouter(connection, deadlines: deadlines, end: "onConnect has returned")
      defer { router.end() }
      do {
        try await hook(RedisConnection(router, CallSettings()))
      } catch {
        throw failure(error)
      }
    }
  }

  /// A connection that broke, or a server that is not up yet, is a reason to try again; anything else is not.
  static func failure(_ error: any Error, in step: String = "the hook in onConnect") -> RedisError {
    guard let known = error as? RedisError else {
      return RedisError(.handshakeFailed, "\(step) failed", underlying: error)
    }
    let isPassing =
      switch known.code {
      case .connectionClosed, .connectFailed, .timedOut, .cancelled, .protocolViolation: true
      case .server: known.server?.isPassing ?? false
      default: false
      }
    return RedisError(
      isPassing ? .connectFailed : .handshakeFailed, "\(step) failed (\(known))", underlying: known)
  }
}
